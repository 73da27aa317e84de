import { Button } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { errorText } from "../i18n/errorText.ts";
import { relativeTime } from "../ui/relativeTime.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useNow } from "../ui/useNow.ts";
import { Comparison } from "./Comparison.tsx";
import classes from "./SettingsPage.module.css";

interface Props {
  readonly name: string;
  /** What stands in the editor, to compare with. */
  readonly text: string;
  readonly language: string;
  readonly onUse: (text: string) => void;
}

/** Every version there was, down to the built-in one; each can be compared and taken up again. */
export function PromptVersions({ name, text, language, onUse }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const { data, error, again } = useFetched(
    useCallback((signal: AbortSignal) => api.promptVersions(name, signal), [name]),
  );
  const [compared, setCompared] = useState<number | null>(null);
  if (error) {
    return (
      <div role="alert">
        <p className={classes.note}>{errorText(t, error)}</p>
        <Button variant="default" size="compact-sm" onClick={again}>
          {t("app.retry")}
        </Button>
      </div>
    );
  }
  if (!data) return <p className={classes.note}>{t("settings.loading")}</p>;
  return (
    <ol className={classes.versions} data-testid="versions">
      {data.map((version) => {
        const number = version.version;
        const isCompared = compared === number;
        const title =
          number === 0 ? t("settings.builtIn") : t("settings.version", { version: number });
        return (
          <li key={number}>
            <div className={classes.versionRow}>
              <span className={classes.versionName}>
                {title}
                {number > 0 && !version.isOwn && (
                  <span className={classes.tag}>{t("settings.wasReset")}</span>
                )}
                {version.createdAt && (
                  <time className={classes.note} dateTime={version.createdAt}>
                    {relativeTime(version.createdAt, now, i18n.language)}
                  </time>
                )}
              </span>
              {version.text === text ? (
                <span className={classes.note}>{t("settings.stands")}</span>
              ) : (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  aria-expanded={isCompared}
                  aria-label={t("settings.named", {
                    what: t(isCompared ? "settings.hideCompare" : "settings.compare"),
                    title,
                  })}
                  data-testid="compare"
                  onClick={() => setCompared(isCompared ? null : number)}
                >
                  {t(isCompared ? "settings.hideCompare" : "settings.compare")}
                </Button>
              )}
            </div>
            {isCompared && version.text !== text && (
              <>
                <Comparison
                  older={version.text}
                  newer={text}
                  olderName={title}
                  newerName={t("settings.inEditor")}
                  language={language}
                />
                <Button
                  variant="default"
                  size="compact-sm"
                  data-testid="use-version"
                  onClick={() => {
                    onUse(version.text);
                    setCompared(null);
                  }}
                >
                  {t("settings.useVersion")}
                </Button>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
