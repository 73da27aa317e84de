import { isObject } from "../live/fold.ts";
import { ApiError, networkError } from "./errors.ts";
import type {
  CreatedIdeation,
  ComponentVersion,
  CreatedOutline,
  GenerateIdeas,
  GenerateParts,
  GenerationStarted,
  Genre,
  Idea,
  IdeaEdit,
  IdeationDocument,
  ImportedDocument,
  LibraryItem,
  LibraryList,
  LineageGraph,
  ModelInfo,
  ModelTest,
  NewIdeation,
  NewOutline,
  Platform,
  PromptDocument,
  PromptVersionItem,
  SavedComponent,
  TransformDocument,
  UsageDocument,
} from "./types.ts";

interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** A body that is JSON already. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly keepalive?: boolean;
}

async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  const init: RequestInit = { method: options.method ?? "GET", headers };
  const text = options.text ?? (options.body === undefined ? null : JSON.stringify(options.body));
  if (text !== null) {
    headers["Content-Type"] = "application/json";
    init.body = text;
  }
  if (options.signal) init.signal = options.signal;
  if (options.keepalive) init.keepalive = true;

  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw networkError();
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(response.status, isObject(body) ? body : {});
  return body as T;
}

/**
 * Names one intent of a person, so that sending it again after a lost answer does not do it twice.
 * Not `crypto.randomUUID`: a studio on the home network is served without TLS, where it is missing.
 */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Which document of the library. */
export type LibraryKey = Pick<LibraryItem, "kind" | "id">;

const at = (id: string) => encodeURIComponent(id);

export const api = {
  /** Documents of every kind, or of the one that the query names. */
  library: (query: URLSearchParams, signal: AbortSignal) =>
    request<LibraryList>(`/api/library?${query}`, { signal }),

  mark: ({ kind, id }: LibraryKey, favourite: boolean) =>
    request<LibraryItem>(`/api/${kind}s/${at(id)}`, { method: "PATCH", body: { favourite } }),

  /** Outlives the page, which may be on its way out. */
  remove: ({ kind, id }: LibraryKey) =>
    request<null>(`/api/${kind}s/${at(id)}`, { method: "DELETE", keepalive: true }),

  createIdeation: (body: NewIdeation, idempotencyKey: string) =>
    request<CreatedIdeation>("/api/ideations", {
      method: "POST",
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),

  /** Outlives the page, which may be on its way out. */
  deleteIdeation: (id: string) =>
    request<null>(`/api/ideations/${at(id)}`, { method: "DELETE", keepalive: true }),

  generate: (id: string, body: GenerateIdeas, idempotencyKey: string) =>
    request<GenerationStarted>(`/api/ideations/${at(id)}/generate`, {
      method: "POST",
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),

  /** `revision` is needed to change the text and not needed to mark a card. */
  editIdea: (id: string, artifactId: string, body: IdeaEdit, revision?: number) =>
    request<Idea>(`/api/ideations/${at(id)}/ideas/${at(artifactId)}`, {
      method: "PATCH",
      body,
      ...(revision !== undefined && { headers: { "If-Match": `"${revision}"` } }),
    }),

  ideation: (id: string, signal: AbortSignal) =>
    request<IdeationDocument>(`/api/ideations/${at(id)}`, { signal }),

  createOutline: (body: NewOutline, idempotencyKey: string) =>
    request<CreatedOutline>("/api/outlines", {
      method: "POST",
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),

  deleteOutline: (id: string) => request<null>(`/api/outlines/${at(id)}`, { method: "DELETE" }),

  generateParts: (id: string, body: GenerateParts, idempotencyKey: string) =>
    request<GenerationStarted>(`/api/outlines/${at(id)}/generate`, {
      method: "POST",
      body,
      headers: { "Idempotency-Key": idempotencyKey },
    }),

  editComponent: (id: string, component: string, value: unknown, revision: number) =>
    request<SavedComponent>(`/api/outlines/${at(id)}/components/${at(component)}`, {
      method: "PATCH",
      body: { value },
      headers: { "If-Match": `"${revision}"` },
    }),

  lockComponent: (id: string, component: string, locked: boolean) =>
    request<SavedComponent>(`/api/outlines/${at(id)}/components/${at(component)}`, {
      method: "PATCH",
      body: { locked },
    }),

  componentVersions: (id: string, component: string, signal: AbortSignal) =>
    request<ComponentVersion[]>(`/api/outlines/${at(id)}/components/${at(component)}/versions`, {
      signal,
    }),

  restoreComponent: (id: string, component: string, artifactId: string, revision: number) =>
    request<SavedComponent>(
      `/api/outlines/${at(id)}/components/${at(component)}/versions/${at(artifactId)}/restore`,
      { method: "POST", headers: { "If-Match": `"${revision}"` } },
    ),

  /** A file as it was exported: sent as it is, so that nothing of it is read in two ways. */
  importFile: (kind: LibraryKey["kind"], text: string, idempotencyKey: string) =>
    request<ImportedDocument>(`/api/${kind}s/import`, {
      method: "POST",
      text,
      headers: { "Idempotency-Key": idempotencyKey },
    }),

  lineage: (id: string, signal: AbortSignal) =>
    request<LineageGraph>(`/api/outlines/${at(id)}/lineage`, { signal }),

  /** Where a document lies as a file. */
  fileOf: ({ kind, id }: LibraryKey, format: string) =>
    `/api/${kind}s/${at(id)}/export?format=${format}`,

  transform: (id: string, signal: AbortSignal) =>
    request<TransformDocument>(`/api/transforms/${at(id)}`, { signal }),

  stop: (transformId: string) =>
    request<null>(`/api/transforms/${at(transformId)}/stop`, { method: "POST" }),

  models: (signal: AbortSignal) => request<ModelInfo[]>("/api/models", { signal }),

  /** A real call of the model, and so not for nothing. */
  testModel: (name: string, signal: AbortSignal) =>
    request<ModelTest>(`/api/models/${at(name)}/test`, { method: "POST", signal }),

  usage: (signal: AbortSignal) => request<UsageDocument>("/api/usage", { signal }),

  prompts: (signal: AbortSignal) => request<PromptDocument[]>("/api/prompts", { signal }),

  promptVersions: (name: string, signal: AbortSignal) =>
    request<PromptVersionItem[]>(`/api/prompts/${at(name)}/versions`, { signal }),

  editPrompt: (name: string, text: string, version: number) =>
    request<PromptDocument>(`/api/prompts/${at(name)}`, {
      method: "PUT",
      body: { text },
      headers: { "If-Match": `"${version}"` },
    }),

  resetPrompt: (name: string) =>
    request<PromptDocument>(`/api/prompts/${at(name)}/reset`, { method: "POST" }),

  platforms: (signal: AbortSignal) => request<Platform[]>("/api/platforms", { signal }),
  genres: (signal: AbortSignal) => request<Genre[]>("/api/genres", { signal }),
};
