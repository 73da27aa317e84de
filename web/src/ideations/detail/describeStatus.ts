import type { IdeationDocument } from "../../api/types.ts";

/** Where a generation stands, from the document alone; the page puts it into words. */
export type Standing =
  | { readonly kind: "waiting" }
  | { readonly kind: "writing" }
  | {
      readonly kind: "attempt";
      readonly number: number;
      readonly of: number;
      readonly reason: string | null;
    }
  | { readonly kind: "interrupted" }
  | {
      readonly kind: "retrying";
      readonly number: number;
      readonly of: number;
      readonly reason: string | null;
      readonly at: number;
    }
  | { readonly kind: "completed" | "idle" | "cancelled" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

export function describeStatus(
  doc: Pick<IdeationDocument, "status" | "error" | "streamingData">,
  now: number,
): Standing {
  if (doc.status === "failed") {
    return {
      kind: "failed",
      code: doc.error?.code ?? "unknown",
      message: doc.error?.message ?? "",
    };
  }
  const attempt = doc.streamingData?.attempt;
  if (doc.status !== "streaming" || !attempt) {
    return { kind: doc.status === "streaming" ? "waiting" : doc.status };
  }
  const { number, of, reason, retryAt, startedAt } = attempt;
  const at = retryAt === null ? null : Date.parse(retryAt);
  if (at !== null && (startedAt === null || at > now)) {
    return { kind: "retrying", number, of, reason, at };
  }
  if (reason === "interrupted") return { kind: "interrupted" };
  if (startedAt === null) return { kind: "waiting" };
  return number > 1 ? { kind: "attempt", number, of, reason } : { kind: "writing" };
}

/** What to offer for parts that were asked for and are not there. */
export type Remedy = "none" | "retry" | "missing";

export function remedyFor(doc: Pick<IdeationDocument, "status" | "error" | "missing">): Remedy {
  if (doc.missing.length === 0) {
    return doc.status === "failed" && doc.error?.retryable === true ? "retry" : "none";
  }
  if (doc.status === "failed" && doc.error?.retryable !== true) return "none";
  // Ideas come in order: with the first one missing, nothing of this generation was written.
  return doc.status === "failed" && doc.missing.includes("ideas/0") ? "retry" : "missing";
}

/** `ideas/4` is the fifth for people. */
export function missingNumbers(missing: readonly string[]): readonly number[] {
  return missing
    .map((part) => Number(part.replace(/^ideas\//, "")) + 1)
    .filter((n) => Number.isInteger(n));
}

/** How many of `asked` are finished; progress is a whole number, so it may be rounded down. */
export function finishedOf(progress: number, asked: number): number {
  return Math.min(asked, Math.floor((progress * asked) / 100 + 0.12));
}
