import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { useState, type SyntheticEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import { asApiError, type ApiError } from "../../api/errors.ts";
import type { Idea } from "../../api/types.ts";
import { errorText } from "../../i18n/errorText.ts";
import { isObject } from "../../live/fold.ts";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import classes from "./Card.module.css";

interface Props {
  readonly ideationId: string;
  readonly idea: Idea;
  readonly onDone: () => void;
}

interface Texts {
  readonly title: string;
  readonly body: string;
}

interface Conflict {
  readonly current: Texts;
  readonly revision: number;
}

export function IdeaEditor({ ideationId, idea, onDone }: Props) {
  const { t } = useTranslation();
  const [mine, setMine] = useState<Texts>({ title: idea.title, body: idea.body });
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const untitled = mine.title.trim() === "";

  const save = async (revision: number) => {
    if (saving || untitled) return;
    if (mine.title === idea.title && mine.body === idea.body) {
      onDone();
      return;
    }
    setSaving(true);
    setError(null);
    try {
      await api.editIdea(ideationId, idea.artifactId, mine, revision);
      onDone();
    } catch (failure) {
      const problem = asApiError(failure);
      setConflict(problem.code === "edited_elsewhere" ? conflictOf(problem) : null);
      setError(problem);
      setSaving(false);
    }
  };

  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save(idea.revision);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      void save(idea.revision);
    } else if (event.key === "Escape" && !isComposing(event)) onDone();
  };

  if (conflict) {
    return (
      <div className={classes.conflict} role="alert" data-testid="conflict">
        <h2 className={classes.title}>{t("ideation.conflictTitle")}</h2>
        <p className={classes.hint}>{t("ideation.conflictBody")}</p>
        <Version label={t("ideation.mine")} texts={mine} />
        <Version label={t("ideation.theirs")} texts={conflict.current} />
        <Group gap="xs" mt="sm">
          <Button
            size="xs"
            variant="default"
            loading={saving}
            onClick={() => void save(conflict.revision)}
            data-testid="keep-mine"
          >
            {t("ideation.keepMine")}
          </Button>
          <Button size="xs" variant="default" onClick={onDone} data-testid="take-theirs">
            {t("ideation.takeTheirs")}
          </Button>
        </Group>
      </div>
    );
  }

  return (
    <form className={classes.editor} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <TextInput
        label={t("ideation.titleField")}
        value={mine.title}
        onChange={(event) => setMine({ ...mine, title: event.currentTarget.value })}
        error={untitled ? t("ideation.titleNeeded") : error?.fields.title}
        data-autofocus
        autoFocus
        data-testid="edit-title"
      />
      <Textarea
        label={t("ideation.bodyField")}
        autosize
        minRows={4}
        value={mine.body}
        onChange={(event) => setMine({ ...mine, body: event.currentTarget.value })}
        error={error?.fields.body}
        data-testid="edit-body"
      />
      {error && (
        <p className={classes.error} role="alert">
          {errorText(t, error)}
        </p>
      )}
      <Group gap="xs">
        <Button type="submit" size="xs" variant="outline" loading={saving} data-testid="save">
          {t("ideation.save")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onDone}>
          {t("app.cancel")}
        </Button>
      </Group>
    </form>
  );
}

function Version({ label, texts }: { readonly label: string; readonly texts: Texts }) {
  return (
    <section className={classes.version}>
      <p className={classes.label}>{label}</p>
      <p className={classes.versionTitle}>{texts.title}</p>
      <p className={classes.versionBody}>{texts.body}</p>
    </section>
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
