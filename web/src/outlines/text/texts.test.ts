// @vitest-environment node
import { describe, expect, test } from "vitest";
import { components, inOrder, missingParts } from "./parts.ts";
import { elementsIn, fromTexts, sameTexts, toTexts, withElement, withoutElement } from "./texts.ts";

const whole: Record<(typeof components)[number], unknown> = {
  title: "末班信使",
  genre: "都市 · 悬疑",
  target_audience: { demographic: "20–45", core_themes: ["真相", "原谅"] },
  selling_points: ["一", "二", "三"],
  satisfaction_points: ["打脸: 当众", "反转"],
  setting: { core_setting_summary: "当代", key_scenes: ["巷口", "车站"] },
  synopsis_stages: ["第一段\n第二行", "", "三", "四", "五"],
  characters: [
    {
      name: "沈砚",
      type: "male_lead",
      description: "快递员",
      age: "27",
      relationships: { 顾念: "旧识：也是对手\n后来是朋友", Ann: "" },
      key_scenes: ["送信\n在雨里"],
    },
    { name: "", type: "other", description: "" },
  ],
};

test.each(components)("%s is the same after it was taken apart and put together", (component) => {
  const value = whole[component];
  expect(fromTexts(component, toTexts(component, value))).toEqual(value);
});

describe("a list", () => {
  test("is a line for each entry, and empty lines are none", () => {
    expect(toTexts("selling_points", ["a", "b"])).toEqual({ points: "a\nb" });
    expect(fromTexts("selling_points", { points: " a \n\n b\n" })).toEqual(["a", "b"]);
  });

  test("keeps the line breaks inside an entry, as lines that begin with a mark", () => {
    const value = ["a\n b\n\nc", "d"];
    expect(toTexts("selling_points", value)).toEqual({ points: "a\n↳  b\n↳ \n↳ c\nd" });
    expect(fromTexts("selling_points", toTexts("selling_points", value))).toEqual(value);
  });

  test("may have a line of its own made part of the one above", () => {
    expect(fromTexts("selling_points", { points: "a\n  ↳b\nc\n\n↳ d" })).toEqual(["a\nb", "c\nd"]);
    expect(fromTexts("selling_points", { points: "↳ first" })).toEqual(["↳ first"]);
  });

  test("of relationships loses no line, whatever is typed", () => {
    const typed = {
      "0/name": "A",
      "0/type": "other",
      "0/description": "",
      "0/relationships": "B: one\n↳ more\nB: two\n: nobody's\nC：\n\n：",
    };
    expect(fromTexts("characters", typed)).toEqual([
      {
        name: "A",
        type: "other",
        description: "",
        relationships: { B: "one\nmore\ntwo", "nobody's": "", C: "" },
      },
    ]);
  });
});

test("a relationship is typed with either colon, and may have only a name yet", () => {
  const value = fromTexts("characters", {
    "0/name": "A",
    "0/type": "nonsense",
    "0/description": "",
    "0/relationships": "甲：对手\nB : friend: of old\nC",
  });
  expect(value).toEqual([
    {
      name: "A",
      type: "other",
      description: "",
      relationships: { 甲: "对手", B: "friend: of old", C: "" },
    },
  ]);
});

test("a draft may be incomplete in every way", () => {
  expect(toTexts("characters", [null, { name: "沈" }])).toMatchObject({
    "0/name": "",
    "1/name": "沈",
    "1/key_scenes": "",
  });
  expect(toTexts("setting", undefined)).toEqual({ core_setting_summary: "", key_scenes: "" });
});

test("elements come and go, and the others keep their texts", () => {
  const texts = toTexts("synopsis_stages", ["a", "b", "c"]);
  expect(fromTexts("synopsis_stages", withoutElement(texts, 1))).toEqual(["a", "c"]);
  expect(fromTexts("synopsis_stages", withElement("synopsis_stages", texts))).toEqual([
    "a",
    "b",
    "c",
    "",
  ]);
  expect(elementsIn(withElement("characters", {}))).toBe(1);
});

test("blanks that mean nothing are no change", () => {
  expect(sameTexts("selling_points", { points: "a\nb" }, { points: "a\n\nb " })).toBe(true);
  expect(sameTexts("title", { title: "a" }, { title: "a " })).toBe(false);
});

test("what is missing is what is not there and what is owed, in reading order", () => {
  const doc = {
    components: { title: "t", characters: [] },
    missing: ["characters/1", "genre", "characters/0"],
  };
  expect(missingParts(doc)).toEqual([
    "genre",
    "target_audience",
    "selling_points",
    "satisfaction_points",
    "setting",
    "synopsis_stages",
    "characters/0",
    "characters/1",
  ]);
  expect(inOrder(["characters", "title", "title"])).toEqual(["title", "characters"]);
});
