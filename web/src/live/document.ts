import { Connection, readDocument, type ConnectionInfo, type Source } from "./connection.ts";
import { browserEnvironment, type Environment } from "./environment.ts";
import { fold, type FoldedDocument } from "./fold.ts";

export type DocumentType = "ideation" | "outline";

/** What a page shows of one document: its folded state, and how it is being followed. */
export interface Live<S> extends ConnectionInfo {
  readonly data: S | null;
}

export interface LiveStore<S> {
  /** The first subscriber connects, the last one to leave lets the connection go. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Live<S>;
  readonly retryNow: () => void;
}

export function documentSource<S extends FoldedDocument>(
  type: DocumentType,
  id: string,
): Source<S> {
  const key = encodeURIComponent(id);
  return {
    streamUrl: `/api/stream/${type}/${key}?deltas=true`,
    readUrl: `/api/${type}s/${key}`,
    etagIsEventId: true,
    fold: (state, event, fresh) => fold(fresh ? null : state, event),
    read: (_, body) => readDocument(body) as S | undefined,
  };
}

/** Opens a document; nothing is asked of the server until someone subscribes. */
export function openDocument<S extends FoldedDocument>(
  type: DocumentType,
  id: string,
  world: Environment = browserEnvironment(),
): LiveStore<S> {
  return openLive(documentSource<S>(type, id), world);
}

/**
 * A store that `useSyncExternalStore` can follow. What comes in at once is shown at once; what
 * follows within the same frame waits for its end, since nobody could see it any sooner.
 */
export function openLive<S>(
  source: Source<S>,
  world: Environment = browserEnvironment(),
  onFrame: (callback: () => void) => void = nextFrame,
): LiveStore<S> {
  const listeners = new Set<() => void>();
  let connection: Connection<S> | null = null;
  let shown: Live<S> = {
    data: null,
    connection: "connecting",
    since: world.now(),
    nextTry: null,
    closed: null,
  };
  let latest: S | null = null;
  let framePending = false;

  const publish = (live: Live<S>) => {
    shown = live;
    for (const listener of listeners) listener();
  };

  const flush = () => {
    framePending = false;
    if (latest === shown.data) return;
    framePending = true;
    publish({ ...shown, data: latest });
    onFrame(flush);
  };

  const connect = () => {
    shown = { ...shown, connection: "connecting", since: world.now(), nextTry: null, closed: null };
    connection = new Connection(source, world, {
      state: (state) => {
        latest = state;
        if (!framePending) flush();
      },
      info: (info) => publish({ ...info, data: latest }),
    });
    connection.start();
  };

  const leave = () => {
    connection?.close();
    connection = null;
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (!connection) connect();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) leave();
      };
    },
    getSnapshot: () => shown,
    retryNow: () => connection?.retryNow(),
  };
}

function nextFrame(callback: () => void): void {
  requestAnimationFrame(callback);
}
