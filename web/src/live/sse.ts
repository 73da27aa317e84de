import { createParser } from "eventsource-parser";
import type { ServerEvent } from "./fold.ts";

/**
 * Reads `text/event-stream` until the server ends it or `onEvent` answers false.
 * `onBytes` hears of every byte, comments too: that is what tells a quiet stream from a dead one.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: ServerEvent) => boolean,
  onBytes: () => void = () => undefined,
): Promise<void> {
  const reading = { wanted: true };
  const parser = createParser({
    onEvent: ({ event, data, id }) => {
      if (reading.wanted)
        reading.wanted = onEvent({ name: event ?? "message", data, id: id ?? null });
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    while (reading.wanted) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
