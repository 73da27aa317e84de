import type { Idea, IdeationDocument, IdeationRound } from "../../api/types.ts";

export interface ShownRound {
  readonly round: IdeationRound;
  /** What people call it: a new title for one idea is no round to them. */
  readonly number: number;
  readonly ideas: readonly Idea[];
  /** The newest: where the draft belongs. */
  readonly newest: boolean;
}

/** The ideas that are not dismissed, round by round; a round without any is left out, unless something is happening in it. */
export function roundsOf(
  doc: Pick<IdeationDocument, "ideas" | "rounds" | "streamingData" | "unfinished">,
): readonly ShownRound[] {
  const last = doc.rounds.at(-1);
  return doc.rounds
    .filter((round) => round.mode !== "title")
    .map((round, i) => ({
      round,
      number: i + 1,
      ideas: doc.ideas.filter((idea) => idea.round === round.number && !idea.dismissed),
      newest: round === last,
    }))
    .filter(
      ({ ideas, newest }) =>
        ideas.length > 0 || (newest && (doc.streamingData !== null || doc.unfinished !== null)),
    );
}
