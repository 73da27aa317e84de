// @vitest-environment node
import { expect, test } from "vitest";
import { diffTexts, type Stretch } from "./textDiff.ts";

const shown = (stretches: readonly Stretch[]) =>
  stretches.map(({ text, differs }) => (differs ? `[${text}]` : text)).join("");

test.each([
  ["the same text", "the same text", "the same text", "the same text"],
  ["The rival wins.", "The heroine wins.", "The [rival] wins.", "The [heroine] wins."],
  ["她开门。", "她悄悄开门。", "她开门。", "她[悄悄]开门。"],
  ["", "new", "", "[new]"],
  ["one two three", "three", "[one two ]three", "three"],
])("%s beside %s", (a, b, left, right) => {
  const [first, second] = diffTexts(a, b);
  expect(shown(first)).toBe(left);
  expect(shown(second)).toBe(right);
});

test("the stretches of each text are that text, whatever the two are", () => {
  const [a, b] = ["A courier 每个包裹 🕰️ finds\n\nit.", "每个包裹 A porter loses 🕰️ it"];
  const [first, second] = diffTexts(a, b);
  expect(first.map(({ text }) => text).join("")).toBe(a);
  expect(second.map(({ text }) => text).join("")).toBe(b);
});

test("two books are not compared word by word", () => {
  const book = "word ".repeat(2_000);
  expect(diffTexts(book, `${book}.`)[0]).toEqual([{ text: book, differs: true }]);
});
