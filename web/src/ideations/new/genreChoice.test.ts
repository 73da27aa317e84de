// @vitest-environment node
import { expect, test } from "vitest";
import { choiceOf, toggleGenre, type GenrePath } from "./genreChoice.ts";

const bossy = ["女频", "爱情类", "霸总"];
const icy = [...bossy, "高冷型"];
const milky = [...bossy, "奶狗型"];
const sweet = ["女频", "爱情类", "甜宠"];
const warGod = ["男频", "逆袭类", "战神"];
const revenge = ["女频", "其他类型", "复仇"];

const choose = (...paths: GenrePath[]) => paths.reduce<readonly GenrePath[]>(toggleGenre, []);

test("choosing a genre a second time lets it go", () => {
  expect(choose(sweet, warGod, sweet)).toEqual([warGod]);
});

test("choosing a parent takes the place of what is below it", () => {
  expect(choose(icy, sweet, milky, bossy)).toEqual([sweet, bossy]);
});

test("what a chosen parent holds cannot be chosen beside it", () => {
  expect(choiceOf([bossy], icy)).toEqual({ kind: "included", by: bossy });
  expect(choose(bossy, icy)).toEqual([bossy]);
});

test("no more than three can be chosen", () => {
  const three = choose(sweet, warGod, revenge);
  expect(choiceOf(three, bossy)).toEqual({ kind: "full" });
  expect(toggleGenre(three, bossy)).toBe(three);
});

test("a parent can still be chosen when its children fill the three places", () => {
  expect(choose(icy, milky, sweet, bossy)).toEqual([sweet, bossy]);
});

test("genres of one name in different places are different genres", () => {
  const his = ["男频", "设定类", "重生"];
  const hers = ["女频", "设定类", "重生"];
  expect(choose(his, hers)).toEqual([his, hers]);
});
