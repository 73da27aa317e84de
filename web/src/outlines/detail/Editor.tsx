import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, useSyncExternalStore, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { MergeView } from "../../generation/MergeView.tsx";
import { errorText, fieldText } from "../../i18n/errorText.ts";
import type { Translate } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/Choice.tsx";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { fieldLabel } from "../text/labels.ts";
import { differing, mergeTexts } from "../text/merge.ts";
import type { Component } from "../text/parts.ts";
import {
  characterTypes,
  elementsIn,
  fieldsOf,
  furtherLine,
  withoutElement,
  type TextField,
} from "../text/texts.ts";
import type { ComponentEdit, EditState } from "./componentEdit.ts";
import classes from "./Editor.module.css";

interface Props {
  readonly edit: ComponentEdit;
  readonly component: Component;
  /** Which element is edited; null when it is the whole component. */
  readonly element: number | null;
  readonly name: string;
  readonly onDone: () => void;
}

/** A part under the writer's hand: saved as it is typed, with the state of it in words. */
export function Editor({ edit, component, element, name, onDone }: Props) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(edit.subscribe, edit.getSnapshot);
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => holder.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);

  if (state.conflict) return <Merge edit={edit} component={component} state={state} />;

  const fields = fieldsOf(component, elementsIn(state.texts)).filter(
    (field) => field.element === element,
  );
  const done = async () => {
    await edit.flush();
    const { save, conflict } = edit.getSnapshot();
    if (conflict === null && (save === "saved" || save === "unchanged")) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event) || (event.key === "Escape" && !isComposing(event))) {
      event.preventDefault();
      void done();
    }
  };

  return (
    <div
      ref={holder}
      className={classes.editor}
      role="group"
      aria-label={name}
      data-testid="editor"
      onKeyDown={onKeyDown}
      onCompositionStart={() => edit.compose(true)}
      onCompositionEnd={() => edit.compose(false)}
      onBlur={() => void edit.flush()}
    >
      <div className={classes.fields}>
        {fields.map((field) => (
          <Field
            key={field.key}
            field={field}
            text={state.texts[field.key] ?? ""}
            onType={(text) => edit.type({ ...state.texts, [field.key]: text })}
          />
        ))}
      </div>
      <div className={classes.foot}>
        <SaveNote state={state} onRetry={() => void edit.flush()} />
        <span className={classes.buttons}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            {...(!state.canUndo && { "data-disabled": true, "aria-disabled": true })}
            onClick={() => edit.undo()}
            data-testid="undo-edit"
          >
            {t("app.undo")}
          </Button>
          {element !== null && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              onClick={() => {
                edit.type(withoutElement(state.texts, element));
                void done();
              }}
              data-testid="remove-element"
            >
              {t("outline.remove")}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void done()}
            data-testid="done"
          >
            {t("outline.done")}
          </Button>
        </span>
      </div>
    </div>
  );
}

interface FieldProps {
  readonly field: TextField;
  readonly text: string;
  readonly onType: (text: string) => void;
}

function Field({ field, text, onType }: FieldProps) {
  const { t } = useTranslation();
  const { member, kind } = field;
  const shared = {
    label: t(`outline.field.${member}`),
    value: text,
    "data-testid": `field-${member}`,
  };
  if (kind === "choice") {
    return (
      <Choice
        {...shared}
        className={classes.choice ?? ""}
        options={characterTypes.map((type) => ({
          value: type,
          label: t(`outline.character.${type}`),
        }))}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    );
  }
  if (kind === "line") {
    const wide = member === "title" || member === "genre";
    return (
      <TextInput
        {...shared}
        className={wide ? "" : (classes.short ?? "")}
        lang={languageOf(text)}
        maxLength={member === "title" || member === "genre" ? 200 : 20_000}
        error={member === "title" && text.trim() === "" && t("outline.titleNeeded")}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    );
  }
  return (
    <GrowingText
      {...shared}
      description={
        kind === "list"
          ? t("outline.aLineEach", { mark: furtherLine })
          : kind === "pairs"
            ? t("outline.aPairEach", { mark: furtherLine })
            : undefined
      }
      least={member === "stage" ? 4 : 2}
      lang={languageOf(text)}
      maxLength={20_000}
      onChange={(event) => onType(event.currentTarget.value)}
      onKeyDown={(event) => {
        const further = event.key === "Enter" && event.shiftKey && !isComposing(event);
        if (!further || (kind !== "list" && kind !== "pairs")) return;
        event.preventDefault();
        const field = event.currentTarget;
        const begun = `\n${furtherLine} `;
        const at = field.selectionStart + begun.length;
        field.setRangeText(begun, field.selectionStart, field.selectionEnd, "end");
        onType(field.value);
        // What is typed next belongs behind the mark, also once the page has put the text in anew.
        requestAnimationFrame(() => field.setSelectionRange(at, at));
      }}
    />
  );
}

/** Whether what stands there is safe, always in words. */
function SaveNote({ state, onRetry }: { readonly state: EditState; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes.save} role="status" data-testid="save-state" data-save={state.save}>
      {saveWords(t, state)}
      {state.save === "failed" && (
        <Button variant="default" size="compact-sm" onClick={onRetry} data-testid="save-again">
          {t("app.retry")}
        </Button>
      )}
    </span>
  );
}

function saveWords(t: Translate, { save, error }: EditState): string {
  if (save !== "failed" || !error) return t(`outline.save.${save}`);
  const [field] = Object.keys(error.fields);
  const told = field === undefined ? undefined : fieldText(t, error, field);
  return t("outline.save.because", { reason: told ?? errorText(t, error) });
}

/** Two people changed it: both texts, and what becomes of them. */
function Merge({
  edit,
  component,
  state,
}: {
  readonly edit: ComponentEdit;
  readonly component: Component;
  readonly state: EditState;
}) {
  const { t } = useTranslation();
  const { conflict, texts, base } = state;
  if (!conflict) return null;
  const differ = differing(component, base, texts, conflict.theirs);
  const fields = differ.map((field) => {
    const label = fieldLabel(t, component, field);
    return {
      ...field,
      kind:
        field.kind === "line" || field.kind === "choice" ? ("title" as const) : ("text" as const),
      label,
      // Of one field alone there is nothing to tell it from.
      use: differ.length === 1 ? t("outline.useThis") : t("outline.useField", { name: label }),
      needed: field.member === "title" ? t("outline.titleNeeded") : null,
    };
  });
  return (
    <MergeView
      // Changed elsewhere once more: the texts shown are the newest, and so is what is made of them.
      key={conflict.revision}
      title={t("outline.conflictTitle", { name: t(`outline.part.${component}`) })}
      fields={fields}
      saving={state.save === "saving"}
      error={
        state.error && state.error.code !== "edited_elsewhere" ? errorText(t, state.error) : null
      }
      onSave={(chosen) =>
        void edit.resolve(mergeTexts(component, base, texts, conflict.theirs, chosen))
      }
      onGiveUp={() => edit.giveUp()}
    />
  );
}
