import type { Idea, IdeationDocument, IdeationRound } from "../../api/types.ts";

export interface ShownRound {
  readonly round: IdeationRound;
  /** What people call it: a new title for one idea is no round to them. */
  readonly number: number;
  readonly ideas: readonly Idea[];
  /** Why nothing of it is shown though rounds around it are; null when there is something. */
  readonly gone: "replaced" | "dismissed" | "nothing" | null;
  /** The newest: where the draft belongs. */
  readonly newest: boolean;
}

/** The ideas that are not dismissed, round by round; one of which nothing is left says why, so that no number is missed. */
export function roundsOf(
  doc: Pick<IdeationDocument, "ideas" | "rounds" | "streamingData" | "unfinished">,
): readonly ShownRound[] {
  const last = doc.rounds.at(-1);
  const rounds = doc.rounds
    .filter((round) => round.mode !== "title")
    .map((round, i) => {
      const all = doc.ideas.filter((idea) => idea.round === round.number);
      const ideas = all.filter((idea) => !idea.dismissed);
      const newest = round === last;
      const busy = newest && (doc.streamingData !== null || doc.unfinished !== null);
      const replaced = doc.rounds.some((r) => r.number > round.number && r.mode === "regenerate");
      const gone =
        ideas.length > 0 || busy
          ? null
          : all.length > 0
            ? ("dismissed" as const)
            : replaced
              ? ("replaced" as const)
              : ("nothing" as const);
      return { round, number: i + 1, ideas, gone, newest };
    });
  // What came of the newest is said above them all.
  const end = rounds.map(({ gone }) => gone === null).lastIndexOf(true);
  return rounds.slice(0, end + 1);
}
