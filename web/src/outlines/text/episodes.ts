/** Which episodes a stage tells: shared out evenly, the first ones getting what is over; null when there are more stages than episodes. */
export function episodesOf(
  stage: number,
  stages: number,
  total: number,
): { readonly from: number; readonly to: number } | null {
  if (stages < 1 || total < stages) return null;
  const share = Math.floor(total / stages);
  const over = total % stages;
  const from = stage * share + Math.min(stage, over) + 1;
  return { from, to: from + share + (stage < over ? 1 : 0) - 1 };
}

/** What kind of drama a length makes (domain, section 4); null between the kinds. */
export function formOf(episodes: number, minutes: number): "short" | "long" | "vertical" | null {
  const within = (n: number, from: number, to: number) => n >= from && n <= to;
  if (within(episodes, 6, 12) && within(minutes, 2, 5)) return "short";
  if (within(episodes, 15, 30) && within(minutes, 8, 15)) return "long";
  if (within(episodes, 60, 100) && within(minutes, 1, 2)) return "vertical";
  return null;
}
