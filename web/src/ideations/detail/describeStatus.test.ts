// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { Attempt, DocumentError, IdeationRound } from "../../api/types.ts";
import { describeStatus, finishedOf, remedyFor } from "./describeStatus.ts";

const now = Date.parse("2026-01-01T00:00:10Z");
const started: Attempt = {
  number: 1,
  of: 3,
  reason: null,
  retryAt: null,
  startedAt: "2026-01-01T00:00:00Z",
};

const round: IdeationRound = {
  number: 1,
  transformId: "t",
  mode: null,
  basedOn: null,
  basedOnId: null,
  note: null,
  model: "any",
  createdAt: "2026-01-01T00:00:03Z",
};

const streaming = (attempt: Partial<Attempt>, chunks: string[] = ["text"]) =>
  describeStatus(
    {
      status: "streaming",
      error: null,
      rounds: [round],
      streamingData: {
        transformId: "t",
        asked: ["ideas/0"],
        chunks,
        draft: null,
        progress: 0,
        attempt: { ...started, ...attempt },
      },
    },
    now,
  );

const error = (code: string, retryable: boolean): DocumentError => ({
  code,
  retryable,
  message: "",
});

describe("a generation that has not ended", () => {
  test("waits until a worker takes it", () => {
    expect(streaming({ startedAt: null })).toEqual({ kind: "waiting", since: now - 7000 });
  });

  test("is with a model that has not written a word yet", () => {
    expect(streaming({}, [])).toEqual({ kind: "thinking", since: now - 10_000 });
  });

  test("is simply being written in its first attempt", () => {
    expect(streaming({})).toEqual({ kind: "writing" });
  });

  test("says when it is tried again, and why", () => {
    const retry = { number: 2, reason: "model_unavailable", startedAt: null };
    expect(streaming({ ...retry, retryAt: "2026-01-01T00:00:14Z" })).toEqual({
      kind: "retrying",
      number: 2,
      of: 3,
      reason: "model_unavailable",
      at: now + 4000,
    });
  });

  test("still says so when the time has come and the attempt has not begun", () => {
    const retry = { number: 2, reason: "model_unavailable", startedAt: null };
    expect(streaming({ ...retry, retryAt: "2026-01-01T00:00:09Z" }).kind).toBe("retrying");
  });

  test("says which attempt is being written", () => {
    const second = { number: 2, reason: "incomplete_answer", retryAt: "2026-01-01T00:00:09Z" };
    expect(streaming(second)).toEqual({
      kind: "attempt",
      number: 2,
      of: 3,
      reason: "incomplete_answer",
    });
  });

  test("says that it was interrupted and started again", () => {
    expect(streaming({ reason: "interrupted" }).kind).toBe("interrupted");
    expect(streaming({ reason: "interrupted", startedAt: null }).kind).toBe("interrupted");
  });
});

test.each([
  ["everything there", "completed", null, [], "none"],
  [
    "nothing came and trying again may help",
    "failed",
    error("model_unavailable", true),
    ["ideas/0", "ideas/1"],
    "retry",
  ],
  [
    "nothing came and trying again cannot help",
    "failed",
    error("model_key_rejected", false),
    ["ideas/0"],
    "none",
  ],
  ["some came", "failed", error("incomplete_answer", true), ["ideas/2", "ideas/3"], "missing"],
  ["stopped in the middle", "cancelled", null, ["ideas/2"], "missing"],
  ["stopped before the first", "cancelled", null, ["ideas/0"], "missing"],
] as const)("with %s the remedy is right", (_, status, failure, missing, remedy) => {
  expect(remedyFor({ status, error: failure, missing: [...missing] })).toBe(remedy);
});

test("finished ideas are told from the whole per cent, however it was rounded", () => {
  for (let asked = 1; asked <= 12; asked++) {
    for (let done = 0; done <= asked; done++) {
      expect(finishedOf(Math.floor((100 * done) / asked), asked)).toBe(done);
      expect(finishedOf(Math.round((100 * done) / asked), asked)).toBe(done);
    }
  }
});
