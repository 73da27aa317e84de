// @vitest-environment node
import { expect, test } from "vitest";
import type { DocumentError } from "../../api/types.ts";
import { remedyForIdeas } from "./missingIdeas.ts";

const error = (code: string, retryable: boolean): DocumentError => ({
  code,
  retryable,
  message: "",
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
  expect(remedyForIdeas({ status, error: failure, missing: [...missing] })).toBe(remedy);
});
