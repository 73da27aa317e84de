import { Button, Checkbox } from "@mantine/core";
import { useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { GenerateParts, OutlineDocument } from "../../api/types.ts";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { SayWhy } from "../../ui/SayWhy.tsx";
import { useKeptText } from "../../ui/useKeptText.ts";
import {
  components,
  countOf,
  elementOf,
  hasElements,
  inOrder,
  partOf,
  type Component,
} from "../text/parts.ts";
import classes from "./WriteAnew.module.css";

interface Props {
  readonly doc: OutlineDocument;
  /** What is chosen to begin with. */
  readonly parts: readonly string[];
  readonly why: string | null;
  readonly busy: boolean;
  /** True when it was taken. */
  readonly onAsk: (body: GenerateParts) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Which parts are to be written anew, and what should be different. */
export default function WriteAnew({ doc, parts, why, busy, onAsk, onClose }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(parts));
  const [note, setNote] = useKeptText(`anew.${doc.id}`);
  const refusal = why ?? (chosen.size === 0 ? t("outline.anew.whyNone") : null);

  const toggle = (part: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(part);
    else next.delete(part);
    // A component that is written as a whole has its elements in it.
    if (on && elementOf(part) === null)
      for (const other of chosen) if (other.startsWith(`${part}/`)) next.delete(other);
    setChosen(next);
  };
  const ask = async () => {
    if (refusal !== null || busy) return;
    const trimmed = note.trim();
    const taken = await onAsk({ parts: inOrder([...chosen]), ...(trimmed && { note: trimmed }) });
    if (!taken) return;
    setNote("");
    onClose();
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void ask();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      void ask();
    }
  };

  return (
    <SideDrawer title={t("outline.anew.title")} width="30rem" testId="write-anew" onClose={onClose}>
      {" "}
      <form className={classes.form} onSubmit={onSubmit} onKeyDown={onKeyDown}>
        <GrowingText
          inputClass={classes.note}
          label={t("outline.anew.note")}
          description={t("outline.anew.noteHint")}
          placeholder={t("outline.anew.notePlaceholder")}
          least={3}
          most={10}
          maxLength={20_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
          data-testid="anew-note"
        />
        <fieldset className="bare">
          <legend className={classes.legend}>{t("outline.anew.parts")}</legend>
          <div className={classes.parts}>
            {components.map((component) => (
              <Choice
                key={component}
                doc={doc}
                component={component}
                chosen={chosen}
                onToggle={toggle}
              />
            ))}
          </div>
        </fieldset>
        <div className={classes.foot}>
          <SayWhy why={refusal}>
            {(props) => (
              <Button type="submit" loading={busy} data-testid="anew-start" {...props}>
                {t("outline.anew.start", { count: chosen.size })}
              </Button>
            )}
          </SayWhy>
          <p className={classes.hint}>{t("outline.anew.keeps")}</p>
        </div>
      </form>
    </SideDrawer>
  );
}

interface ChoiceProps {
  readonly doc: OutlineDocument;
  readonly component: Component;
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (part: string, on: boolean) => void;
}

function Choice({ doc, component, chosen, onToggle }: ChoiceProps) {
  const { t } = useTranslation();
  const part = doc.parts[component];
  const locked = part?.locked === true;
  const whole = chosen.has(component);
  const value = doc.components[component];
  const hints = [
    locked && t("outline.whyLocked"),
    part?.outOfDate != null && t("outline.anew.outOfDate"),
    value == null && t("outline.absent"),
  ].filter((hint) => typeof hint === "string");
  return (
    <>
      <Checkbox
        label={t(`outline.part.${component}`)}
        description={
          hints.length > 0 &&
          hints.map((hint) => (
            <span key={hint} className={classes.reason}>
              {hint}
            </span>
          ))
        }
        checked={whole}
        disabled={locked}
        onChange={(event) => onToggle(component, event.currentTarget.checked)}
        data-testid={`anew-${component}`}
      />
      {hasElements(component) && !locked && countOf(value) > 0 && (
        <div className={classes.elements}>
          {Array.from({ length: countOf(value) }, (_, i) => {
            const name = doc.components.characters?.[i]?.name;
            const one = partOf(component, i);
            return (
              <Checkbox
                key={one}
                size="xs"
                label={
                  component === "characters"
                    ? name || t("outline.unnamed")
                    : t("outline.stageNumber", { n: i + 1 })
                }
                checked={whole || chosen.has(one)}
                disabled={whole}
                onChange={(event) => onToggle(one, event.currentTarget.checked)}
                data-testid={`anew-${one}`}
              />
            );
          })}
        </div>
      )}
    </>
  );
}
