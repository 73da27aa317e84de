import { useTranslation } from "react-i18next";
import type { IdeationDocument } from "../../api/types.ts";
import { platformName, readNames, shortGenre } from "../../ui/names.ts";
import { useFetched } from "../../ui/useFetched.ts";
import classes from "./IdeationPage.module.css";

/** What was asked for: platform, genres with their shares, and the writer's own words. */
export function Brief({ doc }: { readonly doc: IdeationDocument }) {
  const { t } = useTranslation();
  const names = useFetched(readNames).data;
  const genres = doc.genrePaths.map((path, i) => {
    const name = shortGenre(names?.genres ?? null, path);
    return doc.genrePaths.length > 1 ? `${name} ${doc.genreProportions[i] ?? 0}%` : name;
  });
  return (
    <div className={classes.brief}>
      <p className={classes.meta}>
        <span>{platformName(names?.platforms ?? null, doc.selectedPlatform)}</span>
        <span>{genres.length > 0 ? genres.join(" · ") : t("genre.unspecified")}</span>
      </p>
      {(doc.userInput || doc.requirements) && (
        <details>
          <summary>{t("ideation.brief")}</summary>
          {doc.userInput && (
            <p>
              <strong>{t("ideation.idea")}</strong>
              {doc.userInput}
            </p>
          )}
          {doc.requirements && (
            <p>
              <strong>{t("ideation.requirements")}</strong>
              {doc.requirements}
            </p>
          )}
        </details>
      )}
    </div>
  );
}
