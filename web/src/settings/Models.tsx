import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import { asApiError } from "../api/errors.ts";
import type { ModelInfo } from "../api/types.ts";
import { codeText, errorText } from "../i18n/errorText.ts";
import { modelName, modelOrigin } from "../ui/modelNames.ts";
import { useFetched } from "../ui/useFetched.ts";
import { Section } from "./Section.tsx";
import classes from "./SettingsPage.module.css";

/** The models that can be chosen, each with a test. */
export function Models() {
  const { t } = useTranslation();
  const models = useFetched(api.models);
  return (
    <Section title={t("settings.models")} lead={t("settings.modelsLead")} fetched={models}>
      {(all) => (
        <ul className={classes.list}>
          {all.map((model) => (
            <li key={model.name}>
              <Model model={model} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type Outcome =
  | { readonly kind: "untested" | "testing" }
  | { readonly kind: "answers"; readonly milliseconds: number }
  | { readonly kind: "fails"; readonly why: string };

function Model({ model }: { readonly model: ModelInfo }) {
  const { t, i18n } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "untested" });
  const leave = useRef(new AbortController());
  useEffect(() => {
    const abort = new AbortController();
    leave.current = abort;
    return () => abort.abort();
  }, []);

  const test = async () => {
    if (outcome.kind === "testing") return;
    const { signal } = leave.current;
    setOutcome({ kind: "testing" });
    try {
      const { ok, milliseconds, error } = await api.testModel(model.name, signal);
      setOutcome(
        ok
          ? { kind: "answers", milliseconds: milliseconds }
          : { kind: "fails", why: codeText(t, error?.code ?? "", error?.message) },
      );
    } catch (error) {
      if (!signal.aborted) setOutcome({ kind: "fails", why: errorText(t, asApiError(error)) });
    }
  };

  const price = (value: number | string) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4 }).format(Number(value));
  const { inputPrice, outputPrice } = model;
  return (
    <div className={classes.model} data-testid="model" data-state={outcome.kind}>
      <div className={classes.what}>
        <h3 className={classes.name}>
          {modelName(t, model)}
          {model.isDefault && <span className={classes.tag}>{t("settings.default")}</span>}
        </h3>
        <p className={classes.note}>{modelOrigin(t, model) || t("settings.demo")}</p>
        {inputPrice != null && outputPrice != null && (
          <p className={classes.note}>
            {t("form.prices", { input: price(inputPrice), output: price(outputPrice) })}
          </p>
        )}
        <p className={classes.outcome} role="status" data-testid="outcome">
          {outcome.kind === "testing" && t("settings.testing")}
          {outcome.kind === "answers" &&
            t("settings.answers", {
              seconds: new Intl.NumberFormat(i18n.language, {
                minimumFractionDigits: 1,
                maximumFractionDigits: 1,
              }).format(outcome.milliseconds / 1000),
            })}
          {outcome.kind === "fails" && t("settings.fails", { why: outcome.why })}
        </p>
      </div>
      <Button
        variant="default"
        aria-label={t("settings.named", { what: t("settings.test"), title: modelName(t, model) })}
        loading={outcome.kind === "testing"}
        data-testid="test-model"
        onClick={() => void test()}
      >
        {t("settings.test")}
      </Button>
    </div>
  );
}
