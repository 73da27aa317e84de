import type { ApiError } from "../api/errors.ts";
import { asApiError } from "../api/errors.ts";
import type { LibraryList, LibraryItem } from "../api/types.ts";
import { belongs, compareBy, type LibraryFilter } from "./filter.ts";
import type { LibraryState } from "./libraryLive.ts";

/** Entries in one page that is read. The most that the server gives. */
export const pageSize = 100;

/** The least time between two readings of everything again, in milliseconds. */
export const leastRest = 5_000;

export interface ShelfPages {
  /** As far as it was read, in the server's order; null before the first page. */
  readonly items: readonly LibraryItem[] | null;
  readonly more: boolean;
  readonly loading: boolean;
  readonly error: ApiError | null;
}

export type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<LibraryList>;

/** The pages of one filter, read as somebody scrolls. */
export class Shelf {
  readonly #read: ReadPage;
  readonly #listeners = new Set<() => void>();
  #pages: ShelfPages = { items: null, more: true, loading: false, error: null };
  #next: string | null = null;
  #abort = new AbortController();
  #stale = false;
  #readAt = -Infinity;
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(read: ReadPage) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    // Whoever comes back to it wants it as it is now, however lately it was read.
    if (this.#listeners.size === 1) this.#readAt = -Infinity;
    if (this.#pages.items === null) this.load();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#abort.abort();
      this.#abort = new AbortController();
      if (this.#rest !== null) clearTimeout(this.#rest);
      this.#rest = null;
      this.#publish({ loading: false });
    };
  };

  readonly getSnapshot = (): ShelfPages => this.#pages;

  /** Takes what was shown for what was read: with all that events told, to be found so on the way back. */
  readonly settle = (shown: readonly LibraryItem[]): void => {
    if (this.#pages.items !== null) this.#publish({ items: shown });
  };

  /** Reads the next page, unless one is being read or there is none. */
  readonly load = (): void => {
    if (this.#pages.loading || !this.#pages.more) return;
    void this.#run(async (signal) => {
      const page = await this.#read(this.#next, signal);
      if (signal.aborted) return;
      this.#take([...(this.#pages.items ?? []), ...page.items], page.next);
    });
  };

  /** Reads again what was read, from the beginning; what is shown stays until it is there. */
  readonly refresh = (): void => {
    if (this.#pages.loading) {
      this.#stale = true;
      return;
    }
    if (this.#pages.items === null || this.#rest !== null) return;
    const wait = this.#readAt + leastRest - Date.now();
    if (wait > 0) {
      this.#rest = setTimeout(() => {
        this.#rest = null;
        this.refresh();
      }, wait);
      return;
    }
    this.#readAt = Date.now();
    const wanted = this.#pages.items.length;
    void this.#run(async (signal) => {
      const items: LibraryItem[] = [];
      let next: string | null = null;
      do {
        const page: LibraryList = await this.#read(next, signal);
        if (signal.aborted) return;
        items.push(...page.items);
        next = page.next;
      } while (next !== null && items.length < wanted);
      this.#take(items, next);
    });
  };

  #take(items: readonly LibraryItem[], next: string | null): void {
    // One that moved while its neighbours were read may come twice: the later is the newer.
    const byId = new Map(items.map((item) => [item.id, item]));
    this.#next = next;
    this.#publish({ items: [...byId.values()], more: next !== null });
  }

  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#abort;
    this.#publish({ loading: true, error: null });
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) this.#publish({ error: asApiError(error) });
    }
    if (signal.aborted) return;
    this.#publish({ loading: false });
    if (this.#stale) {
      this.#stale = false;
      this.refresh();
    }
  }

  #publish(change: Partial<ShelfPages>): void {
    this.#pages = { ...this.#pages, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** What this page changed itself, until an event says the same or better. */
export interface OwnChange {
  readonly item: LibraryItem;
  /** What events had of it then. */
  readonly over: LibraryItem | undefined;
}

/** The pages with everything that has been told since, in order: what is shown. */
export function onShelf(
  pages: ShelfPages,
  live: LibraryState | null,
  filter: LibraryFilter,
  own: ReadonlyMap<string, OwnChange>,
  hidden: ReadonlySet<string>,
): readonly LibraryItem[] {
  const read = pages.items ?? [];
  const found = new Set(read.map((item) => item.id));
  const byId = new Map(read.map((item) => [item.id, item]));
  for (const item of live?.changed.values() ?? []) {
    // Where a search hit it, only its page says.
    const hit = byId.get(item.id)?.found;
    byId.set(item.id, hit ? { ...item, found: hit } : item);
  }
  for (const [id, change] of own) {
    if (byId.has(id) && live?.changed.get(id) === change.over) byId.set(id, change.item);
  }
  for (const id of live?.removed ?? []) byId.delete(id);
  for (const id of hidden) byId.delete(id);

  const compare = compareBy(filter.sort);
  const last = pages.more ? read.at(-1) : undefined;
  return [...byId.values()]
    .filter(
      (item) =>
        belongs(filter, item, found.has(item.id)) &&
        // What comes behind the last page comes with the next one.
        (!pages.more || (last !== undefined && (found.has(item.id) || compare(item, last) <= 0))),
    )
    .sort(compare);
}
