import type { Environment } from "./environment.ts";
import { isObject, type FoldResult, type ServerEvent } from "./fold.ts";
import { readEvents } from "./sse.ts";

/** Every wait and count of the live client, in milliseconds unless said otherwise. */
export const bounds = {
  /** Silence after which a connection counts as dead; the server comments at least every 15 s. */
  silence: 40_000,
  /** How long the first byte of a stream may take before something between is taken to hold it back. */
  firstByte: 6_000,
  /** How long a page stays empty before the state is read beside the stream that does not begin. */
  glance: 1_500,
  /** How long one poll may take. */
  poll: 15_000,
  /** The pause between two polls. */
  pollEvery: 2_000,
  /** While polling: how often a stream is tried again. */
  streamRetryEvery: 30_000,
  /** Tries without any event stream, in a row, after which polling begins. A count. */
  failuresBeforePolling: 3,
  /** The first pause after a failure; it doubles each time. */
  backoffFirst: 500,
  backoffMost: 5_000,
  /** A connection that lived this long wipes the slate clean. */
  stable: 5_000,
} as const;

export type ConnectionStatus =
  "connecting" | "live" | "polling" | "reconnecting" | "offline" | "closed";

export type ClosedReason = "left" | "deleted" | "not_found" | "not_allowed";

export interface ConnectionInfo {
  readonly connection: ConnectionStatus;
  /** When this status began. */
  readonly since: number;
  /** When the next try is due, while reconnecting or offline. */
  readonly nextTry: number | null;
  /** Set once `connection` is `closed`. */
  readonly closed: ClosedReason | null;
}

export interface Source<S> {
  readonly streamUrl: string;
  /** Where the whole state can be read when no stream can be had. */
  readonly readUrl: string;
  /** `fresh`: the first event of a connection that resumed nothing, so it holds everything. */
  fold(state: S | null, event: ServerEvent, fresh: boolean): FoldResult<S>;
  /** The state from an answer of `readUrl`; undefined when it is not one. */
  read(state: S | null, body: unknown): S | undefined;
  /** Whether the ETag of `readUrl` is an event id of the stream, so that one resumes the other. */
  readonly etagIsEventId: boolean;
}

export interface Observer<S> {
  state(state: S): void;
  info(info: ConnectionInfo): void;
}

/** How one try for a stream ended. */
type Ending =
  /** The document is gone or not ours: never come back. */
  | { readonly kind: "closed"; readonly reason: ClosedReason }
  /** What came does not continue what is held: come back for a full state. */
  | { readonly kind: "gap" }
  /** No event stream could be had. */
  | {
      readonly kind: "refused";
      readonly retryAfter: number;
      /** It was answered, or not even that, but no byte of it came: the next try would be the same. */
      readonly held?: boolean;
    }
  /** There was an event stream, and it ended. */
  | { readonly kind: "lost" };

/** One document or list, followed for as long as someone looks at it. */
export class Connection<S> {
  readonly #source: Source<S>;
  readonly #world: Environment;
  readonly #observer: Observer<S>;

  #state: S | null = null;
  /** The id of the version held; what a stream resumes from. */
  #eventId: string | null = null;
  #etag: string | null = null;
  #info: ConnectionInfo;
  #left = false;
  #abort = new AbortController();
  #wake: (() => void) | null = null;
  #ignoreChanges: () => void = () => undefined;

  constructor(source: Source<S>, world: Environment, observer: Observer<S>) {
    this.#source = source;
    this.#world = world;
    this.#observer = observer;
    this.#info = { connection: "connecting", since: world.now(), nextTry: null, closed: null };
  }

  get info(): ConnectionInfo {
    return this.#info;
  }

