// @vitest-environment node
import { expect, test } from "vitest";
import type { ComponentVersion } from "../../api/types.ts";
import { toTexts } from "./texts.ts";
import { fieldsOfVersions, restoredFrom, versionsOf, withRestored } from "./versions.ts";

const version = (id: string, value: string[]): ComponentVersion => ({
  artifactId: id,
  value: value,
  by: "model",
  model: "demo",
  note: null,
  createdAt: "2026-01-01T00:00:00Z",
  current: false,
  restores: null,
});

const all = [
  version("d", ["A2", "B2"]),
  version("c", ["A2", "B"]),
  version("b", ["A", "B"]),
  version("a", ["A"]),
];
const ids = (element: number | null) =>
  versionsOf("synopsis_stages", element, all).map(({ artifactId }) => artifactId);

test("what was brought back, and brought back again, is told by the version that was written", () => {
  const first = version("a", ["A"]);
  const again: ComponentVersion = { ...version("c", ["A"]), by: "person", restores: "a" };
  const third: ComponentVersion = { ...version("d", ["A"]), by: "person", restores: "c" };
  const list = [third, again, version("b", ["B"]), first];
  expect(list.map((one) => restoredFrom(list, one))).toEqual([first, first, null, null]);
  expect(restoredFrom([third], third)).toBeNull();
});

test("an element has the versions that changed it, from its first on", () => {
  expect(ids(null)).toEqual(["d", "c", "b", "a"]);
  expect(ids(0)).toEqual(["c", "a"]);
  expect(ids(1)).toEqual(["d", "b"]);
});

test("two versions are compared where they differ, an element by its own fields", () => {
  const [from, to] = [
    ["A", "B"],
    ["A2", "B2"],
  ].map((list) => toTexts("synopsis_stages", list));
  const keys = (element: number | null) =>
    fieldsOfVersions("synopsis_stages", element, from ?? {}, to ?? {}).map(({ key }) => key);
  expect(keys(null)).toEqual(["0/stage", "1/stage"]);
  expect(keys(1)).toEqual(["1/stage"]);
});

test("one element comes back and the others stay", () => {
  expect(withRestored(["a", "b"], ["A", "B"], 1)).toEqual(["a", "B"]);
  expect(withRestored(["a"], ["A", "B"], 1)).toEqual(["a", "B"]);
  expect(withRestored(["a", "b"], ["A"], 1)).toEqual(["a"]);
});
