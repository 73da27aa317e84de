import { vi } from "vitest";
import type { Environment, EnvironmentChange } from "../src/live/environment.ts";

/** One request that the client made, answered by the test. */
export class FakeRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly aborted: () => boolean;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (reason: Error) => void;
  #body: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(
    url: string,
    init: RequestInit,
    resolve: (response: Response) => void,
    reject: (reason: Error) => void,
  ) {
    this.url = url;
    this.headers = init.headers as Record<string, string>;
    this.#resolve = resolve;
    this.#reject = reject;
    const signal = init.signal;
    this.aborted = () => signal?.aborted === true;
    signal?.addEventListener("abort", () => {
      const error = new DOMException("aborted", "AbortError");
      reject(error);
      try {
        this.#body?.error(error);
      } catch {
        // Already closed by the test.
      }
    });
  }

  get isStream(): boolean {
    return this.url.includes("/stream/");
  }

  async openStream(...wire: string[]): Promise<void> {
    const body = new ReadableStream<Uint8Array>({ start: (c) => void (this.#body = c) });
    const headers = { "Content-Type": "text/event-stream; charset=utf-8" };
    this.#resolve(new Response(body, { headers }));
    await settle();
    for (const text of wire) await this.send(text);
  }

  async send(wire: string): Promise<void> {
    this.#body?.enqueue(new TextEncoder().encode(wire));
    await settle();
  }

  async endStream(): Promise<void> {
    this.#body?.close();
    await settle();
  }

  async breakStream(): Promise<void> {
    this.#body?.error(new TypeError("network error"));
    await settle();
  }

  async answer(status: number, body: unknown = null, headers: Record<string, string> = {}) {
    const text = status === 304 ? null : JSON.stringify(body);
    this.#resolve(
      new Response(text, { status, headers: { "Content-Type": "application/json", ...headers } }),
    );
    await settle();
  }

  async fail(): Promise<void> {
    this.#reject(new TypeError("Failed to fetch"));
    await settle();
  }
}

/** A network, a clock and a tab under the test's hand. Needs vi.useFakeTimers(). */
export class FakeWorld implements Environment {
  readonly requests: FakeRequest[] = [];
  hidden = false;
  online = true;
  #listener: ((change: EnvironmentChange) => void) | null = null;

  fetch(url: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.requests.push(new FakeRequest(url, init, resolve, reject));
    });
  }

  now = () => Date.now();
  random = () => 1;
  isHidden = () => this.hidden;
  isOnline = () => this.online;

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }

  onChange(listener: (change: EnvironmentChange) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = null;
    };
  }

  async change(change: EnvironmentChange): Promise<void> {
    if (change === "hidden" || change === "shown") this.hidden = change === "hidden";
    if (change === "online" || change === "offline") this.online = change === "online";
    this.#listener?.(change);
    await settle();
  }

  get listening(): boolean {
    return this.#listener !== null;
  }

  /** The newest request. */
  get last(): FakeRequest {
    const last = this.requests.at(-1);
    if (!last) throw new Error("no request was made");
    return last;
  }

  get streams(): FakeRequest[] {
    return this.requests.filter((request) => request.isStream);
  }
}

/** Lets every promise that is due run; no time passes. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

export function eventText(id: string, data: unknown, name?: string): string {
  return `id: ${id}\n${name ? `event: ${name}\n` : ""}data: ${JSON.stringify(data)}\n\n`;
}
