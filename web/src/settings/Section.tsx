import { Button } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../i18n/errorText.ts";
import type { Fetched } from "../ui/useFetched.ts";
import classes from "./SettingsPage.module.css";

interface Props<T> {
  readonly title: string;
  readonly lead: string;
  readonly fetched: Fetched<T>;
  readonly children: (data: T) => ReactNode;
}

/** A part of the page with what the server says of it, or why it does not. */
export function Section<T>({ title, lead, fetched, children }: Props<T>) {
  const { t } = useTranslation();
  const id = useId();
  const { data, error, again } = fetched;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {title}
      </h2>
      <p className={classes.lead}>{lead}</p>
      {error && data === null ? (
        <div role="alert">
          <p className={classes.lead}>{errorText(t, error)}</p>
          <Button variant="default" onClick={again}>
            {t("app.retry")}
          </Button>
        </div>
      ) : data === null ? (
        <p className={classes.lead}>{t("settings.loading")}</p>
      ) : (
        children(data)
      )}
    </section>
  );
}
