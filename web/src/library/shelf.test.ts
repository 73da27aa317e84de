// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listItem } from "../../tests/listItem.ts";
import type { LibraryList, LibraryItem } from "../api/types.ts";
import { everything } from "./filter.ts";
import type { LibraryState } from "./libraryLive.ts";
import { leastRest, onShelf, Shelf, type OwnChange, type ShelfPages } from "./shelf.ts";

const live = (changed: LibraryItem[], removed: string[] = [], round = 1): LibraryState => ({
  round,
  changed: new Map(changed.map((item) => [item.id, item])),
  removed: new Set(removed),
});

const pages = (ids: string, more = false): ShelfPages => ({
  items: Array.from(ids, (id) => listItem(id)),
  more,
  loading: false,
  error: null,
});

const nothing: ReadonlySet<string> = new Set();
const ids = (items: readonly LibraryItem[]) => items.map((item) => item.id).join("");

describe("what is shown", () => {
  const shown = (
    read: ShelfPages,
    told: LibraryState | null,
    filter = everything,
    own: ReadonlyMap<string, OwnChange> = new Map(),
    hidden = nothing,
  ) => ids(onShelf(read, told, filter, own, hidden));

  test("is what was read, with what events add, change and take away", () => {
    expect(shown(pages("dca"), live([listItem("e"), listItem("b")], ["c"]))).toBe("edba");
  });

  test("ends where reading ended: what comes behind comes with its page", () => {
    expect(shown(pages("dc", true), live([listItem("e"), listItem("a")]))).toBe("edc");
    expect(shown({ ...pages(""), items: null, more: true }, live([listItem("a")]))).toBe("");
  });

  test("loses what belongs no longer and gains what now does", () => {
    const filter = { ...everything, status: "completed" };
    const told = live([listItem("c", { status: "streaming" }), listItem("b")]);
    expect(shown(pages("dca"), told, filter)).toBe("dba");
  });

  test("leaves out what somebody is deleting", () => {
    expect(shown(pages("dca"), null, everything, new Map(), new Set("c"))).toBe("da");
  });

  test("has a mark of one's own until an event says more", () => {
    const favourites = { ...everything, favourite: true };
    const marked = listItem("a", { favourite: true });
    const own = new Map([["a", { item: marked, over: undefined }]]);
    expect(shown(pages("ba"), null, favourites, own)).toBe("a");
    expect(shown(pages("ba"), live([listItem("a")]), favourites, own)).toBe("");
  });
});

describe("the pages", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A server with these pages, which answers when it is told to. */
  function open(answers: Record<string, LibraryList>) {
    const asked: (string | null)[] = [];
    const waiting: (() => void)[] = [];
    const shelf = new Shelf(async (cursor) => {
      asked.push(cursor);
      await new Promise<void>((resolve) => waiting.push(resolve));
      const answer = answers[cursor ?? ""];
      if (!answer) throw new Error("no such page");
      return answer;
    });
    const answer = async () => {
      waiting.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    };
    return { shelf, asked, answer };
  }

  const page = (chars: string, next: string | null): LibraryList => ({
    items: Array.from(chars, (id) => listItem(id)),
    next,
  });

  test("are read one after the other, each once, as far as there are any", async () => {
    const { shelf, asked, answer } = open({ "": page("fe", "2"), "2": page("dc", null) });
    shelf.subscribe(() => undefined);
    shelf.load();
    expect(asked).toEqual([null]);
    await answer();
    expect(shelf.getSnapshot().more).toBe(true);
    shelf.load();
    shelf.load();
    await answer();
    shelf.load();
    expect(asked).toEqual([null, "2"]);
    expect(ids(shelf.getSnapshot().items ?? [])).toBe("fedc");
    expect(shelf.getSnapshot().more).toBe(false);
  });

  test("are read again from the beginning as far as they were, and shown all the while", async () => {
    const answers = { "": page("fe", "2"), "2": page("dc", "3") };
    const { shelf, asked, answer } = open(answers);
    shelf.subscribe(() => undefined);
    await answer();
    shelf.load();
    await answer();
    answers[""] = page("gf", "2");
    shelf.refresh();
    await answer();
    expect(ids(shelf.getSnapshot().items ?? [])).toBe("fedc");
    await answer();
    expect(asked).toEqual([null, "2", null, "2"]);
    expect(ids(shelf.getSnapshot().items ?? [])).toBe("gfdc");
  });

  test("that became stale while they were read are read once more", async () => {
    const { shelf, asked, answer } = open({ "": page("fe", null) });
    shelf.subscribe(() => undefined);
    shelf.refresh();
    shelf.refresh();
    await answer();
    await answer();
    expect(asked).toEqual([null, null]);
  });

  test("are not read again in a storm", async () => {
    const { shelf, asked, answer } = open({ "": page("fe", null) });
    shelf.subscribe(() => undefined);
    await answer();
    for (let i = 0; i < 5; i++) {
      shelf.refresh();
      await answer();
    }
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(leastRest);
    expect(asked).toHaveLength(3);
  });

  test("that could not be read say so, and can be tried again", async () => {
    const answers: Record<string, LibraryList> = {};
    const { shelf, answer } = open(answers);
    shelf.subscribe(() => undefined);
    await answer();
    expect(shelf.getSnapshot()).toMatchObject({ loading: false, items: null });
    expect(shelf.getSnapshot().error).not.toBeNull();
    answers[""] = page("a", null);
    shelf.load();
    await answer();
    expect(shelf.getSnapshot()).toMatchObject({ error: null, more: false });
  });

  test("are let go when nobody looks, and taken up again", async () => {
    const { shelf, asked, answer } = open({ "": page("fe", null) });
    shelf.subscribe(() => undefined)();
    await answer();
    expect(shelf.getSnapshot().items).toBeNull();
    shelf.subscribe(() => undefined);
    await answer();
    expect(asked).toHaveLength(2);
    expect(ids(shelf.getSnapshot().items ?? [])).toBe("fe");
  });
});
