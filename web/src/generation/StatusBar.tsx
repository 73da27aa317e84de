import { Button, Progress } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { codeText } from "../i18n/errorText.ts";
import type { Translate } from "../i18n/i18n.ts";
import { useShortcuts } from "../ui/shortcuts.ts";
import { useAction } from "../ui/useAction.ts";
import { secondsUntil, useNow } from "../ui/useNow.ts";
import {
  describeStatus,
  finishedOf,
  type Generated,
  type Remedy,
  type Standing,
} from "./describeStatus.ts";
import classes from "./StatusBar.module.css";

interface Props {
  readonly doc: Generated;
  /** When the newest generation was asked for, where the document says. */
  readonly askedAt?: string | undefined;
  readonly remedy: Remedy;
  /** What is being written, in the kind's own words. */
  readonly writing: ReactNode;
  readonly completed: string;
  readonly whatNow: string;
  /** Which parts are missing, in words; null when none is or when counting them tells nothing. */
  readonly missing: ReactNode;
  readonly writeMissing: string;
  /** Whether there is text that a failure left alone. */
  readonly hasText: boolean;
  /** Whether the parts are worth counting while they are written. */
  readonly counted?: boolean;
  readonly busy: boolean;
  readonly onWriteMissing: () => void;
  /** What is done next once all is there. */
  readonly next?: ReactNode;
}

/** Where the writing stands, in words, beside the one thing that can be done about it. */
export function StatusBar({
  doc,
  askedAt,
  remedy,
  counted = true,
  busy,
  onWriteMissing,
  ...say
}: Props) {
  const { t } = useTranslation();
  const streaming = doc.streamingData;
  const silent = streaming !== null && streaming.chunks.length === 0;
  const now = useNow(silent || streaming?.attempt.retryAt != null ? 500 : null);
  const standing = describeStatus(doc, askedAt, now);
  const progress = streaming?.progress ?? 0;
  const asked = streaming?.asked.length ?? 0;
  // What would be done next must wait until trying again can help.
  const stuck = standing.kind === "failed" && remedy === "none" && doc.missing.length > 0;

  return (
    <section
      className={classes.bar}
      data-kind={standing.kind}
      data-writing={streaming !== null}
      aria-label={t("generation.stateLabel")}
    >
      <div className={classes.words}>
        <p className={classes.status} data-testid="status" data-status={doc.status}>
          {standing.kind === "writing"
            ? say.writing
            : standing.kind === "completed"
              ? say.completed
              : words(t, standing, { partly: remedy === "missing", writing: say.writing, now })}
        </p>
        {standing.kind === "completed" && <p className={classes.more}>{say.whatNow}</p>}
        {say.missing !== null && (
          <p className={classes.more} data-testid="missing-list">
            {say.missing}
          </p>
        )}
        {standing.kind === "failed" && say.hasText && (
          <p className={classes.more}>{t("generation.state.kept")}</p>
        )}
        {stuck && <p className={classes.more}>{t("generation.state.noRetry")}</p>}
      </div>
      {streaming && counted && (
        <div className={classes.progress} data-testid="progress" data-progress={progress}>
          <Progress.Root size="xs" className={classes.track}>
            <Progress.Section
              value={progress}
              color="var(--ink-model)"
              aria-label={t("generation.progressLabel")}
            />
          </Progress.Root>
          <span className={classes.count}>
            {t("generation.progress", { n: finishedOf(progress, asked), m: asked })}
          </span>
        </div>
      )}
      {streaming && <StopButton key={streaming.transformId} transformId={streaming.transformId} />}
      {!streaming && (remedy === "retry" || stuck) && (
        <Button
          // Once what is wrong was put right it can be tried again; until then it is not the next thing to do.
          variant={remedy === "retry" ? "filled" : "default"}
          onClick={onWriteMissing}
          loading={busy}
          data-testid="retry"
        >
          {t("generation.retry")}
        </Button>
      )}
      {!streaming && remedy === "missing" && (
        <Button variant="filled" onClick={onWriteMissing} loading={busy} data-testid="missing">
          {say.writeMissing}
        </Button>
      )}
      {!streaming && remedy === "none" && !stuck && say.next}
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
      {t("generation.stop")}
    </Button>
  );
}

/** A wait shorter than that, in seconds, needs no count. */
const worthCounting = 4;

interface Said {
  readonly partly: boolean;
  readonly writing: ReactNode;
  readonly now: number;
}

function words(t: Translate, standing: Standing, { partly, writing, now }: Said): ReactNode {
  switch (standing.kind) {
    case "waiting":
    case "thinking": {
      const since = standing.since === null ? 0 : Math.floor((now - standing.since) / 1000);
      const sentence = t(`generation.state.${standing.kind}`);
      return since < worthCounting
        ? sentence
        : `${sentence}${t("generation.state.since", { seconds: since })}`;
    }
    case "attempt": {
      const { reason } = standing;
      return reason ? t("generation.state.attempt", { reason: codeText(t, reason) }) : writing;
    }
    case "retrying": {
      const { at } = standing;
      const reason = standing.reason ? codeText(t, standing.reason) : "";
      const seconds = secondsUntil(at, now);
      return seconds > 0
        ? t("generation.state.retrying", { reason, seconds })
        : t("generation.state.retryingNow", { reason });
    }
    case "failed":
      return t(partly ? "generation.state.partly" : "generation.state.failed", {
        reason: codeText(t, standing.code, standing.message),
      });
    case "interrupted":
    case "idle":
    case "cancelled":
      return t(`generation.state.${standing.kind}`);
    default:
      return "";
  }
}
