import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { memo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Draft, OutlinePart } from "../../api/types.ts";
import { Byline } from "../../generation/Byline.tsx";
import { Caret } from "../../generation/Caret.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { shortcutKey } from "../../ui/shortcuts.ts";
import { lastLetter } from "../text/lastLetter.ts";
import {
  componentOf,
  countOf,
  elementOf,
  hasElements,
  partOf,
  type Component,
} from "../text/parts.ts";
import { withElement } from "../text/texts.ts";
import type { Awaited } from "../text/awaitedParts.ts";
import { Body, CharacterText, Stage } from "./Body.tsx";
import { Editor } from "./Editor.tsx";
import { PartActions } from "./PartActions.tsx";
import { Growing, GrowingElement, Said } from "./Said.tsx";
import classes from "./Section.module.css";
import { useComponentEdit } from "./useComponentEdit.ts";

export interface SectionActions {
  readonly anew: (part: string) => void;
  readonly versions: (part: string) => void;
  readonly lock: (component: Component, locked: boolean) => void;
}

interface Props {
  readonly outlineId: string;
  readonly component: Component;
  /** Undefined until it is complete. */
  readonly value: unknown;
  readonly part: OutlinePart | undefined;
  /** What of it is being written now. */
  readonly draft: Draft | null;
  /** What a generation that ended early had written of it. */
  readonly unfinished: Draft | null;
  /** How it is waited for, when it was asked for and is not there yet. */
  readonly awaited: Awaited | null;
  readonly totalEpisodes: number;
  readonly whyNotGenerate: string | null;
  readonly actions: SectionActions;
}

const most = 40;
/** As many as a story is asked for in. */
const usualStages = 5;

/** One component, as it is read, written and edited. */
export const Section = memo(function Section(props: Props) {
  const { outlineId, component, value, part, draft, unfinished, awaited, actions } = props;
  const { t } = useTranslation();
  const section = useRef<HTMLElement>(null);
  const { opened, open, close } = useComponentEdit(outlineId, component, value, part?.revision);
  const name = t(`outline.part.${component}`);
  const lists = hasElements(component);
  const there = value !== undefined && value !== null && part !== undefined;
  const locked = part?.locked ?? false;
  const whyNotAnew = locked ? t("outline.whyLocked") : props.whyNotGenerate;

  const done = () => {
    close();
    // The hands stay where they were: on this part.
    requestAnimationFrame(() => section.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!there || opened) return;
    const element = focusedElement(event.target);
    const here = partOf(component, element);
    const keys: Record<string, () => void> = {
      e: () => (!lists || element !== null) && open(element),
      r: () => whyNotAnew === null && actions.anew(here),
      v: () => actions.versions(here),
      o: () => actions.lock(component, !locked),
    };
    const action = keys[shortcutKey(event.nativeEvent) ?? ""];
    if (!action) return;
    event.preventDefault();
    action();
  };

  const wholeDraft = draft && elementOf(draft.part) === null ? draft : null;
  const state = wholeDraft ? t("generation.beingWritten") : undefined;
  // The page keeps its one heading while the title itself is being typed or written.
  const Heading = component === "title" && there && (opened || wholeDraft) ? "h1" : "h2";
  const editing = opened && (opened.element === null || !lists);

  return (
    <section
      ref={section}
      id={component}
      className={classes.section}
      aria-labelledby={`${component}-heading`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      data-testid="section"
      data-part={component}
      data-there={there}
    >
      <header className={classes.head} data-hidden={component === "title"}>
        <Heading id={`${component}-heading`}>{name}</Heading>
        {there && (
          <PartActions
            name={name}
            locked={locked}
            whole
            onEdit={lists || editing ? null : () => open(null)}
            whyNotAnew={whyNotAnew}
            onAnew={() => actions.anew(component)}
            onVersions={() => actions.versions(component)}
            onLock={(lock) => actions.lock(component, lock)}
          />
        )}
      </header>
      {(there || wholeDraft) && (
        <Byline
          by={wholeDraft ? "model" : (part?.by ?? "model")}
          restored={part?.restored ?? false}
          state={state}
          live={!!wholeDraft}
        >
          {locked && <span className={classes.mark}>{t("outline.locked")}</span>}
          {part?.outOfDate != null && (
            <span className={classes.mark} data-mark="old" data-testid="out-of-date">
              {t("outline.outOfDateShort")}
            </span>
          )}
        </Byline>
      )}
      {content()}
      {unfinished && !draft && (
        <div className={classes.draft} data-testid="unfinished-part">
          <Byline by="model" state={t("generation.unfinished")} />
          <Written
            part={unfinished}
            totalEpisodes={props.totalEpisodes}
            of={countOf(value) || usualStages}
          />
          <p className={classes.hint}>{t("outline.unfinishedHint")}</p>
        </div>
      )}
    </section>
  );

  function content(): ReactNode {
    if (wholeDraft) {
      return (
        <div className={classes.draft} data-testid="draft-part">
          <Written part={wholeDraft} totalEpisodes={props.totalEpisodes} of={usualStages} caret />
        </div>
      );
    }
    if (!there) {
      return unfinished ? null : (
        <p className={classes.absent}>{t(`outline.${awaited ?? "absent"}`)}</p>
      );
    }
    if (opened && !lists) {
      return (
        <Editor edit={opened.edit} component={component} element={null} name={name} onDone={done} />
      );
    }
    if (component === "title") {
      return (
        <h1 className={classes.title} lang={languageOf(textOf(value))}>
          {textOf(value)}
        </h1>
      );
    }
    return lists ? elements() : <Body component={component} value={value} />;
  }

  function elements(): ReactNode {
    const list: unknown[] = Array.isArray(value) ? value : [];
    const written = draft ? elementOf(draft.part) : null;
    const editedLast = opened?.element ?? -1;
    const shown = Math.max(list.length, editedLast + 1, (written ?? -1) + 1);
    return (
      <>
        <div className={classes.elements}>
          {Array.from({ length: shown }, (_, i) => element(i, list, written))}
        </div>
        {list.length < most && !opened && (
          <Button
            className={classes.add ?? ""}
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={15} stroke={1.6} />}
            onClick={() => {
              const edit = open(list.length);
              edit.type(withElement(component, edit.getSnapshot().texts));
            }}
            data-testid="add-element"
          >
            {component === "characters" ? t("outline.addCharacter") : t("outline.addStage")}
          </Button>
        )}
      </>
    );
  }

  function element(i: number, list: readonly unknown[], written: number | null): ReactNode {
    const here = partOf(component, i);
    const own = list[i];
    const called = elementName(i, own);
    const headingId = `${component}-${i}`;
    const beingWritten = draft !== null && written === i;
    return (
      <article
        key={i}
        className={classes.element}
        tabIndex={-1}
        aria-labelledby={opened?.element === i || beingWritten ? undefined : headingId}
        aria-label={opened?.element === i || beingWritten ? called : undefined}
        data-testid="element"
        data-part={here}
        data-component={component}
      >
        {beingWritten ? (
          <div className={classes.draft} data-testid="draft-part">
            <Byline by="model" state={t("generation.beingWritten")} live />
            <Written
              part={draft}
              totalEpisodes={props.totalEpisodes}
              of={Math.max(list.length, i + 1)}
              caret
            />
          </div>
        ) : opened?.element === i ? (
          <Editor
            key={i}
            edit={opened.edit}
            component={component}
            element={i}
            name={called}
            onDone={done}
          />
        ) : (
          <>
            <PartActions
              name={called}
              locked={locked}
              whole={false}
              onEdit={() => open(i)}
              whyNotAnew={whyNotAnew}
              onAnew={() => actions.anew(here)}
              onVersions={() => actions.versions(here)}
              onLock={() => undefined}
            />
            {component === "characters" ? (
              <CharacterText value={own} headingId={headingId} />
            ) : (
              <Stage
                stage={i}
                of={list.length}
                totalEpisodes={props.totalEpisodes}
                value={own}
                headingId={headingId}
              />
            )}
          </>
        )}
      </article>
    );
  }

  function elementName(i: number, own: unknown): string {
    const named = (own as { name?: unknown } | undefined)?.name;
    if (component !== "characters") return t("outline.stageNumber", { n: i + 1 });
    return typeof named === "string" && named !== "" ? named : t("outline.unnamed");
  }
});

