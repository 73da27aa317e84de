import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConnectionInfo } from "../live/connection.ts";
import classes from "./ConnectionNote.module.css";
import { secondsUntil, useNow } from "./useNow.ts";

interface Props {
  readonly info: ConnectionInfo;
  readonly onRetry: () => void;
}

/** How the page is being kept up to date: a word while all is well, a sentence when it is not. */
export function ConnectionNote({ info, onRetry }: Props) {
  const { t } = useTranslation();
  const now = useNow(info.nextTry === null ? null : 500);
  const seconds = info.nextTry === null ? 0 : secondsUntil(info.nextTry, now);
  const lost = info.connection === "reconnecting" || info.connection === "offline";
  const troubled = lost || info.connection === "polling";

  return (
    <div className={classes.place} data-testid="connection" data-connection={info.connection}>
      {troubled && (
        <span className={classes.gone} aria-hidden>
          {t("generation.connection.live")}
        </span>
      )}
      <div className={troubled ? classes.trouble : classes.quiet}>
        <span className={classes.dot} aria-hidden />
        <span>{text()}</span>
        {lost && (
          <Button variant="default" size="compact-sm" onClick={onRetry} data-testid="retry-now">
            {t("generation.connection.now")}
          </Button>
        )}
      </div>
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
