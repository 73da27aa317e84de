import type { LibraryItem } from "../api/types.ts";

export const sorts = ["newest", "oldest", "updated", "title"] as const;
export type Sort = (typeof sorts)[number];

export const kinds = ["ideation", "outline"] as const satisfies readonly LibraryItem["kind"][];

export const statuses = ["streaming", "completed", "failed", "cancelled"] as const;

/** How the library is looked at. Its names are those of the API and of the page's own address. */
export interface LibraryFilter {
  readonly q: string;
  /** Documents of one kind; all of them when empty. */
  readonly kind: LibraryItem["kind"] | "";
  readonly platform: string;
  /** The names of a path, joined with "/". */
  readonly genre: string;
  readonly status: string;
  readonly favourite: boolean;
  readonly sort: Sort;
}

export const everything: LibraryFilter = {
  q: "",
  kind: "",
  platform: "",
  genre: "",
  status: "",
  favourite: false,
  sort: "newest",
};

/** Reads an address; what makes no sense in it is as if it were not there. */
export function filterOf(params: URLSearchParams): LibraryFilter {
  const sort = params.get("sort") ?? "";
  return {
    q: (params.get("q") ?? "").slice(0, longestSearch),
    kind: known(kinds, params.get("kind") ?? "") ?? "",
    platform: params.get("platform") ?? "",
    genre: params.get("genre") ?? "",
    status: known(statuses, params.get("status") ?? "") ?? "",
    favourite: params.get("favourite") === "true",
    sort: known(sorts, sort) ?? "newest",
  };
}

/** The server takes no longer search. */
export const longestSearch = 200;

/** As few names as say it: also the query of the API. */
export function paramsOf(filter: LibraryFilter): URLSearchParams {
  const params = new URLSearchParams();
  const q = filter.q.trim();
  if (q) params.set("q", q);
  if (filter.kind) params.set("kind", filter.kind);
  if (filter.platform) params.set("platform", filter.platform);
  if (filter.genre) params.set("genre", filter.genre);
  if (filter.status) params.set("status", filter.status);
  if (filter.favourite) params.set("favourite", "true");
  if (filter.sort !== "newest") params.set("sort", filter.sort);
  return params;
}

/** Whether it leaves anything out. */
export function narrows(filter: LibraryFilter): boolean {
  return paramsOf({ ...filter, sort: "newest" }).size > 0;
}

/**
 * Whether an entry that an event brought belongs here. All but the search can be judged as the
 * server does; of what it searches an entry holds the titles only.
 */
export function belongs(filter: LibraryFilter, item: LibraryItem, wasFound: boolean): boolean {
  const genre = filter.genre.split("/");
  return (
    (!filter.kind || item.kind === filter.kind) &&
    (!filter.platform || item.selectedPlatform === filter.platform) &&
    (!filter.genre ||
      item.genrePaths.some((path) => genre.every((name, level) => path[level] === name))) &&
    (!filter.status || item.status === filter.status) &&
    (!filter.favourite || item.favourite) &&
    (!filter.q.trim() || wasFound || says(item, filter.q.trim().toLowerCase()))
  );
}

function says(item: LibraryItem, text: string): boolean {
  const inside = item.kind === "ideation" ? item.ideaTitles : [item.sourceTitle];
  return [item.title, ...inside].some((title) => title.toLowerCase().includes(text));
}

/** The server's order, so that what an event brings stands where a page would have it. */
export function compareBy(sort: Sort): (a: LibraryItem, b: LibraryItem) => number {
  switch (sort) {
    case "newest":
      return (a, b) => compare(b.id, a.id);
    case "oldest":
      return (a, b) => compare(a.id, b.id);
    case "updated":
      return (a, b) => compare(b.updatedAt, a.updatedAt) || compare(b.id, a.id);
    case "title":
      return (a, b) => byCodePoint(lowerAscii(a.title), lowerAscii(b.title)) || compare(a.id, b.id);
  }
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** JavaScript compares halves of surrogate pairs, and so has emoji before some of Chinese. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function known<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((one) => one === value);
}
