import { useTranslation } from "react-i18next";
import type { IdeationDocument } from "../../api/types.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { platformName, shortGenre, type Names } from "../../ui/names.ts";
import classes from "./IdeationPage.module.css";

interface Props {
  readonly doc: IdeationDocument;
  readonly names: Names | null;
  /** What the heading above says already. */
  readonly title: string;
}

/** What was asked for: platform, genres with their shares, and the writer's own words. */
export function Brief({ doc, names, title }: Props) {
  const { t } = useTranslation();
  const genres = doc.genrePaths.map((path, i) => {
    const name = shortGenre(names?.genres ?? null, path);
    return doc.genrePaths.length > 1 ? `${name} ${doc.genreProportions[i] ?? 0}%` : name;
  });
  const idea = doc.userInput.trim() === title ? "" : doc.userInput;
  return (
    <div className={classes.brief}>
      <p className={classes.meta}>
        <span>{platformName(names?.platforms ?? null, doc.selectedPlatform)}</span>
        <span>{genres.length > 0 ? genres.join(" · ") : t("genre.unspecified")}</span>
      </p>
      {(idea || doc.requirements) && (
        <details>
          <summary>{t("ideation.brief")}</summary>
          {idea && <Asked name={t("ideation.idea")} text={idea} />}
          {doc.requirements && <Asked name={t("ideation.requirements")} text={doc.requirements} />}
        </details>
      )}
    </div>
  );
}

function Asked({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className={classes.asked}>
      <strong>{name}</strong>
      <p className="written" lang={languageOf(text)}>
        {text}
      </p>
    </div>
  );
}
