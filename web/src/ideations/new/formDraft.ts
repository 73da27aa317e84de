import { forget, keep, readKept } from "../../ui/kept.ts";
import type { GenrePath } from "./genreChoice.ts";
import { normaliseShares } from "./shares.ts";

/** What stands in the form of a new ideation. */
export interface FormDraft {
  readonly platform: string | null;
  readonly genres: readonly GenrePath[];
  readonly shares: readonly number[];
  readonly userInput: string;
  readonly requirements: string;
  readonly count: number;
  readonly language: "zh" | "en";
  /** Null: the studio's default. */
  readonly model: string | null;
}

export const mostIdeas = 12;

const storageKey = "inkstream.new";

export function emptyDraft(language: "zh" | "en"): FormDraft {
  return {
    platform: null,
    genres: [],
    shares: [],
    userInput: "",
    requirements: "",
    count: 6,
    language,
    model: null,
  };
}

/** What was typed before a reload; anything unusable in it counts as not typed. */
export function loadDraft(language: "zh" | "en", storage: Storage = sessionStorage): FormDraft {
  const empty = emptyDraft(language);
  return readKept(storage, storageKey, (stored) => draftOf(stored, language)) ?? empty;
}

function draftOf(stored: Readonly<Record<string, unknown>>, language: "zh" | "en"): FormDraft {
  const empty = emptyDraft(language);
  const genres = isPaths(stored.genres) ? stored.genres : [];
  const shares = Array.isArray(stored.shares) ? stored.shares.map(Number) : [];
  return {
    platform: typeof stored.platform === "string" ? stored.platform : null,
    genres,
    shares: normaliseShares(shares, genres.length),
    userInput: typeof stored.userInput === "string" ? stored.userInput : "",
    requirements: typeof stored.requirements === "string" ? stored.requirements : "",
    count: typeof stored.count === "number" ? clampCount(stored.count) : empty.count,
    language: stored.language === "zh" || stored.language === "en" ? stored.language : language,
    model: typeof stored.model === "string" ? stored.model : null,
  };
}

export function saveDraft(draft: FormDraft, storage: Storage = sessionStorage): void {
  keep(storage, storageKey, draft);
}

export function forgetDraft(storage: Storage = sessionStorage): void {
  forget(storage, storageKey);
}

export function clampCount(count: number): number {
  return Math.min(mostIdeas, Math.max(1, Math.round(count) || 1));
}

function isPaths(value: unknown): value is string[][] {
  return (
    Array.isArray(value) &&
    value.every(
      (path: unknown) => Array.isArray(path) && path.every((name) => typeof name === "string"),
    )
  );
}
