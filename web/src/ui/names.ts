import { api } from "../api/client.ts";
import type { Genre, Platform } from "../api/types.ts";
import { currentLanguage } from "../i18n/i18n.ts";

/** A platform is stored by its Chinese name; people read it in the page's language. */
export function platformName(platforms: readonly Platform[] | null, value: string): string {
  if (currentLanguage() === "zh") return value;
  return platforms?.find((platform) => platform.value === value)?.label ?? value;
}

export function genreNames(
  genres: readonly Genre[] | null,
  path: readonly string[],
): readonly string[] {
  if (currentLanguage() === "zh" || !genres) return path;
  let level: readonly Genre[] = genres;
  return path.map((name) => {
    const node = level.find((child) => child.name === name);
    level = node?.children ?? [];
    return node?.label ?? name;
  });
}

/** The last name tells a genre apart; the one above it is added where that alone is unclear. */
export function shortGenre(genres: readonly Genre[] | null, path: readonly string[]): string {
  const names = genreNames(genres, path);
  const last = names.at(-1) ?? "";
  const above = names.at(-2);
  return path.length > 3 && above && above !== last ? `${above} · ${last}` : last;
}

export interface Names {
  readonly platforms: Platform[];
  readonly genres: Genre[];
}

export async function readNames(signal: AbortSignal): Promise<Names> {
  const [platforms, genres] = await Promise.all([api.platforms(signal), api.genres(signal)]);
  return { platforms, genres };
}
