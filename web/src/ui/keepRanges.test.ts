import { expect, test } from "vitest";
import { keepRanges } from "./keepRanges.ts";

test("a range of numbers stays on one line, and no other dash is touched", () => {
  expect(keepRanges("15–30 episodes of 8–15")).toBe(
    "15\u2060–\u206030 episodes of 8\u2060–\u206015",
  );
  expect(keepRanges("one – two, A–B")).toBe("one – two, A–B");
});
