// @vitest-environment node
import { expect, test } from "vitest";
import { clip } from "./clip.ts";

test.each([
  ["short enough", 12, "short enough"],
  ["A courier finds a parcel", 14, "A courier…"],
  ["A courier finds a parcel", 9, "A courier…"],
  ["一个快递员发现每个包裹", 5, "一个快递员…"],
  ["一个 快递员发现每个包裹", 8, "一个 快递员发现…"],
  ["🕰️🕰️🕰️", 2, "🕰️🕰️…"],
])("%s in %i is %s", (text, most, clipped) => {
  expect(clip(text, most)).toBe(clipped);
});
