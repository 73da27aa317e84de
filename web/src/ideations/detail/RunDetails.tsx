import { Button } from "@mantine/core";
import { useCallback, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { TransformDocument } from "../../api/types.ts";
import { codeText, errorText } from "../../i18n/errorText.ts";
import { useFetched } from "../../ui/useFetched.ts";
import classes from "./RunDetails.module.css";

interface Props {
  readonly transformId: string;
  /** Changes when the run moves on, so that what is shown is read again. */
  readonly status: string;
}

/** The exact prompt, model, tokens, time and cost of a run. Read only once someone looks. */
export function RunDetails({ transformId, status }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <details
      className={classes.details}
      onToggle={(event) => setOpened(event.currentTarget.open)}
      data-testid="how-made"
    >
      <summary>{t("run.title")}</summary>
      {opened && <Run key={`${transformId} ${status}`} transformId={transformId} />}
    </details>
  );
}

function Run({ transformId }: { readonly transformId: string }) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState(transformId);
  const { data: run, error } = useFetched(
    useCallback((signal: AbortSignal) => api.transform(shown, signal), [shown]),
  );
  if (error) return <p className={classes.note}>{errorText(t, error)}</p>;
  if (!run) return <p className={classes.note}>{t("app.loading")}</p>;

  const unknown = t("run.unknown");
  const number = (value: number | null | undefined) =>
    value == null ? unknown : new Intl.NumberFormat(i18n.language).format(value);
  const { retryOf } = run;
  return (
    <>
      <dl className={classes.facts}>
        <Fact name={t("run.model")}>{run.model ?? unknown}</Fact>
        <Fact name={t("run.status")}>{t(`run.${run.status}`)}</Fact>
        <Fact name={t("run.attempt")}>
          {t("run.attemptOf", { number: run.attempt.number, of: run.attempt.of })}
        </Fact>
        <Fact name={t("run.started")}>
          {run.startedAt ? new Date(run.startedAt).toLocaleString(i18n.language) : unknown}
        </Fact>
        <Fact name={t("run.duration")}>{duration(run)}</Fact>
        <Fact name={t("run.tokens")}>
          {run.usage
            ? t("run.tokensInOut", {
                input: number(run.usage.inputTokens),
                output: number(run.usage.outputTokens),
              })
            : unknown}
        </Fact>
        <Fact name={t("run.cost")}>
          {run.cost === null
            ? t("run.free")
            : new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(
                run.cost,
              )}
        </Fact>
        {run.error && (
          <Fact name={t("run.error")}>{codeText(t, run.error.code, run.error.message)}</Fact>
        )}
      </dl>
      {retryOf !== null && (
        <Button variant="default" size="compact-sm" onClick={() => setShown(retryOf)}>
          {t("run.previous")}
        </Button>
      )}
      {run.prompt && <Raw name={t("run.prompt")}>{run.prompt}</Raw>}
      {run.text && <Raw name={t("run.text")}>{run.text}</Raw>}
    </>
  );

  function duration({ startedAt, endedAt }: TransformDocument): string {
    if (!startedAt || !endedAt) return unknown;
    const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
    return t("run.seconds", { seconds: number(Math.round(seconds * 10) / 10) });
  }
}

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
