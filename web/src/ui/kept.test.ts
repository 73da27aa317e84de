import { beforeEach, expect, test } from "vitest";
import {
  editName,
  forget,
  keep,
  keepEdit,
  longestKept,
  mostEdits,
  mostKept,
  readKept,
} from "./kept.ts";

const text = ({ text: one }: Readonly<Record<string, unknown>>) =>
  typeof one === "string" ? one : null;

beforeEach(() => localStorage.clear());

test("what is kept is there until it is forgotten", () => {
  keep(localStorage, "a", { text: "快递员" });
  expect(readKept(localStorage, "a", text)).toBe("快递员");
  forget(localStorage, "a");
  expect(readKept(localStorage, "a", text)).toBeNull();
});

test.each(["", "{", "null", "[]", '"x"', '{"text":7}'])("%s counts as nothing", (stored) => {
  localStorage.setItem("a", stored);
  expect(readKept(localStorage, "a", text)).toBeNull();
});

test("of edits in place only so many are kept, and the oldest goes", () => {
  for (let i = 0; i <= mostEdits; i++) keepEdit(localStorage, editName("d", `${i}`), {}, 1000 + i);
  expect(localStorage).toHaveLength(mostEdits);
  expect(localStorage.getItem(editName("d", "0"))).toBeNull();
  expect(localStorage.getItem(editName("d", "1"))).not.toBeNull();
});

test("one that nobody came back to for a month goes with the next that is kept", () => {
  keepEdit(localStorage, editName("d", "old"), {}, 1000);
  keepEdit(localStorage, editName("d", "new"), {}, 1001 + longestKept);
  expect(Object.keys(localStorage)).toEqual([editName("d", "new")]);
});

test("the page's other settings are no edits", () => {
  localStorage.setItem("inkstream.theme", "dark");
  for (let i = 0; i <= mostEdits; i++) keepEdit(localStorage, editName("d", `${i}`), {}, 1000 + i);
  expect(localStorage.getItem("inkstream.theme")).toBe("dark");
});

test("what is longer than any field of the page is not kept, and a full browser stops nobody", () => {
  keep(localStorage, "a", { text: "x".repeat(mostKept) });
  expect(localStorage).toHaveLength(0);
  const full = {
    length: 0,
    key: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  } as unknown as Storage;
  expect(() => keepEdit(full, editName("d", "a"), { text: "x" })).not.toThrow();
});
