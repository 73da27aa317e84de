// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventText, FakeWorld } from "../../tests/fakeWorld.ts";
import { documentSource, openLive, type LiveStore } from "./document.ts";
import type { FoldedDocument } from "./fold.ts";

let world: FakeWorld;
let store: LiveStore<FoldedDocument>;
let frame: (() => void) | null;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
  frame = null;
  store = openLive<FoldedDocument>(
    documentSource("outline", "o/1"),
    world,
    (callback) => (frame = callback),
  );
});

afterEach(() => vi.useRealTimers());

const full = { streamingData: { transformId: "t", chunks: [], draft: null, progress: 0 } };
const chunk = (index: number) =>
  eventText(`${index}`, { transformId: "t", index, texts: ["x"], progress: index }, "chunk");
const progress = () => store.getSnapshot().data?.streamingData?.progress;

test("nothing is asked of the server until someone looks, and one request serves all who do", () => {
  expect(world.requests).toHaveLength(0);
  const leave = [store.subscribe(() => undefined), store.subscribe(() => undefined)];
  expect(world.requests).toHaveLength(1);
  expect(world.last.url).toBe("/api/stream/outline/o%2F1?deltas=true");
  leave[0]?.();
  expect(world.last.aborted()).toBe(false);
  leave[1]?.();
  expect(world.last.aborted()).toBe(true);
});

test("who comes back after leaving is connected afresh", async () => {
  store.subscribe(() => undefined)();
  store.subscribe(() => undefined);
  expect(world.requests).toHaveLength(2);
  expect(store.getSnapshot().connection).toBe("connecting");
  await world.last.openStream(eventText("1", full));
  expect(store.getSnapshot()).toMatchObject({ data: full, connection: "live" });
});

test("the first event shows at once; those within one frame show together at its end", async () => {
  store.subscribe(() => undefined);
  await world.last.openStream(eventText("1", full));
  expect(progress()).toBe(0);
  frame?.();
  await world.last.send(chunk(0));
  expect(progress()).toBe(0);

  let told = 0;
  store.subscribe(() => told++);
  await world.last.send(chunk(1) + chunk(2) + chunk(3));
  expect(told).toBe(0);
  frame?.();
  expect(progress()).toBe(3);
  expect(told).toBe(1);
});

test("a snapshot stays the same object while nothing changes", async () => {
  store.subscribe(() => undefined);
  await world.last.openStream(eventText("1", full));
  frame?.();
  const before = store.getSnapshot();
  frame?.();
  expect(store.getSnapshot()).toBe(before);
});
