import type {
  ComponentVersion,
  Genre,
  IdeationDocument,
  LibraryList,
  LineageGraph,
  ModelInfo,
  ModelTest,
  OutlineDocument,
  Platform,
  PromptDocument,
  PromptVersionItem,
  TransformDocument,
  UsageDocument,
} from "../api/types.ts";
import type { Language } from "../i18n/i18n.ts";
import choices from "./recorded/choices.json";
import en from "./recorded/en.json";
import zh from "./recorded/zh.json";

/** What build/record-gallery.mjs recorded in one language. A test holds it against the contract. */
export interface Recorded {
  readonly recordedAt: string;
  readonly library: LibraryList;
  readonly librarySearch: LibraryList;
  readonly prompts: readonly PromptDocument[];
  readonly promptVersions: readonly PromptVersionItem[];
  readonly usage: UsageDocument;
  readonly modelAnswers: ModelTest;
  readonly modelFails: ModelTest;
  readonly conflict: object;
  readonly outlineConflict: object;
  readonly outlineVersions: readonly ComponentVersion[];
  readonly outlineLineage: LineageGraph;
  readonly transformDone: TransformDocument;
  readonly transformFailed: TransformDocument;
  readonly transformRunning: TransformDocument;
  readonly [name: string]: unknown;
}

const all = { zh, en } as unknown as Readonly<Record<Language, Recorded>>;

export const recordedChoices = choices as unknown as {
  readonly models: readonly ModelInfo[];
  readonly demoModels: readonly ModelInfo[];
  readonly platforms: readonly Platform[];
  readonly genres: readonly Genre[];
};

/** What was recorded, with its times moved to the day on which it is looked at. */
export function recorded(language: Language, now: number = Date.now()): Recorded {
  const { recordedAt } = all[language];
  return shift(all[language], now - Date.parse(recordedAt)) as Recorded;
}

export function recordedDocument(
  language: Language,
  name: string,
  now: number = Date.now(),
): IdeationDocument | OutlineDocument {
  const found = recorded(language, now)[name];
  if (!found) throw new Error(`nothing was recorded under the name ${name}`);
  return found as IdeationDocument | OutlineDocument;
}

/** A retry that is due seconds after it was recorded would else lie years back. */
function shift(value: unknown, by: number): unknown {
  if (typeof value === "string") {
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
      ? new Date(Date.parse(value) + by).toISOString()
      : value;
  }
  if (Array.isArray(value)) return value.map((item) => shift(item, by));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shift(item, by)]));
}
