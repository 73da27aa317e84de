import { describe, expect, test } from "vitest";
import type { Idea, IdeationDocument, IdeationRound } from "../../api/types.ts";
import { usualCount } from "./usualCount.ts";

const ideas = (...rounds: number[]) => rounds.map((round) => ({ round }) as Idea);
const rounds = (...modes: (string | null)[]) =>
  modes.map((mode, i) => ({ number: i + 1, mode }) as IdeationRound);
const asked = (count: number) =>
  ({ asked: Array.from({ length: count }, (_, i) => `ideas/${i}`) }) as unknown as NonNullable<
    IdeationDocument["streamingData"]
  >;
const idle = { missing: [], streamingData: null };

describe("the next round asks for as many", () => {
  test.each([
    [
      "as the newest one brought",
      { ...idle, ideas: ideas(1, 1, 2), rounds: rounds(null, "more") },
      1,
    ],
    [
      "as the one being written will bring",
      { ...idle, ideas: ideas(1, 1), rounds: rounds(null), streamingData: asked(6) },
      6,
    ],
    [
      "as one that was stopped was to bring",
      { ...idle, ideas: ideas(1, 1), rounds: rounds(null), missing: ["ideas/2"] },
      3,
    ],
    [
      "as the one whose gaps are being filled",
      { ...idle, ideas: ideas(1, 1, 2), rounds: rounds(null, "missing"), streamingData: asked(4) },
      6,
    ],
    [
      "as before a new title was written",
      { ...idle, ideas: ideas(1, 1, 1), rounds: rounds(null, "title"), streamingData: asked(1) },
      3,
    ],
    ["as usual when nothing was ever asked for", { ...idle, ideas: [], rounds: [] }, 6],
  ])("%s", (_, doc, count) => {
    expect(usualCount(doc)).toBe(count);
  });
});
