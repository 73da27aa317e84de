import type { DocumentError, DocumentStatus, StreamingData } from "../api/types.ts";

/** What every kind of document says of its newest generation. */
export interface Generated {
  readonly status: DocumentStatus;
  readonly error: DocumentError | null;
  readonly missing: readonly string[];
  readonly streamingData: StreamingData | null;
}

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

/** `askedAt`: when the generation was asked for, where the document says. */
export function describeStatus(
  doc: Omit<Generated, "missing">,
  askedAt: string | undefined,
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
  if (startedAt === null) return { kind: "waiting", since: time(askedAt) };
  if (number > 1) return { kind: "attempt", number, of, reason };
  const silent = doc.streamingData.chunks.length === 0;
  return silent ? { kind: "thinking", since: time(startedAt) } : { kind: "writing" };
}

function time(at: string | undefined): number | null {
  return at === undefined ? null : Date.parse(at);
}

/** What to offer for parts that were asked for and are not there. */
export type Remedy = "none" | "retry" | "missing";

/** `nothingCame`: the generation brought no part at all, so it is simply tried again. */
export function remedyFor(doc: Omit<Generated, "streamingData">, nothingCame: boolean): Remedy {
  if (doc.missing.length === 0) {
    return doc.status === "failed" && doc.error?.retryable === true ? "retry" : "none";
  }
  if (doc.status === "failed" && doc.error?.retryable !== true) return "none";
  return doc.status === "failed" && nothingCame ? "retry" : "missing";
}

/** How many of `asked` are finished; progress is a whole number, so it may be rounded down. */
export function finishedOf(progress: number, asked: number): number {
  return Math.min(asked, Math.floor((progress * asked) / 100 + 0.12));
}
