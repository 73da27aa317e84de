import { beforeEach, expect, test } from "vitest";
import { clampCount, emptyDraft, forgetDraft, loadDraft, saveDraft } from "./formDraft.ts";

beforeEach(() => sessionStorage.clear());

test("what was typed is there again after a reload", () => {
  const draft = {
    ...emptyDraft("zh"),
    platform: "抖音",
    genres: [
      ["女频", "爱情类", "甜宠"],
      ["男频", "逆袭类", "战神"],
    ],
    shares: [70, 30],
    userInput: "快递员",
    count: 4,
  };
  saveDraft(draft);
  expect(loadDraft("en")).toEqual(draft);
  forgetDraft();
  expect(loadDraft("en")).toEqual(emptyDraft("en"));
});

test.each([
  "",
  "{",
  "null",
  "[]",
  '"x"',
  '{"genres":[1],"shares":"?","count":"many","language":7}',
])("a stored draft that cannot be used (%s) counts as none", (stored) => {
  sessionStorage.setItem("inkstream.new", stored);
  expect(loadDraft("zh")).toEqual(emptyDraft("zh"));
});

test("shares that do not fit the stored genres are begun anew", () => {
  saveDraft({ ...emptyDraft("zh"), genres: [["a"], ["b"]], shares: [10] });
  expect(loadDraft("zh").shares).toEqual([50, 50]);
});

test("a count stays between 1 and 12", () => {
  expect([-3, 0, Number.NaN, 1, 6.4, 12, 99].map(clampCount)).toEqual([1, 1, 1, 1, 6, 12, 12]);
});
