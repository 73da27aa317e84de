import { isObject } from "../live/fold.ts";

export interface RunMemory {
  readonly transformId: string;
  /** How many ideas were asked for; null when this tab did not ask. */
  readonly asked: number | null;
}

const keyOf = (ideationId: string) => `inkstream.run.${ideationId}`;

/** The document names its run only while it is written: this tab keeps which was the newest. */
export function rememberRun(ideationId: string, run: RunMemory): void {
  sessionStorage.setItem(keyOf(ideationId), JSON.stringify(run));
}

export function recallRun(ideationId: string): RunMemory | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(ideationId)) ?? "null");
    if (!isObject(stored) || typeof stored.transformId !== "string") return null;
    return {
      transformId: stored.transformId,
      asked: typeof stored.asked === "number" ? stored.asked : null,
    };
  } catch {
    return null;
  }
}
