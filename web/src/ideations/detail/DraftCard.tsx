import { useTranslation } from "react-i18next";
import type { IdeationDocument } from "../../api/types.ts";
import { Byline } from "../../generation/Byline.tsx";
import { Caret } from "../../generation/Caret.tsx";
import { LiveText } from "../../generation/LiveText.tsx";
import type { LiveStore } from "../../live/document.ts";
import classes from "./Card.module.css";
import { draftBody, draftTitle } from "./draftText.ts";

interface Props {
  readonly store: LiveStore<IdeationDocument>;
  /** Whether the title is done and the caret stands in the text. */
  readonly inBody: boolean;
}

/** The idea that is being written, letter by letter. */
export function DraftCard({ store, inBody }: Props) {
  const { t } = useTranslation();
  return (
    <article className={classes.card} data-kind="draft" data-testid="draft-card">
      <Byline by="model" state={t("generation.beingWritten")} live />
      <h3 className={classes.title}>
        <LiveText store={store} read={draftTitle} />
        {!inBody && <Caret />}
      </h3>
      <p className={`${classes.body ?? ""} written`}>
        <LiveText store={store} read={draftBody} />
        {inBody && <Caret />}
      </p>
    </article>
  );
}
