import type { OutlineDocument } from "../../api/types.ts";
import { componentOf, type Component } from "./parts.ts";

/** One is written next; what was asked for besides waits behind it. */
export type Awaited = "next" | "waiting";

/** The components that a generation is still to bring, in the order in which it was asked for them. */
export function awaitedParts(
  doc: Pick<OutlineDocument, "parts" | "streamingData">,
): ReadonlyMap<Component, Awaited> {
  const awaited = new Map<Component, Awaited>();
  const draft = doc.streamingData?.draft;
  const written = draft ? componentOf(draft.part) : null;
  for (const part of doc.streamingData?.asked ?? []) {
    const component = componentOf(part);
    if (component === null || component === written || doc.parts[component] !== undefined) continue;
    if (!awaited.has(component)) awaited.set(component, awaited.size === 0 ? "next" : "waiting");
  }
  return awaited;
}
