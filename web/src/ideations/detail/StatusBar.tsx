import { Button, Progress } from "@mantine/core";
import { IconPlayerStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { IdeationDocument } from "../../api/types.ts";
import { codeText } from "../../i18n/errorText.ts";
import { currentLanguage, type Translate } from "../../i18n/i18n.ts";
import { useAction } from "../../ui/useAction.ts";
import { secondsUntil, useNow } from "../../ui/useNow.ts";
import {
  describeStatus,
  finishedOf,
  missingNumbers,
  remedyFor,
  type Standing,
} from "./describeStatus.ts";
import classes from "./StatusBar.module.css";

export function StatusBar({ doc }: { readonly doc: IdeationDocument }) {
  const { t } = useTranslation();
  const waits = doc.streamingData?.attempt.retryAt != null;
  const now = useNow(waits ? 500 : null);
  const standing = describeStatus(doc, now);
  const streaming = doc.streamingData;
  const progress = streaming?.progress ?? 0;
  const asked = streaming?.asked.length ?? 0;
  const numbers = missingNumbers(doc.missing);

  return (
    <section className={classes.bar} data-kind={standing.kind}>
      <div className={classes.words}>
        <p className={classes.status} data-testid="status" data-status={doc.status}>
          {words(t, standing, remedyFor(doc) === "missing", now)}
        </p>
        {numbers.length > 0 && (
          <p className={classes.more} data-testid="missing-list">
            {t("ideation.state.partial", {
              count: numbers.length,
              list: new Intl.ListFormat(currentLanguage(), { type: "conjunction" }).format(
                numbers.map(String),
              ),
            })}
          </p>
        )}
        {standing.kind === "failed" && doc.ideas.length > 0 && (
          <p className={classes.more}>{t("ideation.state.kept")}</p>
        )}
        {streaming && (
          <div className={classes.progress} data-testid="progress" data-progress={progress}>
            <Progress.Root size="xs" className={classes.track}>
              <Progress.Section value={progress} aria-label={t("ideation.progressLabel")} />
            </Progress.Root>
            <span className={classes.count}>
              {t("ideation.progress", { n: finishedOf(progress, asked), m: asked })}
            </span>
          </div>
        )}
      </div>
      {streaming && <StopButton key={streaming.transformId} transformId={streaming.transformId} />}
    </section>
  );
}

function StopButton({ transformId }: { readonly transformId: string }) {
  const { t } = useTranslation();
  const [stopping, run] = useAction();
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

function words(t: Translate, standing: Standing, partly: boolean, now: number): string {
  switch (standing.kind) {
    case "attempt": {
      const { number, of, reason } = standing;
      return t("ideation.state.attempt", { number, of, reason: reason ? codeText(t, reason) : "" });
    }
    case "retrying": {
      const { number, of, at } = standing;
      const reason = standing.reason ? codeText(t, standing.reason) : "";
      const seconds = secondsUntil(at, now);
      return seconds > 0
        ? t("ideation.state.retrying", { number, of, reason, seconds })
        : t("ideation.state.retryingNow", { number, of, reason });
    }
    case "failed":
      return t(partly ? "ideation.state.partly" : "ideation.state.failed", {
        reason: codeText(t, standing.code, standing.message),
      });
    default:
      return t(`ideation.state.${standing.kind}`);
  }
}
