import type { IdeationDocument } from "../../api/types.ts";

export const mostIdeas = 12;
const usualIdeas = 6;

/** As many as the newest round was asked for, whatever of it is there yet; filling its gaps is no round of its own. */
export function usualCount(
  doc: Pick<IdeationDocument, "ideas" | "rounds" | "missing" | "streamingData">,
): number {
  const asking = doc.rounds.filter(({ mode }) => mode !== "title" && mode !== "missing").at(-1);
  if (!asking) return usualIdeas;
  const last = doc.rounds.at(-1);
  const running = doc.streamingData !== null && last?.mode !== "title" ? last : undefined;
  const there = doc.ideas.filter((idea) => idea.round >= asking.number);
  const before = running ? there.filter((idea) => idea.round < running.number) : there;
  const brought = there.length - before.length;
  const owed = running ? (doc.streamingData?.asked.length ?? 0) : doc.missing.length;
  const count = before.length + Math.max(owed, brought);
  return count === 0 ? usualIdeas : Math.min(mostIdeas, count);
}
