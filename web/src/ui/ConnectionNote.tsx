import { Button, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionInfo } from "../live/connection.ts";
import classes from "./ConnectionNote.module.css";
import { secondsUntil, useNow } from "./useNow.ts";

interface Props {
  readonly info: ConnectionInfo;
  readonly onRetry: () => void;
}

/** How the page is being kept up to date: nothing to see while all is well, a sentence when it is not. */
export function ConnectionNote({ info, onRetry }: Props) {
  const { t } = useTranslation();
  const now = useNow(info.nextTry === null ? null : 500);
  const seconds = info.nextTry === null ? 0 : secondsUntil(info.nextTry, now);
  const lost = info.connection === "reconnecting" || info.connection === "offline";

  return (
    <div className={classes.place} data-testid="connection" data-connection={info.connection}>
      {!lost && info.connection !== "polling" ? (
        <VisuallyHidden>{text()}</VisuallyHidden>
      ) : (
        <div className={lost ? classes.trouble : classes.quiet}>
          <span className={classes.dot} aria-hidden />
          <span>{text()}</span>
          {lost && (
            <Button variant="default" size="compact-sm" onClick={onRetry} data-testid="retry-now">
              {t("generation.connection.now")}
            </Button>
          )}
        </div>
      )}
    </div>
  );

  function text(): string {
    switch (info.connection) {
      case "reconnecting":
        return seconds > 0
          ? t("generation.connection.reconnecting", { seconds })
          : t("generation.connection.reconnectingNow");
      case "closed":
        return "";
      default:
        return t(`generation.connection.${info.connection}`);
    }
  }
}
