import { Button } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { ComponentVersion, OutlineDocument } from "../../api/types.ts";
import { Byline } from "../../generation/Byline.tsx";
import { Marked } from "../../generation/MergeView.tsx";
import { currentLanguage } from "../../i18n/i18n.ts";
import { Choice } from "../../ui/Choice.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { FetchFailed } from "../../ui/FetchFailed.tsx";
import { Opening } from "../../ui/Opening.tsx";
import { relativeTime } from "../../ui/relativeTime.ts";
import { diffTexts } from "../../ui/textDiff.ts";
import { useAction } from "../../ui/useAction.ts";
import { recordedModelName } from "../../ui/modelNames.ts";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useNow } from "../../ui/useNow.ts";
import { fieldLabel, partLabel } from "../text/labels.ts";
import { componentOf, elementOf } from "../text/parts.ts";
import { toTexts, type Texts } from "../text/texts.ts";
import { fieldsOfVersions, restoredFrom, versionsOf, withRestored } from "../text/versions.ts";
import classes from "./VersionsDrawer.module.css";

interface Props {
  readonly doc: OutlineDocument;
  /** A component, or one element of it. */
  readonly part: string;
  readonly onClose: () => void;
}

const aMinute = 60_000;

/** Every version of a part: whose it is, when and from what it was made, what differs, and the way back. */
export default function VersionsDrawer({ doc, part, onClose }: Props) {
  const { t } = useTranslation();
  const component = componentOf(part) ?? "title";
  return (
    <SideDrawer
      title={t("outline.versions.title", { name: partLabel(t, doc, part) })}
      width="52rem"
      testId="versions-panel"
      onClose={onClose}
    >
      <Versions key={doc.parts[component]?.revision} doc={doc} part={part} />
    </SideDrawer>
  );
}

function Versions({ doc, part }: Pick<Props, "doc" | "part">) {
  const { t } = useTranslation();
  const component = componentOf(part) ?? "title";
  const element = elementOf(part);
  const now = useNow(aMinute);
  const [busy, run] = useAction();
  const read = useCallback(
    (signal: AbortSignal) => api.componentVersions(doc.id, component, signal),
    [doc.id, component],
  );
  const { data, error, again } = useFetched(read);
  const versions = useMemo(
    () => (data ? versionsOf(component, element, data) : null),
    [data, component, element],
  );
  const [chosen, setChosen] = useState<{ from: number; to: number }>({ from: 1, to: 0 });
  if (error) return <FetchFailed error={error} again={again} />;
  if (!versions) return <Opening />;

  const current = data?.find((version) => version.current);
  const revision = doc.parts[component]?.revision ?? 0;
  const restore = (version: ComponentVersion) =>
    void run(() =>
      element === null
        ? api.restoreComponent(doc.id, component, version.artifactId, revision)
        : api.editComponent(
            doc.id,
            component,
            withRestored(current?.value, version.value, element),
            revision,
          ),
    );
  const numberOf = (version: ComponentVersion) =>
    versions.length - versions.findIndex(({ artifactId }) => artifactId === version.artifactId);
  const origin = (version: ComponentVersion) => {
    const from = restoredFrom(versions, version);
    if (!from) return null;
    const n = numberOf(from);
    return from.by === "person"
      ? t("outline.versions.ofPerson", { n })
      : t("outline.versions.ofModel", { n, model: recordedModelName(t, from.model ?? "") });
  };
  const said = (version: ComponentVersion, i: number) =>
    t("outline.versions.one", {
      n: versions.length - i,
      by:
        version.by === "model"
          ? recordedModelName(t, version.model ?? "")
          : t(version.restores === null ? "generation.by.person" : "generation.by.restored"),
      when: relativeTime(version.createdAt, now, currentLanguage()),
    });
  const options = versions.map((version, i) => ({ value: String(i), label: said(version, i) }));
  const [from, to] = [versions[chosen.from], versions[chosen.to]];

  return (
    <>
      {versions.length < 2 ? (
        <p className={classes.hint}>{t("outline.versions.onlyOne")}</p>
      ) : (
        <section aria-labelledby="compare" className={classes.compare}>
          <h3 id="compare">{t("outline.versions.compare")}</h3>
          <div className={classes.choose}>
            <Choice
              label={t("outline.versions.from")}
              value={String(chosen.from)}
              options={options}
              onChange={(event) =>
                setChosen({ ...chosen, from: Number(event.currentTarget.value) })
              }
              data-testid="compare-from"
            />
            <Choice
              label={t("outline.versions.to")}
              value={String(chosen.to)}
              options={options}
              onChange={(event) => setChosen({ ...chosen, to: Number(event.currentTarget.value) })}
              data-testid="compare-to"
            />
          </div>
          {from && to && (
            <Comparison
              component={component}
              element={element}
              from={toTexts(component, from.value)}
              to={toTexts(component, to.value)}
            />
          )}
        </section>
      )}
      <ol className={classes.list} reversed>
        {versions.map((version, i) => {
          const stands = element === null ? version.current : i === 0;
          return (
            <li key={version.artifactId} data-testid="version" data-by={version.by}>
              <Byline
                by={version.by}
                restored={version.restores !== null}
                state={stands ? t("outline.versions.current") : undefined}
              >
                <span className={classes.facts}>
                  {origin(version) !== null && <span data-testid="origin">{origin(version)}</span>}
                  {version.model && <span>{version.model}</span>}
                  <time
                    dateTime={version.createdAt}
                    title={new Date(version.createdAt).toLocaleString(currentLanguage())}
                  >
                    {relativeTime(version.createdAt, now, currentLanguage())}
                  </time>
                </span>
              </Byline>
              {version.note && (
                <p className={`${classes.note ?? ""} written`} lang={languageOf(version.note)}>
                  {version.note}
                </p>
              )}
              {!stands && (
                <span className={classes.buttons}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => setChosen({ from: i, to: 0 })}
                    data-testid="compare"
                  >
                    {t("outline.versions.withCurrent")}
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    loading={busy}
                    onClick={() => restore(version)}
                    data-testid="restore-version"
                  >
                    {t("outline.versions.restore")}
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <p className={classes.hint}>{t("outline.versions.safe")}</p>
    </>
  );
}

interface ComparisonProps {
  readonly component: NonNullable<ReturnType<typeof componentOf>>;
  readonly element: number | null;
  readonly from: Texts;
  readonly to: Texts;
}

/** Two versions beside each other, what differs underlined; what is the same is left out. */
function Comparison({ component, element, from, to }: ComparisonProps) {
  const { t } = useTranslation();
  const fields = fieldsOfVersions(component, element, from, to);
  if (fields.length === 0) return <p className={classes.hint}>{t("outline.versions.same")}</p>;
  return (
    <div className={classes.fields} data-testid="comparison">
      {fields.map((field) => {
        const [old, recent] = diffTexts(from[field.key] ?? "", to[field.key] ?? "");
        return (
          <section key={field.key} aria-label={fieldLabel(t, component, field)}>
            <h4>{fieldLabel(t, component, field)}</h4>
            <div className={classes.sides}>
              {[old, recent].map((stretches, side) => (
                <p
                  key={side}
                  className={`${classes.side ?? ""} written`}
                  data-side={side === 0 ? "from" : "to"}
                  lang={languageOf(stretches.map(({ text }) => text).join(""))}
                >
                  {stretches.length === 0 ? (
                    <em>{t("outline.versions.nothing")}</em>
                  ) : (
                    <Marked stretches={stretches} />
                  )}
                </p>
              ))}
            </div>
          </section>
        );
      })}
    </div>
  );
}
