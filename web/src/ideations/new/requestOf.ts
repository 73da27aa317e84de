import type { NewIdeation } from "../../api/types.ts";
import type { FormDraft } from "./formDraft.ts";

/** The request that a filled form stands for; what was left empty is not sent. */
export function requestOf(
  draft: FormDraft,
  platform: string,
  model: string | undefined,
): NewIdeation {
  const userInput = draft.userInput.trim();
  const requirements = draft.requirements.trim();
  return {
    platform,
    genrePaths: draft.genres.map((path) => [...path]),
    genreProportions: [...draft.shares],
    ...(userInput && { userInput }),
    ...(requirements && { requirements }),
    count: draft.count,
    language: draft.language,
    ...(model !== undefined && { model }),
  };
}
