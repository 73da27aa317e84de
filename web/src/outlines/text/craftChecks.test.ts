// @vitest-environment node
import { expect, test } from "vitest";
import type { Character, OutlineComponents } from "../../api/types.ts";
import { craftChecks } from "./craftChecks.ts";

const person = (name: string, relationships: Record<string, string> = {}): Character => ({
  name,
  type: "other",
  description: "d",
  relationships,
});

const good: OutlineComponents = {
  selling_points: ["a", "b", "c"],
  satisfaction_points: ["a", "b", "c", "d", "e"],
  synopsis_stages: ["沈砚出门", "顾念来了", "沈砚走了", "顾念哭了", "沈砚回来"],
  characters: [person("沈砚", { 顾念: "旧识" }), person("顾念")],
};

const codes = (there: OutlineComponents) => craftChecks(there).map(({ code }) => code);

test("a sound outline gets no suggestion, and an empty one none either", () => {
  expect(craftChecks(good)).toEqual([]);
  expect(craftChecks({})).toEqual([]);
});

test("points are three to five", () => {
  expect(craftChecks({ ...good, selling_points: ["a", "b"] })).toEqual([
    { code: "selling_points", part: "selling_points", count: 2 },
  ]);
  expect(codes({ ...good, satisfaction_points: Array<string>(6).fill("a") })).toEqual([
    "satisfaction_points",
  ]);
});

test("stages are five, and each says something", () => {
  expect(codes({ ...good, synopsis_stages: ["沈砚和顾念"] })).toEqual(["stages"]);
  expect(craftChecks({ ...good, synopsis_stages: ["沈砚", "顾念", " ", "d", "e"] })).toEqual([
    { code: "emptyStage", part: "synopsis_stages/2", number: 3 },
  ]);
});

test("whom a relationship names must be in the cast, and whom a stage names too", () => {
  const characters = [person("沈砚", { 老王: "房东" }), person("顾念")];
  const synopsis_stages = ["沈砚遇见老王", "顾念", "c", "d", "e"];
  expect(craftChecks({ ...good, characters, synopsis_stages })).toEqual([
    { code: "notInCast", part: "synopsis_stages/0", number: 1, name: "老王" },
    { code: "stranger", part: "characters/0", name: "沈砚", other: "老王" },
  ]);
});

test("a name without a text in the stages, two of one name, and none at all are told", () => {
  expect(codes({ ...good, characters: [...(good.characters ?? []), person("路人甲")] })).toEqual([
    "neverSeen",
  ]);
  expect(codes({ ...good, characters: [person("沈砚"), person("顾念"), person("顾念 ")] })).toEqual(
    ["twice"],
  );
  expect(codes({ ...good, characters: [person("沈砚"), person("顾念"), person(" ")] })).toEqual([
    "unnamed",
  ]);
});

test("Latin names are words, in whatever case, and a first name is enough", () => {
  const synopsis_stages = ["ANN walks in", "b", "c", "d", "Bo leaves"];
  const characters = [person("Ann Lee", { bo: "rival" }), person("Bo")];
  expect(craftChecks({ ...good, synopsis_stages, characters })).toEqual([]);
  expect(codes({ ...good, synopsis_stages: ["Annabel", "Bo", "c", "d", "e"], characters })).toEqual(
    ["neverSeen"],
  );
});
