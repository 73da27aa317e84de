// @vitest-environment node
import { expect, test } from "vitest";
import { ageOf, monthName, sameAge } from "./age.ts";

const now = new Date(2026, 2, 10, 0, 30).getTime();
const at = (...time: [number, number, number, number]) => new Date(...time).toISOString();

test.each([
  [at(2026, 2, 10, 0), { kind: "today" }],
  [at(2026, 2, 11, 9), { kind: "today" }],
  [at(2026, 2, 9, 23), { kind: "yesterday" }],
  [at(2026, 2, 4, 12), { kind: "week" }],
  [at(2026, 2, 3, 12), { kind: "month", month: "2026-03" }],
  [at(2025, 11, 31, 23), { kind: "month", month: "2025-12" }],
])("by the reader's calendar %s is %j", (then, age) => {
  expect(ageOf(then, now)).toEqual(age);
});

test("two months differ, and so do years", () => {
  const [march, december] = [ageOf(at(2026, 2, 1, 1), now), ageOf(at(2025, 11, 1, 1), now)];
  expect(sameAge(march, ageOf(at(2026, 2, 2, 1), now))).toBe(true);
  expect(sameAge(march, december)).toBe(false);
  expect(monthName("2025-12", "en")).toBe("December 2025");
  expect(monthName("2025-12", "zh-CN")).toBe("2025年12月");
});
