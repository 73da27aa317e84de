import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import type { PromptDocument } from "../api/types.ts";
import { useFetched } from "../ui/useFetched.ts";
import { PromptEditor } from "./PromptEditor.tsx";
import { Section } from "./Section.tsx";
import classes from "./SettingsPage.module.css";

const templates = ["ideation", "ideation-title", "outline"] as const;

/** The instructions that models get, of which each can be the writer's own. */
export function Prompts() {
  const { t } = useTranslation();
  const fetched = useFetched(api.prompts);
  const [saved, setSaved] = useState<ReadonlyMap<string, PromptDocument>>(new Map());
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Section title={t("settings.prompts")} lead={t("settings.promptsLead")} fetched={fetched}>
      {(read) => (
        <ul className={classes.list}>
          {read
            .map((prompt) => saved.get(prompt.name) ?? prompt)
            .map((prompt) => {
              const title = t("settings.promptOf", {
                what: t(`settings.template.${templateOf(prompt)}`),
                language: t(`settings.language.${prompt.language === "en" ? "en" : "zh"}`),
              });
              const isOpen = open === prompt.name;
              return (
                <li key={prompt.name} data-testid="prompt" data-own={prompt.isOwn}>
                  <div className={classes.model}>
                    <div className={classes.what}>
                      <h3 className={classes.name}>
                        {title}
                        {prompt.isOwn && (
                          <span className={classes.own}>{t("settings.promptOwn")}</span>
                        )}
                      </h3>
                      <p className={classes.note}>
                        {prompt.isOwn
                          ? t("settings.version", { version: prompt.version })
                          : t("settings.promptBuiltIn")}
                      </p>
                    </div>
                    <Button
                      variant="default"
                      aria-expanded={isOpen}
                      aria-label={t("settings.named", {
                        what: t(isOpen ? "settings.closePrompt" : "settings.editPrompt"),
                        title,
                      })}
                      data-testid="edit-prompt"
                      onClick={() => setOpen(isOpen ? null : prompt.name)}
                    >
                      {t(isOpen ? "settings.closePrompt" : "settings.editPrompt")}
                    </Button>
                  </div>
                  {isOpen && (
                    <PromptEditor
                      prompt={prompt}
                      title={title}
                      onSaved={(next) => setSaved((all) => new Map(all).set(next.name, next))}
                    />
                  )}
                </li>
              );
            })}
        </ul>
      )}
    </Section>
  );
}

/** A server that is newer than this page may have prompts that it has no name for. */
function templateOf({ name }: PromptDocument): (typeof templates)[number] | "other" {
  const template = name.split(".")[0] ?? "";
  return templates.find((one) => one === template) ?? "other";
}
