import { act, renderHook, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { useStreamingData } from "../../tests/planHook.ts";

class ScriptedEventSource {
  static readonly opened: ScriptedEventSource[] = [];
  readonly url: string;
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;

  constructor(url: string) {
    this.url = url;
    ScriptedEventSource.opened.push(this);
  }

  close() {
    this.closed = true;
  }

  send(data: unknown) {
    act(() => this.onmessage?.({ data: JSON.stringify(data) }));
  }
}

const first = { id: "d1", status: "streaming", ideas: [], streamingData: { progress: 0 } };

beforeEach(() => {
  ScriptedEventSource.opened.length = 0;
  vi.stubGlobal("EventSource", ScriptedEventSource);
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(first)));
});

async function open() {
  const hook = renderHook(() => useStreamingData("ideation", "d1") as unknown);
  await waitFor(() => expect(hook.result.current).not.toBeNull());
  const source = ScriptedEventSource.opened[0];
  if (!source) throw new Error("the hook opened no event source");
  return { ...hook, source };
}

test("the plan's own hook reads the state and merges each plain event into it", async () => {
  const { result, source } = await open();
  expect(source.url).toBe("/api/stream/ideation/d1");
  expect(result.current).toEqual(first);

  source.send({ ideas: [{ artifactId: "a1", title: "月光" }], streamingData: { progress: 50 } });
  expect(result.current).toEqual({
    ...first,
    ideas: [{ artifactId: "a1", title: "月光" }],
    streamingData: { progress: 50 },
  });

  source.send({ status: "completed", streamingData: null });
  expect(result.current).toEqual({
    id: "d1",
    status: "completed",
    ideas: [{ artifactId: "a1", title: "月光" }],
    streamingData: null,
  });
});

test("the plan's own hook closes its event source when it is left", async () => {
  const { unmount, source } = await open();
  unmount();
  expect(source.closed).toBe(true);
});
