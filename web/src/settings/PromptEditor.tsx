import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import type { PromptDocument } from "../api/types.ts";
import { GrowingText } from "../ui/GrowingText.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { isSubmitKey } from "../ui/ime.ts";
import { SayWhy } from "../ui/SayWhy.tsx";
import { useAction } from "../ui/useAction.ts";
import { useKeptText } from "../ui/useKeptText.ts";
import { Comparison } from "./Comparison.tsx";
import classes from "./SettingsPage.module.css";
import { PromptVersions } from "./PromptVersions.tsx";

/** The server takes no longer instructions. */
const longest = 8_000;

interface Props {
  readonly prompt: PromptDocument;
  readonly title: string;
  readonly onSaved: (prompt: PromptDocument) => void;
}

/** Somebody else's newer text, which a save ran into. */
interface Conflict {
  readonly text: string;
  readonly version: number;
}

/** One prompt's instructions: what is typed survives a reload, and never goes over a newer text unseen. */
export function PromptEditor({ prompt, title, onSaved }: Props) {
  const { t } = useTranslation();
  const [kept, setKept] = useKeptText(`prompt.${prompt.name}`);
  const [versions, setVersions] = useState(false);
  const [asking, setAsking] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [busy, act] = useAction();
  /** Null while it says what is saved. An emptied text is a change too. */
  const [typed, setTyped] = useState<string | null>(kept || null);
  const text = typed ?? prompt.text;
  const put = (next: string | null) => {
    setTyped(next);
    setKept(next ?? "");
  };
  const change = (next: string) => put(next === prompt.text ? null : next);

  const save = (version: number) =>
    act(async () => {
      try {
        const saved = await api.editPrompt(prompt.name, text, version);
        put(null);
        setConflict(null);
        onSaved(saved);
      } catch (error) {
        const found = conflictOf(error);
        if (!found) throw error;
        setConflict(found);
      }
    });
  const takeTheirs = ({ text, version }: Conflict) => {
    put(null);
    setConflict(null);
    onSaved({ ...prompt, text, version, isOwn: text !== prompt.builtIn });
  };

  const why =
    text.trim() === ""
      ? t("settings.promptEmpty")
      : text.length > longest
        ? t("settings.promptTooLong", { most: longest, count: text.length })
        : typed === null
          ? t("settings.promptSame")
          : null;
  return (
    <div className={classes.editor} data-testid="prompt-editor">
      <GrowingText
        label={t("settings.instructions")}
        description={t("settings.instructionsHint")}
        least={8}
        most={24}
        lang={prompt.language}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSubmitKey(event) || why !== null) return;
          event.preventDefault();
          void save(prompt.version);
        }}
        data-testid="prompt-text"
      />
      {conflict && (
        <div className={classes.conflict} role="alert" data-testid="prompt-conflict">
          <p className={classes.trouble}>{t("settings.conflict")}</p>
          <Comparison
            older={conflict.text}
            newer={text}
            olderName={t("settings.theirs")}
            newerName={t("settings.mine")}
            language={prompt.language}
          />
          <Group gap="xs">
            <Button
              variant="outline"
              loading={busy}
              data-testid="save-over"
              onClick={() => void save(conflict.version)}
            >
              {t("settings.saveMine")}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              data-testid="take-theirs"
              onClick={() => takeTheirs(conflict)}
            >
              {t("settings.takeTheirs")}
            </Button>
          </Group>
        </div>
      )}
      {!conflict && (
        <Group gap="xs">
          <SayWhy why={why}>
            {(refusal) => (
              <Button
                loading={busy}
                data-testid="save-prompt"
                onClick={() => void save(prompt.version)}
                {...refusal}
              >
                {t("settings.savePrompt")}
              </Button>
            )}
          </SayWhy>
          {typed !== null && (
            <Button variant="subtle" color="gray" onClick={() => put(null)}>
              {t("settings.discard")}
            </Button>
          )}
        </Group>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={versions}
          data-testid="prompt-versions"
          onClick={() => setVersions(!versions)}
        >
          {t(versions ? "settings.hideVersions" : "settings.showVersions")}
        </Button>
        {prompt.isOwn && (
          <Button
            variant="default"
            size="compact-sm"
            data-testid="reset-prompt"
            onClick={() => setAsking(true)}
          >
            {t("settings.reset")}
          </Button>
        )}
      </Group>
      {versions && (
        <PromptVersions
          key={prompt.version}
          name={prompt.name}
          text={text}
          language={prompt.language}
          onUse={change}
        />
      )}
      {asking && (
        <Confirm
          opened
          title={t("settings.resetTitle", { title })}
          confirm={t("settings.reset")}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            void act(async () => {
              const reset = await api.resetPrompt(prompt.name);
              put(null);
              onSaved(reset);
            });
          }}
          body={t("settings.resetBody")}
        />
      )}
    </div>
  );
}

function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiError) || error.status !== 412) return null;
  const { current, revision } = error.problem;
  return typeof current === "string" && typeof revision === "number"
    ? { text: current, version: revision }
    : null;
}
