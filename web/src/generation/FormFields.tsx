import { SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ModelInfo } from "../api/types.ts";
import type { Language, Translate } from "../i18n/i18n.ts";
import { Choice } from "../ui/Choice.tsx";
import { modelName, modelOrigin } from "../ui/modelNames.ts";
import classes from "./Form.module.css";

/** The most characters of a text that the server takes (its TextBounds). */
export const mostText = 20_000;
/** From here on the writer is told how many are left. */
const nearlyFull = mostText - 1_000;

/** How much room is left, once that matters. */
export function Left({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  if (text.length < nearlyFull || text.length > mostText) return null;
  return <p className={classes.hint}>{t("form.left", { count: mostText - text.length })}</p>;
}

interface LanguageProps {
  readonly label: string;
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}

/** The language that a model is to write in. */
export function LanguageField({ label, value, onChange }: LanguageProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div>
      <span className={classes.label} id={id}>
        {label}
      </span>
      <SegmentedControl
        fullWidth
        aria-labelledby={id}
        value={value}
        onChange={(language) => onChange(language === "zh" ? "zh" : "en")}
        data={[
          { value: "zh", label: t("form.languageZh") },
          { value: "en", label: t("form.languageEn") },
        ]}
        data-testid="output-language"
      />
    </div>
  );
}

interface ModelProps {
  /** Undefined until they are fetched. */
  readonly models: readonly ModelInfo[] | undefined;
  readonly model: ModelInfo | undefined;
  /** What stands in place of a choice that is not there yet. */
  readonly wait: string;
  readonly error: string | undefined;
  readonly onChange: (model: string) => void;
}

/** Which model is to write; with what it costs, where that is known. */
export function ModelField({ models, model, wait, error, onChange }: ModelProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.field}>
      <Choice
        label={t("form.model")}
        value={model?.name ?? ""}
        onChange={(event) => onChange(event.currentTarget.value)}
        options={
          models?.map((m) => ({ value: m.name, label: choiceOf(t, m) })) ?? [
            { value: "", label: wait },
          ]
        }
        error={error}
        data-testid="model"
      />
      {model && model.provider !== "demo" && <ModelState model={model} />}
    </div>
  );
}

function choiceOf(t: Translate, model: ModelInfo): string {
  const name = modelName(t, model);
  return model.isDefault ? t("form.modelDefault", { name }) : name;
}

/** Which model a name stands for, and what it costs. */
function ModelState({ model }: { readonly model: ModelInfo }) {
  const { t, i18n } = useTranslation();
  const price = (value: number) =>
    new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(value);
  return (
    <p className={classes.hint} data-testid="model-state">
      {modelOrigin(t, model)}
      {model.inputPrice != null && model.outputPrice != null && (
        <>
          <br />
          {t("form.prices", {
            input: price(model.inputPrice),
            output: price(model.outputPrice),
          })}
        </>
      )}
    </p>
  );
}
