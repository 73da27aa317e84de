import type { Idea } from "../../api/types.ts";
import { editName, forget, keepEdit, readKept } from "../../ui/kept.ts";

export interface IdeaTexts {
  readonly title: string;
  readonly body: string;
}

/** An idea as it was when its editing began, and what was typed since. */
export interface IdeaEdit {
  readonly from: Idea;
  readonly mine: IdeaTexts;
}

/** What was being typed into that idea before a reload; null when nothing was, or it is what stands there. */
export function keptIdeaEdit(ideationId: string, idea: Idea): IdeaEdit | null {
  const kept = readKept(
    localStorage,
    editName(ideationId, idea.artifactId),
    ({ base, mine, revision }) =>
      isTexts(base) && isTexts(mine) && typeof revision === "number"
        ? { from: { ...idea, ...base, revision }, mine }
        : null,
  );
  return kept && !same(kept.mine, idea) ? kept : null;
}

/** Keeps what is typed until it is saved or given up; what is as it was is not worth keeping. */
export function keepIdeaEdit(ideationId: string, { from, mine }: IdeaEdit): void {
  const { artifactId, title, body, revision } = from;
  if (same(mine, from)) forgetIdeaEdit(ideationId, from);
  else {
    keepEdit(localStorage, editName(ideationId, artifactId), {
      base: { title, body },
      mine,
      revision,
    });
  }
}

export function forgetIdeaEdit(ideationId: string, { artifactId }: Idea): void {
  forget(localStorage, editName(ideationId, artifactId));
}

function same(one: IdeaTexts, other: IdeaTexts): boolean {
  return one.title === other.title && one.body === other.body;
}

function isTexts(value: unknown): value is IdeaTexts {
  return (
    typeof value === "object" &&
    value !== null &&
    "title" in value &&
    "body" in value &&
    typeof value.title === "string" &&
    typeof value.body === "string"
  );
}
