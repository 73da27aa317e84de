import { Button, Group, TextInput } from "@mantine/core";
import { useState, type SyntheticEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { asApiError, type ApiError } from "../../api/errors.ts";
import { MergeView } from "../../generation/MergeView.tsx";
import { errorText, fieldText } from "../../i18n/errorText.ts";
import { isObject } from "../../live/fold.ts";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { SayWhy } from "../../ui/SayWhy.tsx";
import classes from "./Card.module.css";
import { forgetIdeaEdit, keepIdeaEdit, type IdeaEdit, type IdeaTexts } from "./ideaEdit.ts";

interface Props {
  readonly ideationId: string;
  /** The idea as it was when the editing began, and what was typed before a reload. */
  readonly edit: IdeaEdit;
  /** Someone else changed it meanwhile: two texts need more room than one. */
  readonly onConflict: () => void;
  readonly onDone: () => void;
}

interface Conflict {
  readonly current: IdeaTexts;
  readonly revision: number;
}

export function IdeaEditor({ ideationId, edit, onConflict, onDone: onClose }: Props) {
  const { t } = useTranslation();
  const { from: idea } = edit;
  const [mine, setMine] = useState<IdeaTexts>(edit.mine);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const untitled = mine.title.trim() === "";

  const change = (texts: IdeaTexts) => {
    setMine(texts);
    keepIdeaEdit(ideationId, { from: idea, mine: texts });
  };
  const onDone = () => {
    forgetIdeaEdit(ideationId, idea);
    onClose();
  };

  const save = async (texts: IdeaTexts, revision: number) => {
    if (saving) return;
    setSaving(true);
    setError(null);
    try {
      await api.editIdea(ideationId, idea.artifactId, texts, revision);
      onDone();
    } catch (failure) {
      const problem = asApiError(failure);
      const other = problem.code === "edited_elsewhere" ? conflictOf(problem) : null;
      setError(other && !conflict ? null : problem);
      if (other) {
        setConflict(other);
        onConflict();
      }
      setSaving(false);
    }
  };

  const finish = () => {
    if (untitled) return;
    if (mine.title === idea.title && mine.body === idea.body) onDone();
    else void save(mine, idea.revision);
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    finish();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      finish();
    } else if (event.key === "Escape" && !isComposing(event)) onDone();
  };

  if (conflict) {
    return (
      <MergeView
        // Changed elsewhere once more: the texts shown are the newest, and so is what is made of them.
        key={conflict.revision}
        title={t("ideation.conflictTitle")}
        fields={(["title", "body"] as const).map((key) => ({
          key,
          kind: key === "title" ? "title" : "text",
          label: t(`ideation.${key}Field`),
          use: t(key === "title" ? "ideation.useTitle" : "ideation.useBody"),
          needed: key === "title" ? t("ideation.titleNeeded") : null,
          base: idea[key],
          mine: mine[key],
          theirs: conflict.current[key],
        }))}
        saving={saving}
        error={error && errorText(t, error)}
        onSave={({ title = "", body = "" }) => {
          change({ title, body });
          void save({ title, body }, conflict.revision);
        }}
        onGiveUp={onDone}
      />
    );
  }

  return (
    <form className={classes.editor} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <TextInput
        label={t("ideation.titleField")}
        lang={languageOf(mine.title)}
        value={mine.title}
        onChange={(event) => change({ ...mine, title: event.currentTarget.value })}
        error={untitled || fieldText(t, error, "title")}
        data-autofocus
        autoFocus
        data-testid="edit-title"
      />
      <GrowingText
        label={t("ideation.bodyField")}
        least={4}
        lang={languageOf(mine.body)}
        value={mine.body}
        onChange={(event) => change({ ...mine, body: event.currentTarget.value })}
        error={fieldText(t, error, "body")}
        data-testid="edit-body"
      />
      {error && (
        <p className={classes.error} role="alert">
          {errorText(t, error)}
        </p>
      )}
      <Group gap="xs" align="flex-start">
        <SayWhy why={untitled ? t("ideation.titleNeeded") : null}>
          {(props) => (
            <Button
              type="submit"
              size="sm"
              variant="outline"
              loading={saving}
              data-testid="save"
              {...props}
            >
              {t("ideation.save")}
            </Button>
          )}
        </SayWhy>
        <Button size="sm" variant="subtle" color="gray" onClick={onDone}>
          {t("app.cancel")}
        </Button>
      </Group>
    </form>
  );
}

/** A 412 carries `{mine, current, revision}` (contract, section 3). */
function conflictOf(problem: ApiError): Conflict | null {
  const { current, revision } = problem.problem;
  if (!isObject(current) || typeof revision !== "number") return null;
  const { title, body } = current;
  if (typeof title !== "string" || typeof body !== "string") return null;
  return { current: { title, body }, revision };
}
