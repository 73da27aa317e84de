import type { IdeationDocument } from "../../api/types.ts";

/** Where a generation stands, from the document alone; the page puts it into words. */
export type Standing =
  /** In the queue, or with a model that has not said a word yet; since when, in ms. */
  | { readonly kind: "waiting" | "thinking"; readonly since: number | null }
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
  doc: Pick<IdeationDocument, "status" | "error" | "streamingData" | "rounds">,
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
    return doc.status === "streaming" ? { kind: "waiting", since: null } : { kind: doc.status };
  }
  const { number, of, reason, retryAt, startedAt } = attempt;
  const at = retryAt === null ? null : Date.parse(retryAt);
  if (at !== null && (startedAt === null || at > now)) {
    return { kind: "retrying", number, of, reason, at };
  }
  if (reason === "interrupted") return { kind: "interrupted" };
  if (startedAt === null) return { kind: "waiting", since: time(doc.rounds.at(-1)?.createdAt) };
  if (number > 1) return { kind: "attempt", number, of, reason };
  const silent = doc.streamingData?.chunks.length === 0;
  return silent ? { kind: "thinking", since: time(startedAt) } : { kind: "writing" };
}

function time(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
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

/** How many of `asked` are finished; progress is a whole number, so it may be rounded down. */
export function finishedOf(progress: number, asked: number): number {
  return Math.min(asked, Math.floor((progress * asked) / 100 + 0.12));
}
