import { Button } from "@mantine/core";
import { useCallback, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client.ts";
import type { ModelInfo, TransformDocument } from "../api/types.ts";
import { codeText } from "../i18n/errorText.ts";
import { FetchFailed } from "../ui/FetchFailed.tsx";
import { Opening } from "../ui/Opening.tsx";
import { modelName, modelOrigin, recordedModelName } from "../ui/modelNames.ts";
import { SideDrawer } from "../ui/SideDrawer.tsx";
import { useFetched } from "../ui/useFetched.ts";
import classes from "./RunDrawer.module.css";

interface Props {
  readonly transformId: string;
  /** Changes when the run moves on, so that what is shown is read again. */
  readonly status: string;
  readonly onClose: () => void;
}

const readModels = (signal: AbortSignal) => api.models(signal);

/** The exact prompt, model, tokens, time and cost of a run. */
export default function RunDrawer({ transformId, status, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SideDrawer title={t("run.title")} width="42rem" testId="run" onClose={onClose}>
      <Run key={`${transformId} ${status}`} transformId={transformId} />
    </SideDrawer>
  );
}

function Run({ transformId }: { readonly transformId: string }) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(transformId);
  const {
    data: run,
    error,
    again,
  } = useFetched(useCallback((signal: AbortSignal) => api.transform(shown, signal), [shown]));
  const models = useFetched(readModels);
  if (error) return <FetchFailed error={error} again={again} />;
  if (!run) return <Opening />;

  const unknown = t("run.unknown");
  const number = (value: number | null | undefined) =>
    value == null ? unknown : new Intl.NumberFormat(i18n.language).format(value);
  const { retryOf, usage } = run;
  const known = models.data?.find((model) => model.name === run.model);
  const cost = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  return (
    <>
      <dl className={classes.facts}>
        <Fact name={t("run.model")}>
          {known ? modelName(t, known) : recordedModelName(t, run.model ?? unknown)}
        </Fact>
        <Fact name={t("run.status")}>{t(`run.${run.status}`)}</Fact>
        <Fact name={t("run.started")}>
          {run.startedAt ? new Date(run.startedAt).toLocaleString(i18n.language) : unknown}
        </Fact>
        <Fact name={t("run.duration")}>{seconds(run.startedAt, run.endedAt)}</Fact>
      </dl>
      {run.error && (
        <p className={classes.error}>{codeText(t, run.error.code, run.error.message)}</p>
      )}
      {retryOf !== null && (
        <Button variant="default" size="compact-sm" onClick={() => setShown(retryOf)}>
          {t("run.previous")}
        </Button>
      )}
      {run.prompt && <Raw name={t("run.prompt")}>{run.prompt}</Raw>}
      {run.text && <Raw name={t("run.text")}>{run.text}</Raw>}
      <details className={classes.figures}>
        <summary>{t("run.figures")}</summary>
        <dl className={classes.facts}>
          <Fact name={t("run.attempt")}>
            {t("run.attemptOf", { number: run.attempt.number, of: run.attempt.of })}
          </Fact>
          <Fact name={t("run.firstWord")}>{seconds(run.startedAt, run.firstWordAt)}</Fact>
          <Fact name={t("run.tokens")}>
            {usage
              ? t("run.tokensInOut", {
                  input: number(usage.inputTokens),
                  output: number(usage.outputTokens),
                })
              : unknown}
          </Fact>
          <Fact name={t(run.cost === null ? "run.cost" : "run.costIn")}>
            {run.cost !== null ? cost.format(run.cost) : priced(known) ? unknown : t("run.free")}
          </Fact>
          {known && modelOrigin(t, known) && (
            <Fact name={t("run.provider")}>{modelOrigin(t, known)}</Fact>
          )}
          {known && priced(known) && (
            <Fact name={t("run.prices")}>
              {t("run.pricesInOut", {
                input: cost.format(known.inputPrice ?? 0),
                output: cost.format(known.outputPrice ?? 0),
              })}
            </Fact>
          )}
        </dl>
      </details>
    </>
  );

  function seconds(from: Time, until: Time): string {
    if (!from || !until) return unknown;
    const passed = Math.max(0, Date.parse(until) - Date.parse(from)) / 1000;
    return t("run.seconds", { seconds: number(Number(passed.toPrecision(2))) });
  }
}

/** Whether a price is set; what cost nothing is known of is another thing than what has no price. */
function priced(model: ModelInfo | undefined): boolean {
  return model?.inputPrice != null && model.outputPrice != null;
}

type Time = TransformDocument["startedAt"];

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Raw({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <section className={classes.raw}>
      <h3>{name}</h3>
      <pre tabIndex={0}>{children}</pre>
    </section>
  );
}