  start(): void {
    this.#ignoreChanges = this.#world.onChange((change) => {
      // A network that went or came back leaves old sockets half open: only a new one can tell.
      if (change !== "shown") this.#abort.abort();
      this.#wake?.();
    });
    void this.#run();
  }

  /** Tries again now instead of when the next try is due. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Leaves. What runs on the server goes on: leaving is not stopping. */
  close(): void {
    this.#end("left");
  }

  async #run(): Promise<void> {
    let failures = 0;
    let withoutStream = 0;

    while (!this.#left) {
      this.#abort = new AbortController();
      if (this.#world.isHidden()) {
        this.#report("connecting");
        await this.#sleep(null);
        failures = 0;
        continue;
      }

      const polling = withoutStream >= bounds.failuresBeforePolling;
      const startedAt = this.#world.now();
      const round = this.#abort.signal;
      const ending = polling
        ? await this.#pollAndProbe(round)
        : await this.#stream(this.#eventId, round);
      if (this.#gone()) return;
      // Let go on purpose, not lost: no failure to wait for.
      if (round.aborted && ending.kind !== "closed") continue;

      switch (ending.kind) {
        case "closed":
          this.#end(ending.reason);
          return;
        case "gap":
          this.#eventId = null;
          this.#etag = null;
          withoutStream = 0;
          failures++;
          break;
        case "lost":
          withoutStream = 0;
          failures = this.#world.now() - startedAt >= bounds.stable ? 1 : failures + 1;
          break;
        case "refused":
          withoutStream = ending.held
            ? Math.max(withoutStream + 1, bounds.failuresBeforePolling)
            : withoutStream + 1;
          failures++;
          if (!polling && withoutStream >= bounds.failuresBeforePolling) continue;
          break;
      }

      const wait = Math.max(
        this.#backoff(failures),
        ending.kind === "refused" ? ending.retryAfter : 0,
      );
      this.#report(this.#world.isOnline() ? "reconnecting" : "offline", this.#world.now() + wait);
      if (await this.#sleep(wait)) failures = 0;
    }
  }

  /** One connection, from its request to its end. */
  async #stream(
    resumeFrom: string | null,
    round: AbortSignal,
    onLive: () => void = () => undefined,
  ): Promise<Ending> {
    const request = new AbortController();
    const stop = () => request.abort();
    const signal = AbortSignal.any([round, request.signal]);
    const held = { back: false };
    let watchdog = this.#world.after(bounds.firstByte, () => {
      held.back = true;
      stop();
    });
    const resuming = resumeFrom !== null;
    const seen: { alive: boolean; fresh: boolean; ending: Ending | null } = {
      alive: false,
      fresh: !resuming,
      ending: null,
    };

    // Whatever holds the stream back need not hold a plain answer back.
    const noGlance =
      this.#state === null
        ? this.#world.after(bounds.glance, () => void this.#poll(signal, () => seen.alive))
        : () => undefined;
    const noStream = (): Ending => ({ kind: "refused", retryAfter: 0, held: held.back });

    const goLive = () => {
      if (seen.alive) return;
      seen.alive = true;
      noGlance();
      onLive();
      this.#report("live");
    };

    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (resuming) headers["Last-Event-ID"] = resumeFrom;
      const response = await this.#world.fetch(this.#source.streamUrl, {
        headers,
        cache: "no-store",
        signal,
      });
      const refusal = this.#refusal(response);
      if (refusal) return refusal;
      if (!isEventStream(response) || !response.body) return { kind: "refused", retryAfter: 0 };

      if (resuming) {
        // Nothing may have been missed, so the next byte may be the server's next comment.
        watchdog();
        watchdog = this.#world.after(bounds.silence, stop);
        goLive();
      }
      await readEvents(
        response.body,
        (event) => {
          const result = this.#source.fold(this.#state, event, seen.fresh);
          if (result.kind === "deleted") seen.ending = { kind: "closed", reason: "deleted" };
          if (result.kind === "gap") seen.ending = { kind: "gap" };
          if (seen.ending) return false;
          seen.fresh = false;
          if (event.id !== null) this.#eventId = event.id;
          goLive();
          if (result.kind === "state") this.#keep(result.state);
          return !signal.aborted;
        },
        () => {
          watchdog();
          watchdog = this.#world.after(bounds.silence, stop);
        },
      );
      return seen.ending ?? (seen.alive ? { kind: "lost" } : noStream());
    } catch {
      return seen.alive ? { kind: "lost" } : noStream();
    } finally {
      watchdog();
      noGlance();
      stop();
    }
  }

  /**
   * Reads the whole state every few seconds, and now and then tries a stream again beside it.
   * That stream is a fresh one, so its first event replaces whatever the polls have brought
   * meanwhile and nothing has to be matched up.
   */
  async #pollAndProbe(round: AbortSignal): Promise<Ending> {
    const probing = new AbortController();
    const signal = AbortSignal.any([round, probing.signal]);
    const probe: { running: Promise<Ending> | null; ending: Ending | null; live: boolean } = {
      running: null,
      ending: null,
      live: false,
    };
    // At once: when the whole server was away, the first poll that works says that it is back.
    let nextProbe = this.#world.now();

    while (!round.aborted) {
      const polled = await this.#poll(signal, () => probe.live);
      if (probe.live && probe.running) return await probe.running;
      if (polled !== "ok") {
        probing.abort();
        return polled === "failed" ? { kind: "refused", retryAfter: 0 } : polled;
      }

      this.#report("polling");
      if (!probe.running && this.#world.now() >= nextProbe) {
        const onLive = () => {
          probe.live = true;
          this.#wake?.();
        };
        probe.running = this.#stream(null, signal, onLive).then(
          (ending) => (probe.ending = ending),
        );
      }
      await this.#sleep(bounds.pollEvery);
      if (probe.live && probe.running) return await probe.running;
      if (probe.ending && probe.ending.kind !== "refused") return probe.ending;
      if (probe.ending) {
        probe.running = probe.ending = null;
        nextProbe = this.#world.now() + bounds.streamRetryEvery;
      }
    }
    return { kind: "lost" };
  }

  async #poll(
    round: AbortSignal,
    overtaken: () => boolean,
  ): Promise<"ok" | "failed" | Extract<Ending, { kind: "closed" }>> {
    const request = new AbortController();
    const signal = AbortSignal.any([round, request.signal]);
    const cancelTimer = this.#world.after(bounds.poll, () => request.abort());
    try {
      const headers: Record<string, string> = { Accept: "application/json" };
      if (this.#etag !== null) headers["If-None-Match"] = this.#etag;
      const response = await this.#world.fetch(this.#source.readUrl, {
        headers,
        cache: "no-store",
        signal,
      });
      if (response.status === 304) return "ok";
      const refusal = this.#refusal(response);
      if (refusal) return refusal.kind === "closed" ? refusal : "failed";

      const state = this.#source.read(this.#state, await response.json());
      if (state === undefined) return "failed";
      if (overtaken() || signal.aborted) return "ok";
      this.#etag = response.headers.get("etag");
      this.#eventId = this.#source.etagIsEventId ? eventIdOf(this.#etag) : null;
      this.#keep(state);
      return "ok";
    } catch {
      return "failed";
    } finally {
      cancelTimer();
    }
  }

  #refusal(response: Response): Exclude<Ending, { kind: "gap" | "lost" }> | null {
    if (response.ok) return null;
    switch (response.status) {
      case 404:
      case 410:
        return { kind: "closed", reason: this.#state === null ? "not_found" : "deleted" };
      case 401:
      case 403:
        return { kind: "closed", reason: "not_allowed" };
      default:
        // An id that the server will not take must not be offered for ever.
        if (response.status < 500 && response.status !== 429) this.#eventId = null;
        return { kind: "refused", retryAfter: retryAfter(response) };
    }
  }

  #keep(state: S): void {
    this.#state = state;
    this.#observer.state(state);
  }

  #report(connection: ConnectionStatus, nextTry: number | null = null): void {
    if (this.#left) return;
    const before = this.#info;
    if (before.connection === connection && before.nextTry === nextTry) return;
    const since = before.connection === connection ? before.since : this.#world.now();
    this.#publish({ connection, since, nextTry, closed: null });
  }

  #publish(info: ConnectionInfo): void {
    this.#info = info;
    this.#observer.info(info);
  }

  #end(reason: ClosedReason): void {
    if (this.#left) return;
    this.#left = true;
    this.#ignoreChanges();
    this.#publish({
      connection: "closed",
      since: this.#world.now(),
      nextTry: null,
      closed: reason,
    });
    this.#abort.abort();
    this.#wake?.();
  }

  /** A method, so that the compiler does not take the field for unchanged across an await. */
  #gone(): boolean {
    return this.#left;
  }

  #backoff(failures: number): number {
    const whole = Math.min(bounds.backoffFirst * 2 ** (failures - 1), bounds.backoffMost);
    // A restarted server must not meet all of its viewers in the same instant.
    return whole * (0.5 + this.#world.random() / 2);
  }

  /** Waits, or for ever when null; true when something woke it before its time. */
  #sleep(ms: number | null): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = ms === null ? () => undefined : this.#world.after(ms, () => done(false));
      const done = (woken: boolean) => {
        cancel();
        this.#wake = null;
        resolve(woken);
      };
      this.#wake = () => done(true);
    });
  }
}

function isEventStream(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/** A proxy that compresses makes an ETag weak; it still names the same version. */
function eventIdOf(etag: string | null): string | null {
  return etag === null ? null : (/^(?:W\/)?"(.*)"$/.exec(etag)?.[1] ?? null);
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, bounds.backoffMost) : 0;
}

/** The parts of a source that every document shares. */
export function readDocument(body: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(body) && "streamingData" in body ? body : undefined;
}
