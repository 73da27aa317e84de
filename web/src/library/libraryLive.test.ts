// @vitest-environment node
import { expect, test } from "vitest";
import type { LibraryItem } from "../api/types.ts";
import { listItem, outlineItem } from "../../tests/listItem.ts";
import { foldLibrary, librarySource, type LibraryState } from "./libraryLive.ts";

function after(
  state: LibraryState | null,
  items: LibraryItem[],
  removed: string[] = [],
  fresh = false,
): LibraryState {
  const data = JSON.stringify({ items, removed });
  const result = foldLibrary(state, { name: "message", data, id: "1" }, fresh);
  if (result.kind !== "state") throw new Error(result.kind);
  return result.state;
}

test("the first event begins a round, and later ones add, change and remove in it", () => {
  let state = after(null, [listItem("a"), listItem("b")], [], true);
  expect(state.round).toBe(1);
  state = after(state, [listItem("c"), listItem("a", { title: "renamed" })], ["b"]);
  expect(state.round).toBe(1);
  expect([...state.changed.keys()].sort()).toEqual(["a", "c"]);
  expect(state.changed.get("a")?.title).toBe("renamed");
  expect([...state.removed]).toEqual(["b"]);
});

test("the first event of another fresh connection begins another round and forgets what is old", () => {
  const state = after(after(null, [listItem("a")], [], true), [listItem("b")], ["c"]);
  const next = after(state, [listItem("d")], [], true);
  expect(next.round).toBe(2);
  expect([...next.changed.keys()]).toEqual(["d"]);
  expect(next.removed.size).toBe(0);
});

test("an id that came and went in one event is gone", () => {
  expect(after(after(null, [], [], true), [listItem("a")], ["a"]).changed.size).toBe(0);
});

test("what is not a list of changes asks for a fresh start", () => {
  const event = { name: "message", data: '{"items":7}', id: "1" };
  expect(foldLibrary(null, event, true).kind).toBe("gap");
});

test("a poll that found something new begins a round", () => {
  const body = { items: [listItem("a")], next: null };
  expect(librarySource.read(null, body)?.round).toBe(1);
  expect(librarySource.read(null, "<html>")).toBeUndefined();
});

test("documents of both kinds stand on the shelf, and of a kind that is not known yet none", () => {
  const poem = { ...listItem("p"), kind: "poem" } as unknown as LibraryItem;
  const items = [listItem("a"), outlineItem("o"), poem];
  expect([...after(null, items, [], true).changed.keys()]).toEqual(["a", "o"]);
});
