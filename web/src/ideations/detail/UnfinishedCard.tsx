import { useTranslation } from "react-i18next";
import classes from "./Card.module.css";
import type { DraftIdea } from "./draftText.ts";

/** What a generation that failed or was stopped had written of its last idea. */
export function UnfinishedCard({ idea }: { readonly idea: DraftIdea }) {
  const { t } = useTranslation();
  return (
    <article className={classes.card} data-kind="unfinished" data-testid="unfinished-card">
      {idea.title && <h2 className={classes.title}>{idea.title}</h2>}
      {idea.body && <p className={classes.body}>{idea.body}</p>}
      <p className={classes.label}>{t("ideation.unfinished")}</p>
      <p className={classes.hint}>{t("ideation.unfinishedHint")}</p>
    </article>
  );
}
