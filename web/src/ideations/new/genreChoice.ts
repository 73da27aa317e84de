/** Which genres may be chosen together (contract, section 3: no duplicate or overlapping paths). */

export type GenrePath = readonly string[];

export const mostGenres = 3;

export type Choice =
  | { readonly kind: "chosen" }
  | { readonly kind: "open" }
  /** A chosen genre above it holds it already. */
  | { readonly kind: "included"; readonly by: GenrePath }
  | { readonly kind: "full" };

export function choiceOf(chosen: readonly GenrePath[], path: GenrePath): Choice {
  if (chosen.some((other) => samePath(other, path))) return { kind: "chosen" };
  const by = chosen.find((other) => startsWith(path, other));
  if (by) return { kind: "included", by };
  return withoutBelow(chosen, path).length < mostGenres ? { kind: "open" } : { kind: "full" };
}

/** Chooses or un-chooses; choosing a genre lets go of those below it, which it holds. */
export function toggleGenre(chosen: readonly GenrePath[], path: GenrePath): readonly GenrePath[] {
  switch (choiceOf(chosen, path).kind) {
    case "chosen":
      return chosen.filter((other) => !samePath(other, path));
    case "open":
      return [...withoutBelow(chosen, path), path];
    default:
      return chosen;
  }
}

export function countBelow(chosen: readonly GenrePath[], path: GenrePath): number {
  return chosen.filter((other) => startsWith(other, path)).length;
}

export function samePath(a: GenrePath, b: GenrePath): boolean {
  return a.length === b.length && startsWith(a, b);
}

function withoutBelow(chosen: readonly GenrePath[], path: GenrePath): readonly GenrePath[] {
  return chosen.filter((other) => !startsWith(other, path));
}

function startsWith(path: GenrePath, start: GenrePath): boolean {
  return start.every((name, i) => path[i] === name);
}
