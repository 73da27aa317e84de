import type { IdeationDocument } from "../../api/types.ts";
import { remedyFor, type Remedy } from "../../generation/describeStatus.ts";

/** Ideas come in order: with the first one missing, nothing of this generation was written. */
export function nothingCame(missing: readonly string[]): boolean {
  return missing.includes("ideas/0");
}

export function remedyForIdeas(
  doc: Pick<IdeationDocument, "status" | "error" | "missing">,
): Remedy {
  return remedyFor(doc, nothingCame(doc.missing));
}
