import { isObject } from "../../live/fold.ts";
import { hasElements, type Component } from "./parts.ts";

/**
 * A component as the texts it consists of, one for each field that a writer types into. Editing,
 * merging and comparing all work on these, and the component's JSON is made of them again.
 */

/**
 * A list is a line for each entry, pairs are `name: text` lines. A further line of the same entry
 * begins with the mark `furtherLine`: in no text that is typed or pasted does a line begin so.
 */
export type TextKind = "line" | "text" | "list" | "pairs" | "choice";

export type Member =
  | "title"
  | "genre"
  | "demographic"
  | "core_themes"
  | "points"
  | "core_setting_summary"
  | "key_scenes"
  | "stage"
  | "name"
  | "type"
  | "age"
  | "gender"
  | "occupation"
  | "description"
  | "personality_traits"
  | "character_arc"
  | "relationships";

export interface TextField {
  /** `2/name`, `demographic`; the member's name for a component that is one text. */
  readonly key: string;
  readonly member: Member;
  /** Which element it is of; null when it is the whole component's. */
  readonly element: number | null;
  readonly kind: TextKind;
}

/** By key. */
export type Texts = Readonly<Record<string, string>>;

export const characterTypes = [
  "male_lead",
  "female_lead",
  "male_second",
  "female_second",
  "male_supporting",
  "female_supporting",
  "antagonist",
  "other",
] as const;

export type CharacterType = (typeof characterTypes)[number];

export function isCharacterType(type: string): type is CharacterType {
  return (characterTypes as readonly string[]).includes(type);
}

type Members = Readonly<Partial<Record<Member, TextKind>>>;

const audience: Members = { demographic: "text", core_themes: "list" };
const setting: Members = { core_setting_summary: "text", key_scenes: "list" };
const character: Members = {
  name: "line",
  type: "choice",
  age: "line",
  gender: "line",
  occupation: "line",
  description: "text",
  personality_traits: "list",
  character_arc: "text",
  relationships: "pairs",
  key_scenes: "list",
};
/** What a character always has, also when it is empty. */
const needed: readonly string[] = ["name", "type", "description"];

function shape(component: Component): Members {
  switch (component) {
    case "title":
      return { title: "line" };
    case "genre":
      return { genre: "line" };
    case "target_audience":
      return audience;
    case "setting":
      return setting;
    case "synopsis_stages":
      return { stage: "text" };
    case "characters":
      return character;
    default:
      return { points: "list" };
  }
}

/** Whether its JSON is the one text itself, and no object of several. */
function isBare(component: Component): boolean {
  return Object.keys(shape(component)).length === 1;
}

/** The fields of a component with so many elements. */
export function fieldsOf(component: Component, elements: number): TextField[] {
  const members = Object.entries(shape(component)) as [Member, TextKind][];
  if (!hasElements(component)) {
    return members.map(([member, kind]) => ({ key: member, member, element: null, kind }));
  }
  return Array.from({ length: elements }, (_, element) =>
    members.map(([member, kind]) => ({ key: `${element}/${member}`, member, element, kind })),
  ).flat();
}

/** How many elements texts hold. */
export function elementsIn(texts: Texts): number {
  return Object.keys(texts).reduce(
    (most, key) => (key.includes("/") ? Math.max(most, Number(key.split("/")[0]) + 1) : most),
    0,
  );
}

/** The texts of a value, however incomplete it is: a draft's too. */
export function toTexts(component: Component, value: unknown): Texts {
  const texts: Record<string, string> = {};
  for (const { key, member, element, kind } of fieldsOf(component, elementCount(value))) {
    const holder = element === null ? value : (value as unknown[])[element];
    const own = isBare(component) ? holder : isObject(holder) ? holder[member] : undefined;
    texts[key] = textOf(kind, own);
  }
  return texts;
}

