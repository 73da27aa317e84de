import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { SegmentedControl } from "@mantine/core";
import { api } from "../api/client.ts";
import type { UsageDocument, UsageTotal } from "../api/types.ts";
import { recordedModelName } from "../ui/modelNames.ts";
import { useFetched } from "../ui/useFetched.ts";
import { Section } from "./Section.tsx";
import classes from "./SettingsPage.module.css";

type Span = "month" | "all";

/** What all generations took together, and each model of it. */
export function Usage() {
  const { t } = useTranslation();
  const usage = useFetched(api.usage);
  return (
    <Section title={t("settings.usage")} lead={t("settings.usageLead")} fetched={usage}>
      {(used) => <Used used={used} />}
    </Section>
  );
}

function Used({ used }: { readonly used: UsageDocument }) {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>("month");
  if (used.all.calls === 0) return <p data-testid="usage">{t("settings.nothingUsed")}</p>;
  const models = used.models.filter((model) => model[span].calls > 0);
  return (
    <div className={classes.usage} data-testid="usage">
      <SegmentedControl
        aria-label={t("settings.span")}
        value={span}
        onChange={setSpan}
        data={(["month", "all"] as const).map((value) => ({
          value,
          label: t(`settings.spans.${value}`),
        }))}
      />
      <Facts title={t("settings.together")} total={used[span]} />
      {models.length > 1 &&
        models.map((model) => (
          <Facts
            key={model.model}
            title={recordedModelName(t, model.model) || t("run.unknown")}
            total={model[span]}
          />
        ))}
    </div>
  );
}

function Facts({ title, total }: { readonly title: string; readonly total: UsageTotal }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const number = (value: number | string, most = 0) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: most }).format(Number(value));
  const { seconds } = total;
  const facts = [
    [t("settings.calls"), number(total.calls)],
    [t("settings.tokensIn"), number(total.inputTokens)],
    [t("settings.tokensOut"), number(total.outputTokens)],
    [
      t("settings.time"),
      seconds < 120
        ? t("settings.seconds", { seconds: number(seconds, 1) })
        : t("settings.minutes", { minutes: number(seconds / 60) }),
    ],
    [t("run.cost"), total.cost == null ? t("run.free") : number(total.cost, 4)],
  ];
  return (
    <section aria-labelledby={id} className={classes.total}>
      <h3 id={id} className={classes.name}>
        {title}
      </h3>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
