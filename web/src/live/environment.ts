/** What the live client needs of the world; tests give it a fake one. */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back after `ms`; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** 0 ≤ n < 1. */
  random(): number;
  isHidden(): boolean;
  isOnline(): boolean;
  /** Hears of the page being shown or hidden and of the network coming or going. */
  onChange(listener: (change: EnvironmentChange) => void): () => void;
}

export type EnvironmentChange = "shown" | "hidden" | "online" | "offline";

export function browserEnvironment(): Environment {
  return {
    // A bare `fetch` loses its `this` when it is passed around as a method.
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    isHidden: () => document.visibilityState === "hidden",
    isOnline: () => navigator.onLine,
    onChange: (listener) => {
      const release = new AbortController();
      const { signal } = release;
      document.addEventListener(
        "visibilitychange",
        () => listener(document.visibilityState === "hidden" ? "hidden" : "shown"),
        { signal },
      );
      addEventListener("online", () => listener("online"), { signal });
      addEventListener("offline", () => listener("offline"), { signal });
      // A page that comes back from the back/forward cache had its connections cut without a word.
      addEventListener("pageshow", (event) => event.persisted && listener("online"), { signal });
      return () => release.abort();
    },
  };
}