function elementCount(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** Begins a line that goes on with the entry above it. */
export const furtherLine = "↳";

function textOf(kind: TextKind, value: unknown): string {
  if (kind === "list") return listOf(value).map(entryOf).join("\n");
  if (kind === "pairs") {
    return pairsOf(value)
      .map(([name, text]) => entryOf(`${oneLine(name)}: ${text}`))
      .join("\n");
  }
  return typeof value === "string" ? value : "";
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, " ").trim();
const entryOf = (text: string) =>
  text
    .trim()
    .split(/\r\n|\r|\n/)
    .join(`\n${furtherLine} `);

/** The entries of a text: each is one line and those that go on with it. */
function entriesIn(text: string): string[] {
  const entries: string[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const last = entries.at(-1);
    const further = line.trimStart().startsWith(furtherLine);
    if (!further || last === undefined) entries.push(line);
    else entries[entries.length - 1] = `${last}\n${afterMark(line)}`;
  }
  return entries.map((entry) => entry.trim()).filter(Boolean);
}

/** With the blank behind the mark that belongs to it, and no other. */
const afterMark = (line: string) => line.trimStart().slice(furtherLine.length).replace(/^ /, "");

/** The strings of a list; what is no string yet is left out. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === "string")
    : [];
}

export function pairsOf(value: unknown): [string, string][] {
  return isObject(value)
    ? Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === "string")
    : [];
}

/** The component's JSON that those texts stand for. */
export function fromTexts(component: Component, texts: Texts): unknown {
  if (!hasElements(component)) return valueOf(component, texts, null);
  return Array.from({ length: elementsIn(texts) }, (_, element) =>
    valueOf(component, texts, element),
  );
}

function valueOf(component: Component, texts: Texts, element: number | null): unknown {
  const at = (member: string) => texts[element === null ? member : `${element}/${member}`] ?? "";
  const members = Object.entries(shape(component)) as [Member, TextKind][];
  const [only] = members;
  if (isBare(component) && only) return jsonOf(only[1], at(only[0]));
  const value: Record<string, unknown> = {};
  for (const [member, kind] of members) {
    const text = at(member);
    const optional = component === "characters" && !needed.includes(member);
    if (optional && text.trim() === "") continue;
    value[member] = kind === "choice" && !isCharacterType(text) ? "other" : jsonOf(kind, text);
  }
  return value;
}

function jsonOf(kind: TextKind, text: string): unknown {
  if (kind === "list") return entriesIn(text);
  if (kind !== "pairs") return text;
  const pairs = new Map<string, string>();
  for (const entry of entriesIn(text)) {
    // A name may be typed with either colon; the first one ends it. What has no name is one itself.
    const [, before = "", after = ""] = /^([^\n]*?)\s*[:：][^\S\n]*(.*)$/s.exec(entry) ?? [];
    const [name, said] =
      before === "" ? [oneLine(entry.replace(/^\s*[:：]/, "")), ""] : [before, after];
    if (name === "") continue;
    // Two lines of one name are two lines about it.
    const earlier = pairs.get(name);
    pairs.set(name, earlier === undefined ? said : `${earlier}\n${said}`);
  }
  return Object.fromEntries(pairs);
}

/** Without one of the elements; those behind it move up. */
export function withoutElement(texts: Texts, element: number): Texts {
  const rest: Record<string, string> = {};
  for (const [key, text] of Object.entries(texts)) {
    const [number = "", member = ""] = key.split("/");
    const at = Number(number);
    if (at !== element) rest[`${at > element ? at - 1 : at}/${member}`] = text;
  }
  return rest;
}

/** With an empty element at the end. */
export function withElement(component: Component, texts: Texts): Texts {
  const added = elementsIn(texts);
  const more = fieldsOf(component, added + 1).filter(({ element }) => element === added);
  const empty = more.map(({ key, kind }) => [key, kind === "choice" ? "other" : ""]);
  return { ...texts, ...(Object.fromEntries(empty) as Texts) };
}

/** Whether two say the same, wherever they do not differ in more than blanks at the ends of lines. */
export function sameTexts(component: Component, a: Texts, b: Texts): boolean {
  return JSON.stringify(fromTexts(component, a)) === JSON.stringify(fromTexts(component, b));
}
