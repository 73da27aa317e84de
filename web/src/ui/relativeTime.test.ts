// @vitest-environment node
import { expect, test } from "vitest";
import { relativeTime } from "./relativeTime.ts";

const now = Date.parse("2026-03-10T12:00:00Z");

test.each([
  ["2026-03-10T11:59:40Z", "now", "现在"],
  ["2026-03-10T12:00:30Z", "now", "现在"],
  ["2026-03-10T11:57:00Z", "3 minutes ago", "3分钟前"],
  ["2026-03-09T11:00:00Z", "yesterday", "昨天"],
  ["2024-03-09T11:00:00Z", "2 years ago", "2年前"],
])("%s is told as %s and %s", (then, english, chinese) => {
  expect(relativeTime(then, now, "en")).toBe(english);
  expect(relativeTime(then, now, "zh")).toBe(chinese);
});
