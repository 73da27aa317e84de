import { describe, expect, test } from "vitest";
import type { OutlineDocument, StreamingData } from "../../api/types.ts";
import { awaitedParts } from "./awaitedParts.ts";

const awaited = (asked: string[], there: string[], draft: string | null = null) => {
  const doc = {
    parts: Object.fromEntries(there.map((part) => [part, {}])),
    streamingData: { asked, draft: draft === null ? null : { part: draft } } as unknown,
  } as Pick<OutlineDocument, "parts"> & { streamingData: StreamingData };
  return [...awaitedParts(doc)];
};

describe("what a generation is still to bring", () => {
  test("comes next once, and waits behind that", () => {
    expect(awaited(["title", "genre", "setting"], [])).toEqual([
      ["title", "next"],
      ["genre", "waiting"],
      ["setting", "waiting"],
    ]);
  });

  test("is neither what is there nor what is being written", () => {
    expect(awaited(["title", "genre", "setting", "characters"], ["title"], "genre")).toEqual([
      ["setting", "next"],
      ["characters", "waiting"],
    ]);
  });

  test("is one component, of however many of its elements it was asked for", () => {
    expect(awaited(["characters/0", "characters/1"], [])).toEqual([["characters", "next"]]);
  });

  test("is nothing when nothing is written", () => {
    expect([...awaitedParts({ parts: {}, streamingData: null })]).toEqual([]);
  });
});
