import { useTranslation } from "react-i18next";
import type { OutlineDocument } from "../../api/types.ts";
import type { Awaited } from "../text/awaitedParts.ts";
import { componentOf, components, type Component } from "../text/parts.ts";
import classes from "./Side.module.css";

interface Props {
  readonly doc: OutlineDocument;
  /** What a generation is still to bring. */
  readonly awaited: ReadonlyMap<Component, Awaited>;
}

/** The way to each part, and how each stands. */
export function Contents({ doc, awaited }: Props) {
  const { t } = useTranslation();
  const draft = doc.streamingData?.draft;
  const written = draft ? componentOf(draft.part) : null;
  return (
    <nav aria-labelledby="contents">
      <h2 id="contents" className={classes.heading}>
        {t("outline.contents")}
      </h2>
      <ol className={classes.contents}>
        {components.map((component) => {
          const part = doc.parts[component];
          const mark =
            written === component
              ? t("generation.beingWritten")
              : part === undefined
                ? t(`outline.${awaited.get(component) ?? "absentShort"}`)
                : part.outOfDate !== null
                  ? t("outline.outOfDateShort")
                  : part.locked
                    ? t("outline.locked")
                    : "";
          return (
            <li key={component} data-there={part !== undefined}>
              <a href={`#${component}`}>{t(`outline.part.${component}`)}</a>
              {mark && <span className={classes.mark}>{mark}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
