// @vitest-environment node
import { createHash } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { canonicalJson } from "./canonical.ts";
import { FoldClients } from "./foldClients.ts";

let server: Server;
let url: string;
let resumedFrom: (string | undefined)[];
let responses: ServerResponse[];
let lines: unknown[];
let clients: FoldClients;

beforeEach(async () => {
  resumedFrom = [];
  responses = [];
  const mine: unknown[] = [];
  lines = mine;
  clients = new FoldClients((line) => mine.push(JSON.parse(JSON.stringify(line))));
  server = createServer((request, response) => {
    resumedFrom.push(request.headers["last-event-id"] as string | undefined);
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.flushHeaders();
    responses.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stream/ideation/x`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const full = { id: "x", streamingData: { transformId: "t", chunks: [], draft: null, progress: 0 } };
const chunk = { transformId: "t", index: 0, texts: ["月"], progress: 9 };

const printed = (count: number) => vi.waitFor(() => expect(lines).toHaveLength(count), 10_000);

test("each event is printed with the whole folded state, and a drop is resumed onto it", async () => {
  void clients.run({ op: "connect", client: "c1", url });
  await printed(1);
  responses[0]?.write(`id: 1\ndata: ${JSON.stringify(full)}\n\n`);
  await printed(2);
  await clients.run({ op: "drop", client: "c1" });
  await printed(3);

  void clients.run({ op: "connect", client: "c1", url, lastEventId: "1", keepState: true });
  await printed(4);
  responses[1]?.write(`id: 2\nevent: chunk\ndata: ${JSON.stringify(chunk)}\n\n`);
  await printed(5);
  responses[1]?.end("event: deleted\ndata: {}\n\n");
  await printed(7);

  const folded = { ...full, streamingData: { ...full.streamingData, chunks: ["月"], progress: 9 } };
  expect(resumedFrom).toEqual([undefined, "1"]);
  expect(lines).toEqual([
    { client: "c1", opened: 200 },
    { client: "c1", event: "message", id: "1", state: full },
    { client: "c1", closed: "dropped", id: "1" },
    { client: "c1", opened: 200 },
    { client: "c1", event: "chunk", id: "2", state: folded },
    { client: "c1", event: "deleted", id: null },
    { client: "c1", closed: "deleted", id: "2" },
  ]);
});

test("a quiet client prints a hash of its canonical state, and the state when asked", async () => {
  void clients.run({ op: "connect", client: "q", url, quiet: true });
  await printed(1);
  responses[0]?.write(`id: 1\ndata: ${JSON.stringify(full)}\n\n`);
  await printed(2);
  await clients.run({ op: "state", client: "q" });
  expect(lines.slice(1)).toEqual([
    {
      client: "q",
      event: "message",
      id: "1",
      sha256: createHash("sha256").update(canonicalJson(full)).digest("hex"),
    },
    { client: "q", id: "1", state: full },
  ]);
});

test("canonical JSON does not depend on the order of members", () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: "月" })).toBe(
    '{"a":"月","b":[{"c":null,"d":1}]}',
  );
});

test("an event that does not continue what is held ends the client with the reason", async () => {
  void clients.run({ op: "connect", client: "g", url });
  await printed(1);
  responses[0]?.write(`id: 2\nevent: chunk\ndata: ${JSON.stringify(chunk)}\n\n`);
  await printed(2);
  expect(lines[1]).toEqual({
    client: "g",
    closed: "gap: a chunk came while nothing streams",
    id: "2",
  });
});
