// @vitest-environment node
import { expect, test } from "vitest";
import { episodesOf, formOf } from "./episodes.ts";

test("the stages share out all episodes, one after the other, without gap", () => {
  for (let total = 5; total <= 200; total++) {
    let next = 1;
    for (let stage = 0; stage < 5; stage++) {
      const { from, to } = episodesOf(stage, 5, total) ?? { from: 0, to: 0 };
      expect(from).toBe(next);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to + 1;
    }
    expect(next).toBe(total + 1);
  }
});

test("with fewer episodes than stages no share is claimed", () => {
  expect(episodesOf(0, 5, 4)).toBeNull();
  expect(episodesOf(0, 0, 4)).toBeNull();
});

test.each([
  [8, 3, "short"],
  [20, 10, "long"],
  [80, 2, "vertical"],
  [40, 2, null],
  [80, 10, null],
] as const)("%i episodes of %i minutes are %s", (episodes, minutes, form) => {
  expect(formOf(episodes, minutes)).toBe(form);
});
