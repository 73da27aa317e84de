/**
 * The fold of live events into one document (contract, section 4): after every event the folded
 * state equals what GET answered at that version. Framework-free; also runs under Node.
 */

export interface ServerEvent {
  /** `message` when the event has no name. */
  readonly name: string;
  readonly data: string;
  /** The event's own id; null when it carries none. */
  readonly id: string | null;
}

export interface FoldedDraft {
  readonly part: string;
  readonly value: unknown;
}

export interface FoldedStreaming {
  readonly transformId: string;
  readonly chunks: readonly string[];
  readonly draft: FoldedDraft | null;
  readonly progress: number;
}

export interface FoldedDocument {
  readonly streamingData: FoldedStreaming | null;
}

export type FoldResult<S> =
  | { readonly kind: "state"; readonly state: S }
  /** An event this client does not know: newer servers may send more. */
  | { readonly kind: "ignored" }
  /** What arrived does not continue what is held: start over from a full state. */
  | { readonly kind: "gap"; readonly reason: string }
  | { readonly kind: "deleted" };

type Json = Readonly<Record<string, unknown>>;
type PathStep = string | number;

interface DraftOperation {
  readonly part: string;
  readonly path: readonly PathStep[];
  readonly text: string;
}

interface ChunkEvent {
  readonly transformId: string;
  readonly index: number;
  readonly texts: readonly string[];
  readonly progress: number;
  readonly draft?: readonly DraftOperation[] | null;
  readonly set?: Json;
}

/**
 * Folds one event. The state given is not changed, with one exception: `streamingData.chunks` is
 * appended to in place and shared with the new state. Copying it would cost the square of the
 * answer's length over a run of ten thousand chunks. An older snapshot may therefore see later
 * text at the end of its `chunks`, never different text; everything else is immutable, and what
 * an event does not touch keeps its identity.
 */
export function fold<S extends FoldedDocument>(state: S | null, event: ServerEvent): FoldResult<S> {
  switch (event.name) {
    case "message":
      return foldFields(state, parse(event.data));
    case "chunk":
      return foldChunk(state, parse(event.data));
    case "deleted":
      return { kind: "deleted" };
    default:
      return { kind: "ignored" };
  }
}

function foldFields<S extends FoldedDocument>(state: S | null, data: unknown): FoldResult<S> {
  if (!isObject(data)) return gap("the event is not a JSON object");
  if (state === null && !("streamingData" in data)) return gap("the first event is not a full one");
  return { kind: "state", state: { ...state, ...data } as S };
}

function foldChunk<S extends FoldedDocument>(state: S | null, data: unknown): FoldResult<S> {
  if (!isChunk(data)) return gap("the chunk event is malformed");
  const streaming = state?.streamingData;
  if (!state || !streaming) return gap("a chunk came while nothing streams");
  if (streaming.transformId !== data.transformId) return gap("a chunk of another transform");
  if (streaming.chunks.length !== data.index) {
    return gap(`chunk ${data.index} came where ${streaming.chunks.length} was due`);
  }

  const chunks = streaming.chunks as string[];
  for (const text of data.texts) chunks.push(text);

  const streamingData: FoldedStreaming = {
    ...streaming,
    chunks,
    progress: data.progress,
    draft: data.draft === undefined ? streaming.draft : foldDraft(streaming.draft, data.draft),
  };
  return { kind: "state", state: { ...state, streamingData, ...data.set } };
}

function foldDraft(
  draft: FoldedDraft | null,
  operations: readonly DraftOperation[] | null,
): FoldedDraft | null {
  if (operations === null) return null;
  let current = draft;
  for (const { part, path, text } of operations) {
    const before = current?.part === part ? current.value : undefined;
    current = { part, value: appendAt(before, path, 0, text) };
  }
  return current;
}

function appendAt(value: unknown, path: readonly PathStep[], depth: number, text: string): unknown {
  const step = path[depth];
  if (step === undefined) return typeof value === "string" ? value + text : text;
  if (typeof step === "number") {
    const items: unknown[] = Array.isArray(value) ? value.slice() : [];
    while (items.length < step) items.push(null);
    items[step] = appendAt(items[step], path, depth + 1, text);
    return items;
  }
  const members = isObject(value) ? value : {};
  const before = Object.hasOwn(members, step) ? members[step] : undefined;
  return { ...members, [step]: appendAt(before, path, depth + 1, text) };
}

function isChunk(data: unknown): data is ChunkEvent {
  return (
    isObject(data) &&
    typeof data.transformId === "string" &&
    typeof data.index === "number" &&
    Array.isArray(data.texts) &&
    typeof data.progress === "number" &&
    (data.draft === undefined || data.draft === null || isOperations(data.draft)) &&
    (data.set === undefined || isObject(data.set))
  );
}

function isOperations(draft: unknown): draft is readonly DraftOperation[] {
  return (
    Array.isArray(draft) &&
    draft.every(
      (o: unknown) =>
        isObject(o) &&
        typeof o.part === "string" &&
        typeof o.text === "string" &&
        Array.isArray(o.path) &&
        o.path.every(isStep),
    )
  );
}

function isStep(step: unknown): step is PathStep {
  return typeof step === "string" || (Number.isInteger(step) && (step as number) >= 0);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function gap(reason: string): { readonly kind: "gap"; readonly reason: string } {
  return { kind: "gap", reason };
}
