// @vitest-environment node
import { expect, test } from "vitest";
import type { IdeationListItem } from "../api/types.ts";
import { foldLibrary, librarySource, type LibraryState } from "./libraryLive.ts";

const item = (id: string, day: number, title = id): IdeationListItem => ({
  id,
  kind: "ideation",
  status: "completed",
  title,
  selectedPlatform: "抖音",
  genrePaths: [],
  ideaCount: 1,
  createdAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`,
  updatedAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`,
});

function after(
  state: LibraryState | null,
  items: IdeationListItem[],
  removed: string[] = [],
  fresh = false,
): LibraryState {
  const data = JSON.stringify({ items, removed });
  const result = foldLibrary(state, { name: "message", data, id: "1" }, fresh);
  if (result.kind !== "state") throw new Error(result.kind);
  return result.state;
}

const ids = (state: LibraryState) => state.items.map((i) => i.id);

test("the first event is the newest page, newest first", () => {
  expect(ids(after(null, [item("a", 1), item("b", 2)], [], true))).toEqual(["b", "a"]);
});

test("later events add, change in place and remove", () => {
  let state = after(null, [item("a", 1), item("b", 2)], [], true);
  state = after(state, [item("c", 3), item("a", 1, "renamed")], ["b"]);
  expect(ids(state)).toEqual(["c", "a"]);
  expect(state.items[1]?.title).toBe("renamed");
});

test("a fresh page drops what is gone within its reach and keeps older ones that were fetched", () => {
  const state = after(null, [item("old", 1), item("gone", 5), item("new", 9)], [], true);
  expect(ids(after(state, [item("new", 9), item("mid", 4)], [], true))).toEqual([
    "new",
    "mid",
    "old",
  ]);
});

test("an empty fresh page is an empty library", () => {
  const state = after(null, [item("a", 1)], [], true);
  expect(after(state, [], [], true).items).toEqual([]);
});

test("what is not a list of changes asks for a fresh start", () => {
  const event = { name: "message", data: '{"items":7}', id: "1" };
  expect(foldLibrary(null, event, true).kind).toBe("gap");
});

test("a poll's page counts as a fresh one", () => {
  const body = { items: [item("a", 1)], next: null };
  expect(librarySource.read(null, body)?.items).toHaveLength(1);
  expect(librarySource.read(null, "<html>")).toBeUndefined();
});
