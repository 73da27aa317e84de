/** Shares of genres: whole numbers from 0 to 100 that always sum to 100; none for no genre. */

export function equalShares(count: number): number[] {
  return fill(
    Array.from({ length: count }, () => 1),
    100,
  );
}

/** Sets one share; the others keep their proportions to each other within what is left. */
export function setShare(shares: readonly number[], index: number, value: number): number[] {
  if (shares.length < 2) return equalShares(shares.length);
  const share = Math.min(100, Math.max(0, Math.round(Number.isFinite(value) ? value : 0)));
  const others = fill(
    shares.filter((_, i) => i !== index),
    100 - share,
  );
  return shares.map((_, i) => (i === index ? share : (others[i < index ? i : i - 1] ?? 0)));
}

/** The least that dragging leaves of a share, so that a finger finds it again; a number may be any. */
export const leastDragged = 5;

/** Moves the border after share `index` by so many per cent: one neighbour grows by what the other gives. */
export function moveBorder(
  shares: readonly number[],
  index: number,
  by: number,
): readonly number[] {
  const [before = 0, after = 0] = [shares[index], shares[index + 1]];
  const lowest = Math.min(leastDragged, before) - before;
  const highest = after - Math.min(leastDragged, after);
  const moved = Math.min(highest, Math.max(lowest, Math.round(by)));
  return shares.map((share, i) =>
    i === index ? before + moved : i === index + 1 ? after - moved : share,
  );
}

/** What a stored draft or an older page may hold: made to fit the genres there are. */
export function normaliseShares(shares: readonly number[], count: number): number[] {
  const usable = shares.length === count && shares.every((s) => Number.isFinite(s) && s >= 0);
  return usable ? fill(shares, 100) : equalShares(count);
}

/** Scales to a sum, rounding down; the remainder goes to the first. All zero: equal parts. */
function fill(weights: readonly number[], sum: number): number[] {
  const [first, ...rest] = weights;
  if (first === undefined) return [];
  const total = weights.reduce((a, b) => a + b, 0);
  if (total === 0)
    return fill(
      weights.map(() => 1),
      sum,
    );
  const others = rest.map((weight) => Math.floor((weight / total) * sum));
  return [sum - others.reduce((a, b) => a + b, 0), ...others];
}
