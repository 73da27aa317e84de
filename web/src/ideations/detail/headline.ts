import type { Genre, IdeationDocument } from "../../api/types.ts";
import { clip } from "../../ui/clip.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { shortGenre } from "../../ui/names.ts";

/** The most characters of a writer's own words that make a heading: a Chinese one is as wide as two letters, and says more. */
const mostCharacters = { en: 80, "zh-CN": 40 };

/** What a person would call it: their own idea's first line, else the genres; null when there is neither. */
export function headline(
  doc: Pick<IdeationDocument, "userInput" | "genrePaths">,
  genres: readonly Genre[] | null,
): string | null {
  const line = doc.userInput.trim().split("\n")[0];
  if (line) return clip(line, mostCharacters[languageOf(line)]);
  const named = doc.genrePaths.map((path) => shortGenre(genres, path)).filter(Boolean);
  return named.length > 0 ? named.join(" · ") : null;
}
