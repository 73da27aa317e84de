import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { IdeationDocument } from "../../api/types.ts";
import type { LiveStore } from "../../live/document.ts";
import { languageOf } from "../../ui/languageOf.ts";
import classes from "./Card.module.css";
import { draftIdea, type DraftIdea } from "./draftText.ts";

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
      <div className={classes.byline} data-by="model">
        {t("ideation.by.model")}
        <span className={classes.state}>{t("ideation.beingWritten")}</span>
      </div>
      <h3 className={classes.title}>
        <LiveText store={store} field="title" />
        {!inBody && <Caret />}
      </h3>
      <p className={`${classes.body ?? ""} written`}>
        <LiveText store={store} field="body" />
        {inBody && <Caret />}
      </p>
    </article>
  );
}

/** Where the next letter comes. */
export function Caret() {
  return <span className={classes.caret} aria-hidden />;
}

/**
 * Puts what arrives straight into one text node. Text comes many times a second, and only its end
 * is new: there is nothing in it for React to compare.
 */
export function LiveText({
  store,
  field,
}: {
  readonly store: LiveStore<IdeationDocument>;
  readonly field: keyof DraftIdea;
}) {
  const holder = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const node = document.createTextNode("");
    holder.current?.append(node);
    const block = holder.current?.parentElement;
    const show = () => {
      const text = draftIdea(store.getSnapshot().data?.streamingData?.draft)?.[field] ?? "";
      if (text === node.data) return;
      if (text.startsWith(node.data)) node.appendData(text.slice(node.length));
      else node.data = text;
      if (block && text) block.lang = languageOf(text);
    };
    show();
    const leave = store.subscribe(show);
    return () => {
      leave();
      node.remove();
      block?.removeAttribute("lang");
    };
  }, [store, field]);
  return <span ref={holder} />;
}
