import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OutlineComponents } from "../../api/types.ts";
import type { Translate } from "../../i18n/i18n.ts";
import { Sentence } from "../../ui/Sentence.tsx";
import { craftChecks, type Suggestion } from "../text/craftChecks.ts";
import { componentOf } from "../text/parts.ts";
import classes from "./Side.module.css";

/** What a reader with a pencil would note: suggestions, never demands. */
export function Suggestions({ components }: { readonly components: OutlineComponents }) {
  const { t } = useTranslation();
  const found = useMemo(() => craftChecks(components), [components]);
  return (
    <section aria-labelledby="suggestions" data-testid="suggestions">
      <h2 id="suggestions" className={classes.heading}>
        {t("outline.checks.title")}
      </h2>
      {found.length === 0 ? (
        <p className={classes.hint}>{t("outline.checks.none")}</p>
      ) : (
        <ul className={classes.suggestions}>
          {found.map((suggestion, i) => (
            <li key={i} data-testid="suggestion" data-code={suggestion.code}>
              <a href={`#${componentOf(suggestion.part) ?? ""}`}>{words(t, suggestion)}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function words(t: Translate, suggestion: Suggestion): ReactNode {
  switch (suggestion.code) {
    case "stages":
    case "selling_points":
    case "satisfaction_points":
      return t(`outline.checks.${suggestion.code}`, { count: suggestion.count });
    case "emptyStage":
    case "unnamed":
      return t(`outline.checks.${suggestion.code}`, { n: suggestion.number });
    case "stranger":
      return (
        <Sentence
          say={(name, other) => t("outline.checks.stranger", { name, other })}
          texts={[suggestion.name, suggestion.other]}
        />
      );
    case "notInCast":
      return (
        <Sentence
          say={(name) => t("outline.checks.notInCast", { n: suggestion.number, name })}
          texts={[suggestion.name]}
        />
      );
    default:
      return (
        <Sentence
          say={(name) => t(`outline.checks.${suggestion.code}`, { name })}
          texts={[suggestion.name]}
        />
      );
  }
}