interface WrittenProps {
  readonly part: Draft;
  readonly totalEpisodes: number;
  readonly of: number;
  readonly caret?: boolean;
}

/** What has come of a part so far, in the words in which it will be read. */
function Written({ part, totalEpisodes, of, caret = false }: WrittenProps) {
  const component = componentOf(part.part);
  const element = elementOf(part.part);
  if (component === null) return null;
  const value: unknown = part.value;
  const place = caret ? lastLetter(value) : null;
  if (caret && place === null) {
    return (
      <p className={`${classes.first ?? ""} written`}>
        <Caret />
      </p>
    );
  }
  return <Growing upTo={place}>{body()}</Growing>;

  function body(): ReactNode {
    if (component === null) return null;
    if (component === "title")
      return (
        <p className={classes.title} lang={languageOf(textOf(value))}>
          <Said at="">{textOf(value)}</Said>
        </p>
      );
    if (!hasElements(component)) return <Body component={component} value={value} />;
    const one = (own: unknown, i: number) =>
      component === "characters" ? (
        <CharacterText value={own} />
      ) : (
        <Stage stage={i} of={Math.max(of, i + 1)} totalEpisodes={totalEpisodes} value={own} />
      );
    if (element !== null) return one(value, element);
    const list: unknown[] = Array.isArray(value) ? value : [];
    return (
      <div className={classes.elements}>
        {list.map((own, i) => (
          <div key={i} className={classes.element} data-component={component}>
            <GrowingElement at={i}>{one(own, i)}</GrowingElement>
          </div>
        ))}
      </div>
    );
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

function focusedElement(target: EventTarget): number | null {
  const holder = target instanceof Element ? target.closest("[data-testid=element]") : null;
  const part = holder?.getAttribute("data-part");
  return part ? elementOf(part) : null;
}
