import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { isObject } from "../../live/fold.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { episodesOf } from "../text/episodes.ts";
import type { Component } from "../text/parts.ts";
import { isCharacterType, listOf, pairsOf } from "../text/texts.ts";
import classes from "./Body.module.css";
import { Said } from "./Said.tsx";

/*
 * How a component reads, however much of it is there: a draft is shown by the same words as what is
 * finished, so nothing jumps when the last word comes.
 */

const text = (value: unknown) => (typeof value === "string" ? value : "");

function Prose({ at = "", children }: { readonly at?: string; readonly children: string }) {
  if (children === "") return null;
  return (
    <p className={`${classes.prose ?? ""} written`} lang={languageOf(children)}>
      <Said at={at}>{children}</Said>
    </p>
  );
}

interface PointsProps {
  readonly at?: string;
  readonly items: readonly string[];
  readonly label?: string;
}

function Points({ at, items, label }: PointsProps) {
  if (items.length === 0) return null;
  return (
    <>
      {label !== undefined && <h3 className={classes.label}>{label}</h3>}
      <ul className={`${classes.points ?? ""} written`} lang={languageOf(items.join(""))}>
        {items.map(
          (item, i) =>
            item && (
              <li key={i}>
                <Said at={at === undefined ? `${i}` : `${at}/${i}`}>{item}</Said>
              </li>
            ),
        )}
      </ul>
    </>
  );
}

/** A component that is read as one: all but those that have elements. */
export function Body({
  component,
  value,
}: {
  readonly component: Component;
  readonly value: unknown;
}) {
  const { t } = useTranslation();
  const member = (name: string) => (isObject(value) ? value[name] : undefined);
  switch (component) {
    case "target_audience":
      return (
        <>
          <Prose at="demographic">{text(member("demographic"))}</Prose>
          <Points
            at="core_themes"
            items={listOf(member("core_themes"))}
            label={t("outline.field.core_themes")}
          />
        </>
      );
    case "setting":
      return (
        <>
          <Prose at="core_setting_summary">{text(member("core_setting_summary"))}</Prose>
          <Points
            at="key_scenes"
            items={listOf(member("key_scenes"))}
            label={t("outline.field.key_scenes")}
          />
        </>
      );
    case "selling_points":
    case "satisfaction_points":
      return <Points items={listOf(value)} />;
    default:
      return <Prose>{text(value)}</Prose>;
  }
}

interface StageProps {
  readonly stage: number;
  readonly of: number;
  readonly totalEpisodes: number;
  readonly value: unknown;
  readonly headingId?: string;
}

/** One stage of the story, with the episodes that tell it. */
export function Stage({ stage, of, totalEpisodes, value, headingId }: StageProps) {
  return (
    <>
      <StageHeading stage={stage} of={of} totalEpisodes={totalEpisodes} id={headingId} />
      <Prose>{text(value)}</Prose>
    </>
  );
}

export function StageHeading({
  stage,
  of,
  totalEpisodes,
  id,
}: Omit<StageProps, "value" | "headingId"> & { readonly id?: string | undefined }) {
  const { t } = useTranslation();
  const share = episodesOf(stage, of, totalEpisodes);
  const named = stage < 5;
  return (
    <h3 id={id} className={classes.stage}>
      <span>
        {named
          ? t(`outline.stage.${stage as 0 | 1 | 2 | 3 | 4}`)
          : t("outline.stage.more", { n: stage + 1 })}
      </span>
      {share && (
        <span className={classes.share}>
          {share.from === share.to
            ? t("outline.episode", { n: share.from })
            : t("outline.episodes", share)}
        </span>
      )}
    </h3>
  );
}

/** One of the cast. */
export function CharacterText({
  value,
  headingId,
}: {
  readonly value: unknown;
  readonly headingId?: string;
}) {
  const { t } = useTranslation();
  const member = (name: string) => (isObject(value) ? value[name] : undefined);
  const name = text(member("name"));
  const type = text(member("type"));
  const facts = ["gender", "age", "occupation"].filter((fact) => text(member(fact)) !== "");
  const traits = listOf(member("personality_traits"));
  const arc = text(member("character_arc"));
  const pairs = pairsOf(member("relationships"));
  const scenes = listOf(member("key_scenes"));
  const language = languageOf(text(member("description")) + name);
  return (
    <>
      <h3 id={headingId} className={classes.name}>
        {name ? (
          <span lang={languageOf(name)}>
            <Said at="name">{name}</Said>
          </span>
        ) : (
          <span>{t("outline.unnamed")}</span>
        )}
        {isCharacterType(type) && (
          <span className={classes.type}>{t(`outline.character.${type}`)}</span>
        )}
      </h3>
      {facts.length > 0 && (
        <p className={classes.facts} lang={language}>
          {facts.map((fact, i) => (
            <Fragment key={fact}>
              {i > 0 && " · "}
              <Said at={fact}>{text(member(fact))}</Said>
            </Fragment>
          ))}
        </p>
      )}
      <Prose at="description">{text(member("description"))}</Prose>
      <dl className={classes.more}>
        {traits.length > 0 && (
          <div>
            <dt>{t("outline.field.personality_traits")}</dt>
            <dd lang={language}>
              {traits.map((trait, i) => (
                <Fragment key={i}>
                  {i > 0 && (language === "en" ? ", " : "、")}
                  <Said at={`personality_traits/${i}`}>{trait}</Said>
                </Fragment>
              ))}
            </dd>
          </div>
        )}
        {arc !== "" && (
          <div>
            <dt>{t("outline.field.character_arc")}</dt>
            <dd lang={language}>
              <Said at="character_arc">{arc}</Said>
            </dd>
          </div>
        )}
        {pairs.length > 0 && (
          <div>
            <dt>{t("outline.field.relationships")}</dt>
            {pairs.map(([other, said]) => (
              <dd key={other} lang={language}>
                <strong>{other}</strong> <Said at={`relationships/${other}`}>{said}</Said>
              </dd>
            ))}
          </div>
        )}
        {scenes.length > 0 && (
          <div>
            <dt>{t("outline.field.key_scenes")}</dt>
            {scenes.map((scene, i) => (
              <dd key={i} lang={language}>
                <Said at={`key_scenes/${i}`}>{scene}</Said>
              </dd>
            ))}
          </div>
        )}
      </dl>
    </>
  );
}
