import type { Draft, IdeationDocument } from "../../api/types.ts";
import { isObject } from "../../live/fold.ts";

export interface DraftIdea {
  readonly title: string;
  readonly body: string;
}

/** What of an idea has been written so far; null when the draft is not an idea's. */
export function draftIdea(draft: Draft | null | undefined): DraftIdea | null {
  if (!draft?.part.startsWith("ideas/")) return null;
  const value = isObject(draft.value) ? draft.value : {};
  return { title: text(value.title), body: text(value.body) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export const draftTitle = (doc: IdeationDocument) =>
  draftIdea(doc.streamingData?.draft)?.title ?? "";
export const draftBody = (doc: IdeationDocument) => draftIdea(doc.streamingData?.draft)?.body ?? "";
