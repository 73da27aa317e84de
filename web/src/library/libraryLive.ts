import type { IdeationListItem } from "../api/types.ts";
import type { Source } from "../live/connection.ts";
import { isObject, type FoldResult, type ServerEvent } from "../live/fold.ts";

export interface LibraryState {
  /** Newest first. */
  readonly items: readonly IdeationListItem[];
}

/** How many the first event of a fresh connection holds at most (contract, section 4). */
export const livePage = 100;

export const librarySource: Source<LibraryState> = {
  streamUrl: "/api/stream/library",
  readUrl: "/api/ideations",
  // The list's ETag names a page of it, not a place in the stream.
  etagIsEventId: false,
  fold: foldLibrary,
  read: (state, body) =>
    isObject(body) && Array.isArray(body.items)
      ? { items: withNewestPage(state, body.items as IdeationListItem[]) }
      : undefined,
};

export function foldLibrary(
  state: LibraryState | null,
  event: ServerEvent,
  fresh: boolean,
): FoldResult<LibraryState> {
  if (event.name !== "message") return { kind: "ignored" };
  const data = parse(event.data);
  if (!isObject(data) || !Array.isArray(data.items) || !Array.isArray(data.removed)) {
    return { kind: "gap", reason: "the event is not a list of what changed" };
  }
  const items = data.items as IdeationListItem[];
  if (fresh || !state) return { kind: "state", state: { items: withNewestPage(state, items) } };
  const removed = new Set(data.removed as string[]);
  const kept = state.items.filter((item) => !removed.has(item.id));
  return { kind: "state", state: { items: mergeItems(kept, items) } };
}

/** The newer of two items of one id is the one from `changed`. */
export function mergeItems(
  items: readonly IdeationListItem[],
  changed: readonly IdeationListItem[],
): readonly IdeationListItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const item of changed) byId.set(item.id, item);
  return [...byId.values()].sort(newestFirst);
}

/** A whole newest page: what it does not name within its reach is gone, what is older may be there. */
function withNewestPage(
  state: LibraryState | null,
  page: readonly IdeationListItem[],
): readonly IdeationListItem[] {
  const oldest = [...page].sort(newestFirst).at(-1);
  const older = oldest ? (state?.items ?? []).filter((item) => newestFirst(oldest, item) < 0) : [];
  return mergeItems(older, page);
}

function newestFirst(a: IdeationListItem, b: IdeationListItem): number {
  return compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
