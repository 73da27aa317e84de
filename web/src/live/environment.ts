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
  /** Hears of the page being shown or hidden, of the network coming or going, and of waking up. */
  onChange(listener: (change: EnvironmentChange) => void): () => void;
}

/** `woke`: time passed without this page, so whatever was open may be dead without a word. */
export type EnvironmentChange = "shown" | "hidden" | "online" | "offline" | "woke";

/** How often the clock is looked at, in milliseconds. */
const heartbeat = 4_000;

/** How late a look may come before the machine must have slept: far beyond any busy page. */
const slept = 15_000;

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
      let looked = Date.now();
      const clock = setInterval(() => {
        const late = Date.now() - looked - heartbeat;
        looked = Date.now();
        if (late > slept) listener("woke");
      }, heartbeat);
      signal.addEventListener("abort", () => clearInterval(clock));
      document.addEventListener(
        "visibilitychange",
        () => {
          // Timers of a hidden page are slowed down: that was no sleep.
          looked = Date.now();
          listener(document.visibilityState === "hidden" ? "hidden" : "shown");
        },
        { signal },
      );
      // A phone freezes pages to save its battery, shown ones too when the screen is off.
      document.addEventListener("resume", () => listener("woke"), { signal });
      addEventListener("online", () => listener("online"), { signal });
      addEventListener("offline", () => listener("offline"), { signal });
      // A page that comes back from the back/forward cache had its connections cut without a word.
      addEventListener("pageshow", (event) => event.persisted && listener("woke"), { signal });
      return () => release.abort();
    },
  };
}
