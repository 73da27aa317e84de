import { Button } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { OutlineDocument } from "../../api/types.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { components, hasElements } from "../text/parts.ts";
import { Body, CharacterText, Stage } from "./Body.tsx";
import classes from "./Reading.module.css";

interface Props {
  readonly doc: OutlineDocument;
  readonly onLeave: () => void;
}

/** The outline as a manuscript: nothing but what is written, on screen and on paper. */
export function Reading({ doc, onLeave }: Props) {
  const { t } = useTranslation();
  const { components: there, totalEpisodes, episodeDuration } = doc;
  useEffect(() => {
    document.documentElement.dataset.reading = "";
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") onLeave();
    };
    addEventListener("keydown", onKeyDown);
    return () => {
      delete document.documentElement.dataset.reading;
      removeEventListener("keydown", onKeyDown);
    };
  }, [onLeave]);
  const title = there.title ?? doc.sourceArtifact.title;
  return (
    <div className={classes.page} data-testid="reading">
      <div className={classes.bar}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} stroke={1.6} />}
          onClick={onLeave}
          data-testid="leave-reading"
        >
          {t("outline.leaveReading")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPrinter size={15} stroke={1.6} />}
          onClick={() => print()}
        >
          {t("outline.print")}
        </Button>
      </div>
      <article className={classes.sheet}>
        <h1 lang={languageOf(title)}>{title}</h1>
        <p className={classes.facts}>
          {there.genre && <span lang={languageOf(there.genre)}>{there.genre}</span>}
          <span>{t("outline.length", { count: totalEpisodes, minutes: episodeDuration })}</span>
        </p>
        {components
          .filter((name) => name !== "title" && name !== "genre" && there[name] != null)
          .map((component) => (
            <section key={component} aria-labelledby={`read-${component}`}>
              <h2 id={`read-${component}`}>{t(`outline.part.${component}`)}</h2>
              {hasElements(component) ? (
                (there[component] ?? []).map((own, i, all) => (
                  <div key={i} className={classes.element}>
                    {component === "characters" ? (
                      <CharacterText value={own} />
                    ) : (
                      <Stage stage={i} of={all.length} totalEpisodes={totalEpisodes} value={own} />
                    )}
                  </div>
                ))
              ) : (
                <Body component={component} value={there[component]} />
              )}
            </section>
          ))}
      </article>
    </div>
  );
}
