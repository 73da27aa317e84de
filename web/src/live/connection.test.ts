// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { eventText, FakeWorld, pass, settle } from "../../tests/fakeWorld.ts";
import { bounds, Connection, type ConnectionInfo } from "./connection.ts";
import { documentSource } from "./document.ts";
import type { FoldedDocument } from "./fold.ts";

interface Doc extends FoldedDocument {
  readonly id: string;
  readonly status: string;
}

const full = (status = "streaming", chunks: string[] = []): Doc => ({
  id: "d1",
  status,
  streamingData: { transformId: "t1", chunks, draft: null, progress: 0 },
});
const chunk = (index: number, text: string) => ({
  transformId: "t1",
  index,
  texts: [text],
  progress: 0,
});

let world: FakeWorld;
let connection: Connection<Doc>;
let state: Doc | null;
let infos: ConnectionInfo[];

const status = () => connection.info.connection;
const chunks = () => state?.streamingData?.chunks;

beforeEach(() => {
  vi.useFakeTimers();
  world = new FakeWorld();
  state = null;
  infos = [];
  connection = new Connection(documentSource<Doc>("ideation", "d1"), world, {
    state: (next) => (state = next),
    info: (info) => infos.push(info),
  });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

async function goLive(id = "7", doc = full()) {
  connection.start();
  await world.last.openStream(eventText(id, doc));
}

/** Three tries in a row without an event stream, after which the client polls. */
async function refuseStreams() {
  connection.start();
  for (let i = 0; i < bounds.failuresBeforePolling; i++) {
    await world.last.answer(503);
    if (i < bounds.failuresBeforePolling - 1)
      await pass((connection.info.nextTry ?? 0) - Date.now());
  }
}

describe("a connection", () => {
  test("asks for an event stream with deltas, resuming nothing, and is live with the first event", async () => {
    connection.start();
    expect(status()).toBe("connecting");
    expect(world.last.url).toBe("/api/stream/ideation/d1?deltas=true");
    expect(world.last.headers).toEqual({ Accept: "text/event-stream" });
    await world.last.openStream();
    expect(status()).toBe("connecting");
    await world.last.send(eventText("7", full()));
    expect(status()).toBe("live");
    expect(state).toEqual(full());
  });

  test("folds what follows", async () => {
    await goLive();
    await world.last.send(eventText("8", chunk(0, "月"), "chunk"));
    await world.last.send(eventText("9", { status: "completed", streamingData: null }));
    expect(state).toEqual({ id: "d1", status: "completed", streamingData: null });
    expect(status()).toBe("live");
  });

  test("that is lost resumes from the last event, after a short wait", async () => {
    await goLive();
    await world.last.send(eventText("8", chunk(0, "月"), "chunk"));
    await world.last.breakStream();
    expect(status()).toBe("reconnecting");
    expect(connection.info.nextTry).toBe(Date.now() + 500);
    expect(world.requests).toHaveLength(1);
    await pass(500);
    expect(world.requests).toHaveLength(2);
    expect(world.last.headers["Last-Event-ID"]).toBe("8");
    await world.last.openStream();
    expect(status()).toBe("live");
    await world.last.send(eventText("9", chunk(1, "光"), "chunk"));
    expect(chunks()).toEqual(["月", "光"]);
  });

  test("that the server ends cleanly is resumed all the same", async () => {
    await goLive();
    await world.last.endStream();
    await pass(500);
    expect(world.last.headers["Last-Event-ID"]).toBe("7");
  });

  test("retries 5xx, waiting twice as long each time up to the bound, with the document kept", async () => {
    await goLive();
    await world.last.breakStream();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const next = connection.info.nextTry;
      if (next === null) throw new Error("no next try");
      waits.push(next - Date.now());
      await pass(next - Date.now());
      await world.last.answer(503);
      if (!world.last.isStream) await world.last.answer(503);
    }
    expect(waits.slice(0, 3)).toEqual([500, 1000, 2000]);
    expect(waits.at(-1)).toBe(bounds.backoffMost);
    expect(status()).toBe("reconnecting");
    expect(state).toEqual(full());
  });

  test("waits a random share of the pause, never less than half", async () => {
    world.random = () => 0;
    await goLive();
    await world.last.breakStream();
    expect(connection.info.nextTry).toBe(Date.now() + 250);
  });

  test("waits as long as the server asks", async () => {
    connection.start();
    await world.last.answer(503, null, { "Retry-After": "3" });
    expect(connection.info.nextTry).toBe(Date.now() + 3000);
  });

  test("begins with short waits again once it has been stable", async () => {
    await goLive();
    for (let i = 0; i < 4; i++) {
      await world.last.breakStream();
      await pass(bounds.backoffMost);
      await world.last.openStream(": hello\n\n");
    }
    await pass(bounds.stable);
    await world.last.breakStream();
    expect(connection.info.nextTry).toBe(Date.now() + 500);
  });

  test("that falls silent, comments too, is taken for dead and resumed", async () => {
    await goLive();
    await pass(bounds.silence - 1);
    await world.last.send(": keep-alive\n\n");
    await pass(bounds.silence - 1);
    expect(status()).toBe("live");
    await pass(1);
    expect(status()).toBe("reconnecting");
    expect(world.last.aborted()).toBe(true);
    await pass(500);
    expect(world.last.headers["Last-Event-ID"]).toBe("7");
  });

  test("takes a full state afresh when an event does not continue what it holds", async () => {
    await goLive();
    await world.last.send(eventText("9", chunk(5, "?"), "chunk"));
    await pass(500);
    expect(world.streams).toHaveLength(2);
    expect(world.last.headers).not.toHaveProperty("Last-Event-ID");
    await world.last.openStream(eventText("10", full("streaming", ["a", "b"])));
    expect(chunks()).toEqual(["a", "b"]);
  });

  test("does not offer an id again that the server refused", async () => {
    await goLive();
    await world.last.breakStream();
    await pass(500);
    await world.last.answer(400);
    await pass(1000);
    expect(world.last.headers).not.toHaveProperty("Last-Event-ID");
  });

  test("ends when the document is deleted, and does not come back", async () => {
    await goLive();
    await world.last.send(eventText("8", {}, "deleted"));
    expect(connection.info).toMatchObject({ connection: "closed", closed: "deleted" });
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
    expect(world.listening).toBe(false);
  });

  test("ends as not found when it never was there, and as deleted when it was", async () => {
    connection.start();
    await world.last.answer(404);
    expect(connection.info.closed).toBe("not_found");

    connection = new Connection(documentSource<Doc>("ideation", "d1"), world, {
      state: (next) => (state = next),
      info: () => undefined,
    });
    await goLive();
    await world.last.breakStream();
    await pass(500);
    await world.last.answer(404);
    expect(connection.info.closed).toBe("deleted");
  });

  test("that was left lets its request go and reports nothing more", async () => {
    await goLive();
    connection.close();
    await settle();
    expect(world.last.aborted()).toBe(true);
    expect(infos.at(-1)?.closed).toBe("left");
    await pass(60_000);
    expect(world.requests).toHaveLength(1);
  });
});

describe("the network and the tab", () => {
  test("the network coming back is a reason to try at once", async () => {
    await goLive();
    world.online = false;
    await world.last.breakStream();
    expect(status()).toBe("offline");
    await pass(499);
    await world.change("online");
    expect(world.requests).toHaveLength(2);
    expect(world.last.headers["Last-Event-ID"]).toBe("7");
  });

  test("a network that goes is noticed at once instead of at the end of the silence", async () => {
    await goLive();
    await world.change("offline");
    expect(world.requests).toHaveLength(2);
    await world.last.fail();
    expect(status()).toBe("offline");
  });

  test("a machine that woke up has dead connections: what is open is let go and resumed at once", async () => {
    await goLive();
    const before = world.last;
    await world.change("woke");
    expect(before.aborted()).toBe(true);
    expect(world.last).not.toBe(before);
    expect(world.last.headers["Last-Event-ID"]).toBe("7");
    await world.last.openStream();
    expect(status()).toBe("live");
  });

  test("a machine that woke up while polling asks at once, and tries a stream", async () => {
    await refuseStreams();
    await world.last.answer(200, full(), { ETag: '"7"' });
    const requests = world.requests.length;
    await world.change("woke");
    expect(world.requests.length).toBeGreaterThan(requests);
  });

  test("an asked-for try does not wait for its time", async () => {
    await goLive();
    await world.last.breakStream();
    connection.retryNow();
    await settle();
    expect(world.requests).toHaveLength(2);
  });

  test("a hidden tab lets its connection go and, shown again, resumes from the last event", async () => {
    await goLive();
    await world.change("hidden");
    expect(world.last.aborted()).toBe(true);
    await pass(600_000);
    expect(world.requests).toHaveLength(1);
    await world.change("shown");
    expect(world.requests).toHaveLength(2);
    expect(world.last.headers["Last-Event-ID"]).toBe("7");
    await world.last.openStream(eventText("8", chunk(0, "a"), "chunk"));
    expect(chunks()).toEqual(["a"]);
  });

  test("a tab opened in the background asks for nothing until it is shown", async () => {
    world.hidden = true;
    connection.start();
    await pass(60_000);
    expect(world.requests).toHaveLength(0);
    await world.change("shown");
    expect(world.requests).toHaveLength(1);
  });

  test("a tab hidden while polling stops polling", async () => {
    await refuseStreams();
    await world.last.answer(200, full(), { ETag: '"3"' });
    await world.change("hidden");
    const asked = world.requests.length;
    await pass(600_000);
    expect(world.requests).toHaveLength(asked);
  });
});

describe("polling", () => {
  test("begins after three tries without an event stream, and is said", async () => {
    await refuseStreams();
    expect(world.streams).toHaveLength(3);
    expect(world.last.url).toBe("/api/ideations/d1");
    await world.last.answer(200, full("streaming", ["a"]), { ETag: '"3"' });
    expect(status()).toBe("polling");
    expect(chunks()).toEqual(["a"]);
  });

  test("begins too when a page of HTML is answered in place of a stream", async () => {
    connection.start();
    for (let i = 0; i < 3; i++) {
      await world.last.answer(200, "<html>", { "Content-Type": "text/html" });
      if (i < 2) await pass(bounds.backoffMost);
    }
    expect(world.last.url).toBe("/api/ideations/d1");
  });

  test("begins at once when a proxy holds the stream's bytes back, and shows the state even before that", async () => {
    connection.start();
    await world.last.openStream();
    await pass(bounds.glance);
    expect(world.last.url).toBe("/api/ideations/d1");
    await world.last.answer(200, full("streaming", ["月"]), { ETag: '"7"' });
    expect(chunks()).toEqual(["月"]);
    expect(status()).toBe("connecting");
    await pass(bounds.firstByte - bounds.glance);
    expect(world.last.url).toBe("/api/ideations/d1");
    expect(world.last.headers["If-None-Match"]).toBe('"7"');
    await world.last.answer(304);
    expect(status()).toBe("polling");
  });

  test("that began beside a late stream never puts back what the stream brought", async () => {
    connection.start();
    const stream = world.last;
    await stream.openStream();
    await pass(bounds.glance);
    const glance = world.last;
    await stream.send(eventText("9", full("streaming", ["月", "光"])));
    await glance.answer(200, full("streaming", ["月"]), { ETag: '"7"' });
    expect(chunks()).toEqual(["月", "光"]);
    await stream.breakStream();
    await pass(500);
    expect(world.last.headers["Last-Event-ID"]).toBe("9");
  });

  test("does not glance at what is known", async () => {
    await goLive();
    await world.last.breakStream();
    await pass(500);
    const requests = world.requests.length;
    await pass(bounds.glance);
    expect(world.requests).toHaveLength(requests);
  });

  test("asks only for what is new", async () => {
    await refuseStreams();
    await world.last.answer(200, full(), { ETag: '"3"' });
    await world.last.answer(503);
    await pass(bounds.pollEvery);
    expect(world.last.headers["If-None-Match"]).toBe('"3"');
    await world.last.answer(304);
    expect(status()).toBe("polling");
    await pass(bounds.pollEvery);
    await world.last.answer(200, full("completed"), { ETag: '"4"' });
    expect(state?.status).toBe("completed");
  });

  test("comes back to streaming by itself: at once, else every half minute", async () => {
    await refuseStreams();
    await world.last.answer(200, full(), { ETag: '"3"' });
    expect(world.streams).toHaveLength(4);
    await world.last.answer(503);
    for (let waited = 0; waited < bounds.streamRetryEvery; waited += bounds.pollEvery) {
      expect(world.streams).toHaveLength(4);
      await pass(bounds.pollEvery);
      await world.last.answer(304);
    }
    await pass(bounds.pollEvery);
    await world.requests.at(-1)?.answer(304);
    expect(world.streams).toHaveLength(5);
    const probe = world.streams.at(-1);
    expect(probe?.headers).not.toHaveProperty("Last-Event-ID");
    await probe?.openStream(eventText("9", full("streaming", ["a", "b"])));
    expect(status()).toBe("live");
    expect(chunks()).toEqual(["a", "b"]);
    const asked = world.requests.length;
    await pass(bounds.pollEvery * 3);
    await probe?.send(eventText("10", chunk(2, "c"), "chunk"));
    expect(chunks()).toEqual(["a", "b", "c"]);
    expect(world.requests.filter((r) => !r.isStream && !r.aborted()).length).toBeLessThanOrEqual(
      asked + 1,
    );
  });

  test("goes on while the stream is tried, and a poll that was overtaken changes nothing", async () => {
    await refuseStreams();
    await world.last.answer(200, full("streaming", ["a"]), { ETag: '"3"' });
    const probe = world.streams.at(-1);
    await pass(bounds.pollEvery);
    const slowPoll = world.last;
    expect(slowPoll.isStream).toBe(false);
    await probe?.openStream(eventText("9", full("completed")));
    await slowPoll.answer(200, full("streaming", ["a"]), { ETag: '"3"' });
    expect(state?.status).toBe("completed");
    expect(status()).toBe("live");
  });

  test("that fails too is reconnecting, and the stream is had again soon after the server is back", async () => {
    await refuseStreams();
    await world.last.answer(503);
    expect(status()).toBe("reconnecting");
    await pass(bounds.backoffMost);
    expect(world.last.isStream).toBe(false);
    await world.last.answer(200, full(), { ETag: '"3"' });
    expect(world.last.isStream).toBe(true);
    await world.last.openStream(eventText("9", full("completed")));
    expect(status()).toBe("live");
  });

  test("finds a document deleted", async () => {
    await refuseStreams();
    await world.last.answer(200, full(), { ETag: '"3"' });
    await pass(bounds.pollEvery);
    await world.last.answer(404);
    expect(connection.info.closed).toBe("deleted");
  });
});

test("a status tells since when it holds", async () => {
  await goLive();
  const since = connection.info.since;
  await pass(5000);
  await world.last.breakStream();
  expect(connection.info.since).toBe(since + 5000);
  await pass(500);
  await world.last.fail();
  expect(connection.info.since).toBe(since + 5000);
});
