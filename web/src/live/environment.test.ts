import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { browserEnvironment, type EnvironmentChange } from "./environment.ts";

let heard: EnvironmentChange[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  heard = [];
  stop = browserEnvironment().onChange((change) => heard.push(change));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** The machine is away for so long: no timer runs, and the clock goes on. */
function sleep(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

test("a clock that jumped means that the machine slept, and is told once", async () => {
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual([]);
  sleep(10 * 60_000);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual(["woke"]);
});

test("a page that was busy for a while did not sleep", async () => {
  sleep(9_000);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual([]);
});

test("slow timers of a hidden page are no sleep", async () => {
  sleep(60_000);
  document.dispatchEvent(new Event("visibilitychange"));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual(["shown"]);
});

test("a frozen page that goes on, and one that comes back from the cache, woke", () => {
  document.dispatchEvent(new Event("resume"));
  const event = new Event("pageshow");
  window.dispatchEvent(event);
  expect(heard).toEqual(["woke"]);
  Object.defineProperty(event, "persisted", { value: true });
  window.dispatchEvent(event);
  expect(heard).toEqual(["woke", "woke"]);
});

test("who stopped listening hears nothing, and no clock runs for them", async () => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
  sleep(10 * 60_000);
  await vi.advanceTimersByTimeAsync(20_000);
  document.dispatchEvent(new Event("resume"));
  expect(heard).toEqual([]);
});
