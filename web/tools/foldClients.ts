import { createHash } from "node:crypto";
import { fold, type FoldedDocument, type ServerEvent } from "../src/live/fold.ts";
import { readEvents } from "../src/live/sse.ts";
import { canonicalJson } from "./canonical.ts";

export type Command =
  | {
      readonly op: "connect";
      readonly client: string;
      readonly url: string;
      readonly lastEventId?: string | null;
      /** Folds onto what the client of that name held; else it begins with nothing. */
      readonly keepState?: boolean;
      /** Prints a hash of the state after each event in place of the state. */
      readonly quiet?: boolean;
    }
  | { readonly op: "drop"; readonly client: string }
  | { readonly op: "state"; readonly client: string };

interface Client {
  state: FoldedDocument | null;
  eventId: string | null;
  quiet: boolean;
  abort: AbortController | null;
}

/** Many clients of the live events, each with the page's own reader and fold. */
export class FoldClients {
  readonly #clients = new Map<string, Client>();
  readonly #print: (line: object) => void;
  readonly #fetch: typeof fetch;

  constructor(print: (line: object) => void, fetchFrom: typeof fetch = fetch) {
    this.#print = print;
    this.#fetch = fetchFrom;
  }

  async run(command: Command): Promise<void> {
    const name = command.client;
    switch (command.op) {
      case "connect":
        return this.#connect(command);
      case "drop":
        this.#clients.get(name)?.abort?.abort("dropped");
        return;
      case "state": {
        const client = this.#clients.get(name);
        this.#print({ client: name, id: client?.eventId ?? null, state: client?.state ?? null });
        return;
      }
    }
  }

  async #connect(command: Extract<Command, { op: "connect" }>): Promise<void> {
    const name = command.client;
    const before = this.#clients.get(name);
    before?.abort?.abort("replaced");
    const abort = new AbortController();
    const client: Client = {
      state: command.keepState ? (before?.state ?? null) : null,
      eventId: command.keepState ? (before?.eventId ?? null) : null,
      quiet: command.quiet ?? false,
      abort,
    };
    this.#clients.set(name, client);

    let reason = "ended";
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (command.lastEventId != null) headers["Last-Event-ID"] = command.lastEventId;
      const response = await this.#fetch(command.url, { headers, signal: abort.signal });
      this.#print({ client: name, opened: response.status });
      if (!response.ok || !response.body) {
        reason = `status ${response.status}`;
      } else {
        await readEvents(response.body, (event) => {
          if (abort.signal.aborted) return false;
          const stop = this.#fold(name, client, event);
          reason = stop ?? reason;
          return stop === null;
        });
      }
    } catch (error) {
      reason = `lost: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (abort.signal.aborted) reason = String(abort.signal.reason);
    this.#print({ client: name, closed: reason, id: client.eventId });
  }

  /** Why to stop, or null. */
  #fold(name: string, client: Client, event: ServerEvent): string | null {
    const result = fold(client.state, event);
    if (event.id !== null) client.eventId = event.id;
    switch (result.kind) {
      case "gap":
        return `gap: ${result.reason}`;
      case "ignored":
        return null;
      case "deleted":
        this.#print({ client: name, event: "deleted", id: event.id });
        return "deleted";
      case "state": {
        client.state = result.state;
        const line = { client: name, event: event.name, id: event.id };
        this.#print(
          client.quiet
            ? { ...line, sha256: sha256(canonicalJson(result.state)) }
            : { ...line, state: result.state },
        );
        return null;
      }
    }
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
