// @vitest-environment node
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../tests/random.ts";
import type { ServerEvent } from "./fold.ts";
import { readEvents } from "./sse.ts";

function bodyOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === "string" ? encoder.encode(piece) : piece);
      }
      controller.close();
    },
  });
}

async function eventsOf(body: ReadableStream<Uint8Array>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  await readEvents(body, (event) => events.push(event) > 0);
  return events;
}

const wire =
  ': hello\nid: 1\ndata: {"a":"月光"}\n\n' +
  'id: 2\nevent: chunk\ndata: {"text":"😀 line"}\n\n:\n\n' +
  "data: no id\n\nid: 3\nevent: deleted\ndata: {}\n\n";

const expected: ServerEvent[] = [
  { name: "message", data: '{"a":"月光"}', id: "1" },
  { name: "chunk", data: '{"text":"😀 line"}', id: "2" },
  { name: "message", data: "no id", id: null },
  { name: "deleted", data: "{}", id: "3" },
];

describe("an event stream", () => {
  test("reads the same in one piece and byte by byte, inside a character too", async () => {
    const bytes = new TextEncoder().encode(wire);
    expect(await eventsOf(bodyOf(bytes))).toEqual(expected);
    expect(await eventsOf(bodyOf(...Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(
      expected,
    );
  });

  test.each(["\n", "\r\n", "\r"])(
    "reads the same with %j at the line ends, in any split",
    async (end) => {
      const bytes = new TextEncoder().encode(wire.replaceAll("\n", end));
      const random = seededRandom(bytes.length);
      for (let round = 0; round < 100; round++) {
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length;) {
          const size = 1 + Math.floor(random() * 20);
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        // A bare CR at the very end may still be half of a CRLF; only another byte can tell.
        if (end === "\r") pieces.push(Uint8Array.of(58, 10));
        expect(await eventsOf(bodyOf(...pieces))).toEqual(expected);
      }
    },
  );

  test("drops an event that the end of the connection cut off", async () => {
    expect(await eventsOf(bodyOf("data: whole\n\ndata: ha"))).toEqual([
      { name: "message", data: "whole", id: null },
    ]);
  });

  test("joins several data lines with line breaks", async () => {
    expect((await eventsOf(bodyOf("data: a\ndata: b\n\n")))[0]?.data).toBe("a\nb");
  });

  test("stops at the event that asks for no more, and lets the connection go", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\ndata: y\n\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    const seen: string[] = [];
    await readEvents(body, (event) => {
      seen.push(event.data);
      return false;
    });
    expect(seen).toEqual(["x"]);
    expect(cancelled).toBe(true);
  });

  test("tells of comments' bytes, which say that the connection lives", async () => {
    let heard = 0;
    await readEvents(
      bodyOf(": keep", "-alive\n\n"),
      () => true,
      () => heard++,
    );
    expect(heard).toBe(2);
  });
});
