import { useTranslation } from "react-i18next";
import { Byline } from "../../generation/Byline.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import classes from "./Card.module.css";
import type { DraftIdea } from "./draftText.ts";

/** What a generation that failed or was stopped had written of its last idea. */
export function UnfinishedCard({ idea }: { readonly idea: DraftIdea }) {
  const { t } = useTranslation();
  return (
    <article className={classes.card} data-kind="unfinished" data-testid="unfinished-card">
      <Byline by="model" state={t("generation.unfinished")} />
      <div lang={languageOf(idea.title + idea.body)}>
        {idea.title && <h3 className={classes.title}>{idea.title}</h3>}
        {idea.body && <p className={`${classes.body ?? ""} written`}>{idea.body}</p>}
      </div>
      <p className={classes.hint}>{t("ideation.unfinishedHint")}</p>
    </article>
  );
}
