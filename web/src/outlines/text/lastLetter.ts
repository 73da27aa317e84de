import { isObject } from "../../live/fold.ts";

/**
 * Where in a draft the last letter stands: the names of members and the places in lists that lead to
 * it, with "/" between; "" for a draft that is text itself, null while no letter has come. Members
 * come in the order in which they are written, which is not always the one in which they are read.
 */
export function lastLetter(draft: unknown): string | null {
  if (typeof draft === "string") return draft === "" ? null : "";
  const inside: [string, unknown][] = Array.isArray(draft)
    ? draft.map((value, i) => [String(i), value])
    : isObject(draft)
      ? Object.entries(draft)
      : [];
  for (const [name, value] of inside.reverse()) {
    // A character's type is shown in the page's own words: no letter of it is seen to come.
    if (name === "type") continue;
    const rest = lastLetter(value);
    if (rest !== null) return rest === "" ? name : `${name}/${rest}`;
  }
  return null;
}
