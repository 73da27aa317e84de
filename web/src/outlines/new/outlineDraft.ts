import type { NewOutline } from "../../api/types.ts";
import type { Language } from "../../i18n/i18n.ts";
import { forget, keep, readKept } from "../../ui/kept.ts";

/** What stands in the form of a new outline. */
export interface OutlineDraft {
  /** The writer's own text; not used when an idea is the source. */
  readonly text: string;
  readonly totalEpisodes: number;
  readonly episodeDuration: number;
  /** Null: that of the source. */
  readonly language: Language | null;
  /** Null: the studio's default. */
  readonly model: string | null;
}

export const mostEpisodes = 200;
export const longestEpisode = 60;

const storageKey = "inkstream.newOutline";
const empty: OutlineDraft = {
  text: "",
  totalEpisodes: 60,
  episodeDuration: 2,
  language: null,
  model: null,
};

/** What was typed before a reload; anything unusable in it counts as not typed. */
export function loadOutlineDraft(storage: Storage = sessionStorage): OutlineDraft {
  return readKept(storage, storageKey, draftOf) ?? empty;
}

function draftOf(stored: Readonly<Record<string, unknown>>): OutlineDraft {
  const { text, totalEpisodes, episodeDuration, language, model } = stored;
  return {
    text: typeof text === "string" ? text : "",
    totalEpisodes:
      typeof totalEpisodes === "number" ? within(totalEpisodes, mostEpisodes) : empty.totalEpisodes,
    episodeDuration:
      typeof episodeDuration === "number"
        ? within(episodeDuration, longestEpisode)
        : empty.episodeDuration,
    language: language === "zh" || language === "en" ? language : null,
    model: typeof model === "string" ? model : null,
  };
}

export function saveOutlineDraft(draft: OutlineDraft, storage: Storage = sessionStorage): void {
  keep(storage, storageKey, draft);
}

export function forgetOutlineDraft(storage: Storage = sessionStorage): void {
  forget(storage, storageKey);
}

/** A whole number from 1 to the most. */
export function within(value: number, most: number): number {
  return Math.min(most, Math.max(1, Math.round(value) || 1));
}

/** The request that a filled form stands for; `idea` in place of the writer's own text. */
export function outlineRequest(
  draft: OutlineDraft,
  idea: string | null,
  model: string | undefined,
): NewOutline {
  return {
    ...(idea === null ? { sourceText: draft.text.trim() } : { sourceArtifactId: idea }),
    totalEpisodes: draft.totalEpisodes,
    episodeDuration: draft.episodeDuration,
    ...(draft.language !== null && { language: draft.language }),
    ...(model !== undefined && { model }),
  };
}
