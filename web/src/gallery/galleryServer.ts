import type { Language } from "../i18n/i18n.ts";
import { leaveLibrary } from "../library/place.ts";
import { recorded, recordedChoices, recordedDocument } from "./recorded.ts";
import type { GalleryState } from "./states.ts";

/** Answers every call of a page with what was recorded, in place of the network. */
export function standInForTheServer(state: GalleryState, language: Language): void {
  const spoken = state.foreign ? (language === "zh" ? "en" : "zh") : language;
  const tape = recorded(spoken);
  let streams = 0;
  sessionStorage.clear();
  leaveLibrary(null);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("inkstream.edit.")) localStorage.removeItem(key);
  }

  const answer = (
    method: string,
    { pathname: path, searchParams }: URL,
    signal: AbortSignal | null,
  ): Response | Promise<Response> => {
    if (state.behaviour === "silent") return new Promise<Response>(() => undefined);
    if (state.refuse?.method === method) {
      return new Response(state.refuse.body, { status: state.refuse.status });
    }
    if (path.startsWith("/api/stream/")) return stream(path, signal);
    if (path === "/api/models")
      return Response.json(
        state.models === "own" ? recordedChoices.models : recordedChoices.demoModels,
      );
    if (path === "/api/platforms") return Response.json(recordedChoices.platforms);
    if (path === "/api/genres") return Response.json(recordedChoices.genres);
    if (path.startsWith("/api/transforms/")) {
      return Response.json(tape[state.transform ?? "transformDone"]);
    }
    if (path === "/api/library") {
      return Response.json(searchParams.has("q") ? tape.librarySearch : library());
    }
    if (path === "/api/prompts") return Response.json(tape.prompts);
    if (path === "/api/usage") return Response.json(tape.usage);
    if (path.startsWith("/api/prompts/")) return Response.json(tape.promptVersions);
    if (path.startsWith("/api/models/"))
      return Response.json(tape[state.modelTest ?? "modelAnswers"]);
    if (path.endsWith("/versions")) return Response.json(tape.outlineVersions);
    if (path.endsWith("/lineage")) return Response.json(tape.outlineLineage);
    if (method === "PATCH") {
      const conflict = path.startsWith("/api/outlines/") ? tape.outlineConflict : tape.conflict;
      return Response.json(conflict, { status: 412 });
    }
    return state.document ? Response.json(whole()) : notThere();
  };

  const stream = (path: string, signal: AbortSignal | null): Response => {
    const library_ = path.startsWith("/api/stream/library");
    if (!library_ && !state.document) return notThere();
    streams++;
    if (state.behaviour === "holdsStreams") return new Response("held", { status: 502 });
    if ((state.behaviour === "drops" || state.behaviour === "offline") && streams > 1) {
      return new Response("", { status: 503, headers: { "Retry-After": "5" } });
    }
    const first = library_ ? { items: library().items, removed: [] } : whole();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const text = `id: 1\ndata: ${JSON.stringify(first)}\n\n`;
        controller.enqueue(new TextEncoder().encode(text));
        signal?.addEventListener("abort", () =>
          controller.error(new DOMException("", "AbortError")),
        );
        if (state.behaviour === "drops") setTimeout(() => controller.close(), 100);
        if (state.behaviour === "offline") setTimeout(goOffline, 100);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  };

  const whole = () => recordedDocument(spoken, state.document ?? "");
  const library = () => (state.library === "empty" ? { items: [], next: null } : tape.library);

  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    return Promise.resolve(answer(init?.method ?? "GET", url, init?.signal ?? null));
  };
}

function notThere(): Response {
  return Response.json({ code: "not_found", retryable: false }, { status: 404 });
}

function goOffline(): void {
  Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
  dispatchEvent(new Event("offline"));
}
