import { firstMerge } from "../../generation/firstMerge.ts";
import { hasElements, type Component } from "./parts.ts";
import { elementsIn, fieldsOf, withoutElement, type TextField, type Texts } from "./texts.ts";

export interface DifferingField extends TextField {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The fields in which two versions differ, whichever of them has more elements. */
export function differing(
  component: Component,
  base: Texts,
  mine: Texts,
  theirs: Texts,
): DifferingField[] {
  return fieldsOf(component, Math.max(elementsIn(mine), elementsIn(theirs)))
    .filter(({ key }) => (mine[key] ?? "") !== (theirs[key] ?? ""))
    .map((field) => ({
      ...field,
      base: base[field.key] ?? "",
      mine: mine[field.key] ?? "",
      theirs: theirs[field.key] ?? "",
    }));
}

/** What both make together: `chosen` where the writer decided, else whoever changed it. An element that only one side had, and of which nothing is left, is gone. */
export function mergeTexts(
  component: Component,
  base: Texts,
  mine: Texts,
  theirs: Texts,
  chosen: Texts,
): Texts {
  const most = Math.max(elementsIn(mine), elementsIn(theirs));
  const fields = fieldsOf(component, most);
  let merged: Texts = Object.fromEntries(
    fields.map(({ key }) => [
      key,
      chosen[key] ??
        firstMerge({ base: base[key] ?? "", mine: mine[key] ?? "", theirs: theirs[key] ?? "" }),
    ]),
  );
  if (!hasElements(component)) return merged;
  const shared = Math.min(elementsIn(mine), elementsIn(theirs));
  for (let element = most - 1; element >= shared; element--) {
    const own = fields.filter((field) => field.element === element && field.kind !== "choice");
    if (own.every(({ key }) => (merged[key] ?? "").trim() === ""))
      merged = withoutElement(merged, element);
  }
  return merged;
}
