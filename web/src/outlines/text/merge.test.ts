// @vitest-environment node
import { expect, test } from "vitest";
import { differing, mergeTexts } from "./merge.ts";
import { fromTexts, toTexts } from "./texts.ts";

const of = (stages: string[]) => toTexts("synopsis_stages", stages);
const merged = (base: string[], mine: string[], theirs: string[], chosen = {}) =>
  fromTexts(
    "synopsis_stages",
    mergeTexts("synopsis_stages", of(base), of(mine), of(theirs), chosen),
  );

test("only what differs is shown", () => {
  const fields = differing("synopsis_stages", of(["a", "b"]), of(["a", "B"]), of(["a", "b", "c"]));
  expect(fields.map(({ key, mine, theirs }) => [key, mine, theirs])).toEqual([
    ["1/stage", "B", "b"],
    ["2/stage", "", "c"],
  ]);
});

test("who alone changed a text is meant, and where both did the writer decides", () => {
  expect(merged(["a", "b", "c"], ["A", "b", "c"], ["a", "b", "C"])).toEqual(["A", "b", "C"]);
  expect(merged(["a"], ["mine"], ["theirs"])).toEqual(["mine"]);
  expect(merged(["a"], ["mine"], ["theirs"], { "0/stage": "both" })).toEqual(["both"]);
});

test("an element that one side added stays, and one that was taken out is gone", () => {
  expect(merged(["a"], ["a"], ["a", "b"])).toEqual(["a", "b"]);
  expect(merged(["a", "b"], ["a"], ["a", "b"])).toEqual(["a"]);
});
