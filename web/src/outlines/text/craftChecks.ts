import type { Character, OutlineComponents } from "../../api/types.ts";
import type { Component } from "./parts.ts";

/** What a reader with a pencil would note in the margin (domain, section 4). It suggests; nothing is refused for it. */
export type Suggestion =
  | {
      readonly code: "stages" | "selling_points" | "satisfaction_points";
      readonly part: Component;
      readonly count: number;
    }
  | { readonly code: "emptyStage"; readonly part: string; readonly number: number }
  | {
      /** Someone in a relationship is nobody of the cast. */
      readonly code: "stranger";
      readonly part: string;
      readonly name: string;
      readonly other: string;
    }
  | {
      /** A stage names someone whom a relationship knows and the cast does not. */
      readonly code: "notInCast";
      readonly part: string;
      readonly number: number;
      readonly name: string;
    }
  | { readonly code: "neverSeen" | "twice"; readonly part: string; readonly name: string }
  | { readonly code: "unnamed"; readonly part: string; readonly number: number };

const stages = 5;
const fewestPoints = 3;
const mostPoints = 5;

export function craftChecks(there: OutlineComponents): Suggestion[] {
  return [...pointChecks(there), ...stageChecks(there), ...castChecks(there)];
}

function* pointChecks(there: OutlineComponents): Generator<Suggestion> {
  for (const part of ["selling_points", "satisfaction_points"] as const) {
    const count = there[part]?.length;
    if (count !== undefined && (count < fewestPoints || count > mostPoints))
      yield { code: part, part, count };
  }
}

function* stageChecks({ synopsis_stages: told, characters }: OutlineComponents) {
  if (!told) return;
  if (told.length !== stages) {
    yield { code: "stages", part: "synopsis_stages", count: told.length } satisfies Suggestion;
  }
  const cast = characters ?? [];
  const known = new Set(cast.flatMap(({ relationships }) => Object.keys(relationships ?? {})));
  const strangers = [...known].filter((name) => name.trim() !== "" && !isInCast(name, cast));
  for (const [i, text] of told.entries()) {
    const part = `synopsis_stages/${i}`;
    if (text.trim() === "") yield { code: "emptyStage", part, number: i + 1 } satisfies Suggestion;
    if (!characters) continue;
    for (const name of strangers) {
      if (mentions(text, name))
        yield { code: "notInCast", part, number: i + 1, name } satisfies Suggestion;
    }
  }
}

function* castChecks({ characters: cast, synopsis_stages: told }: OutlineComponents) {
  if (!cast) return;
  for (const [i, { name, relationships }] of cast.entries()) {
    const part = `characters/${i}`;
    if (name.trim() === "") {
      yield { code: "unnamed", part, number: i + 1 } satisfies Suggestion;
      continue;
    }
    if (cast.findIndex((other) => same(other.name, name)) < i)
      yield { code: "twice", part, name } satisfies Suggestion;
    for (const other of Object.keys(relationships ?? {})) {
      if (!isInCast(other, cast))
        yield { code: "stranger", part, name, other } satisfies Suggestion;
    }
    if (told && told.length > 0 && !told.some((text) => mentions(text, name)))
      yield { code: "neverSeen", part, name } satisfies Suggestion;
  }
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

function isInCast(name: string, cast: readonly Character[]): boolean {
  return cast.some((character) => same(character.name, name));
}

/** Chinese names stand between other characters; a Latin one must be a word, or its first name one. */
function mentions(text: string, name: string): boolean {
  const wanted = name.trim();
  if (/\p{Script=Han}/u.test(wanted)) return text.includes(wanted);
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const [first = ""] = wanted.toLowerCase().match(/[\p{L}\p{N}]+/u) ?? [];
  return text.toLowerCase().includes(wanted.toLowerCase()) || (first !== "" && words.has(first));
}
