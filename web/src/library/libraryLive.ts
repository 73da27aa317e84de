import type { LibraryItem } from "../api/types.ts";
import type { Source } from "../live/connection.ts";
import { isObject, type FoldResult, type ServerEvent } from "../live/fold.ts";
import { kinds } from "./filter.ts";

/** What events have told of the library. The pages of a list are read beside it (PROTOCOL, section 13). */
export interface LibraryState {
  /**
   * Rises when events did not continue what was known: on the first of a fresh connection, and on a
   * poll that found something new. Pages that were read before must be read again.
   */
  readonly round: number;
  /** Entries as events had them last in this round. */
  readonly changed: ReadonlyMap<string, LibraryItem>;
  readonly removed: ReadonlySet<string>;
}

export const librarySource: Source<LibraryState> = {
  streamUrl: "/api/stream/library",
  // What changed last, to have the most of it in one page; the shelf reads its own pages again.
  readUrl: "/api/library?sort=updated&limit=100",
  etagIsEventId: true,
  fold: foldLibrary,
  read: (state, body) =>
    isObject(body) && Array.isArray(body.items) ? nextRound(state, known(body.items)) : undefined,
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
  const items = known(data.items);
  if (fresh || !state) return { kind: "state", state: nextRound(state, items) };
  const changed = new Map(state.changed);
  for (const item of items) changed.set(item.id, item);
  const removed = new Set([...state.removed, ...(data.removed as string[])]);
  for (const id of removed) changed.delete(id);
  return { kind: "state", state: { round: state.round, changed, removed } };
}

/** A server that is newer than this page may have kinds that it cannot show. */
function known(items: readonly unknown[]): LibraryItem[] {
  return (items as LibraryItem[]).filter((item) => kinds.includes(item.kind));
}

function nextRound(state: LibraryState | null, items: readonly LibraryItem[]): LibraryState {
  return {
    round: (state?.round ?? 0) + 1,
    changed: new Map(items.map((item) => [item.id, item])),
    removed: new Set(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
