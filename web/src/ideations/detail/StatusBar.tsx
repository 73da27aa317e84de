import { Button, Progress } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { IdeationDocument } from "../../api/types.ts";
import { codeText } from "../../i18n/errorText.ts";
import type { Translate } from "../../i18n/i18n.ts";
import { useShortcuts } from "../../ui/shortcuts.ts";
import { useAction } from "../../ui/useAction.ts";
import { secondsUntil, useNow } from "../../ui/useNow.ts";
import { describeStatus, finishedOf, remedyFor, type Standing } from "./describeStatus.ts";
import { usualCount } from "./usualCount.ts";
import classes from "./StatusBar.module.css";

interface Props {
  readonly doc: IdeationDocument;
  readonly busy: boolean;
  readonly onWriteMissing: () => void;
}

/** Where the writing stands, in words, beside the one thing that can be done about it. */
export function StatusBar({ doc, busy, onWriteMissing }: Props) {
  const { t } = useTranslation();
  const streaming = doc.streamingData;
  const silent = streaming !== null && streaming.chunks.length === 0;
  const now = useNow(silent || streaming?.attempt.retryAt != null ? 500 : null);
  const standing = describeStatus(doc, now);
  const remedy = remedyFor(doc);
  const progress = streaming?.progress ?? 0;
  const asked = streaming?.asked.length ?? 0;
  // When nothing at all came, counting up what is missing tells nobody anything.
  const missing = doc.missing.includes("ideas/0") ? 0 : doc.missing.length;
  const retitling = streaming !== null && doc.rounds.at(-1)?.mode === "title";

  return (
    <section
      className={classes.bar}
      data-kind={standing.kind}
      data-writing={streaming !== null}
      aria-label={t("ideation.stateLabel")}
    >
      <div className={classes.words}>
        <p className={classes.status} data-testid="status" data-status={doc.status}>
          {standing.kind === "writing" && retitling
            ? t("ideation.state.retitling", { title: doc.rounds.at(-1)?.basedOn ?? "" })
            : words(t, standing, remedy === "missing", now)}
        </p>
        {standing.kind === "completed" && (
          <p className={classes.more}>{t("ideation.state.whatNow")}</p>
        )}
        {missing > 0 && (
          <p className={classes.more} data-testid="missing-list">
            {t("ideation.state.partial", { count: missing, asked: usualCount(doc) })}
          </p>
        )}
        {standing.kind === "failed" && doc.ideas.length > 0 && (
          <p className={classes.more}>{t("ideation.state.kept")}</p>
        )}
        {standing.kind === "failed" && remedy === "none" && doc.missing.length > 0 && (
          <p className={classes.more}>{t("ideation.state.noRetry")}</p>
        )}
      </div>
      {streaming && !retitling && (
        <div className={classes.progress} data-testid="progress" data-progress={progress}>
          <Progress.Root size="xs" className={classes.track}>
            <Progress.Section
              value={progress}
              color="var(--ink-model)"
              aria-label={t("ideation.progressLabel")}
            />
          </Progress.Root>
          <span className={classes.count}>
            {t("ideation.progress", { n: finishedOf(progress, asked), m: asked })}
          </span>
        </div>
      )}
      {streaming && <StopButton key={streaming.transformId} transformId={streaming.transformId} />}
      {!streaming && (remedy === "retry" || (remedy === "none" && doc.missing.length > 0)) && (
        <Button
          // Once what is wrong was put right it can be tried again; until then it is not the next thing to do.
          variant={remedy === "retry" ? "filled" : "default"}
          onClick={onWriteMissing}
          loading={busy}
          data-testid="retry"
        >
          {t("ideation.retry")}
        </Button>
      )}
      {!streaming && remedy === "missing" && (
        <Button variant="filled" onClick={onWriteMissing} loading={busy} data-testid="missing">
          {t("ideation.missing", { count: doc.missing.length })}
        </Button>
      )}
    </section>
  );
}

function StopButton({ transformId }: { readonly transformId: string }) {
  const { t } = useTranslation();
  const [stopping, run] = useAction();
  const keys = useMemo(
    () => ({ ".": () => void run(() => api.stop(transformId)) }),
    [run, transformId],
  );
  useShortcuts(keys);
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerStop size={16} />}
      loading={stopping}
      onClick={() => void run(() => api.stop(transformId))}
      data-testid="stop"
    >
      {t("ideation.stop")}
    </Button>
  );
}

/** A wait shorter than that, in seconds, needs no count. */
const worthCounting = 4;

function words(t: Translate, standing: Standing, partly: boolean, now: number): string {
  switch (standing.kind) {
    case "waiting":
    case "thinking": {
      const since = standing.since === null ? 0 : Math.floor((now - standing.since) / 1000);
      const sentence = t(`ideation.state.${standing.kind}`);
      return since < worthCounting
        ? sentence
        : `${sentence}${t("ideation.state.since", { seconds: since })}`;
    }
    case "attempt": {
      const { reason } = standing;
      return reason
        ? t("ideation.state.attempt", { reason: codeText(t, reason) })
        : t("ideation.state.writing");
    }
    case "retrying": {
      const { at } = standing;
      const reason = standing.reason ? codeText(t, standing.reason) : "";
      const seconds = secondsUntil(at, now);
      return seconds > 0
        ? t("ideation.state.retrying", { reason, seconds })
        : t("ideation.state.retryingNow", { reason });
    }
    case "failed":
      return t(partly ? "ideation.state.partly" : "ideation.state.failed", {
        reason: codeText(t, standing.code, standing.message),
      });
    default:
      return t(`ideation.state.${standing.kind}`);
  }
}
