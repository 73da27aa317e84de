import { expect, test } from "vitest";
import { lastLetter } from "./lastLetter.ts";

test.each([
  ["", null],
  [undefined, null],
  [{}, null],
  [[], null],
  ["A", ""],
  [["One", "Tw"], "1"],
  [["One", ""], "0"],
  [{ demographic: "City", core_themes: ["Peace", "Sil"] }, "core_themes/1"],
  [{ demographic: "City", core_themes: [] }, "demographic"],
  [{ name: "Shen", type: "male_" }, "name"],
  [{ name: "Shen", description: "A courier", age: "2" }, "age"],
  [{ name: "Shen", relationships: { Lin: "Her ol" } }, "relationships/Lin"],
  [[{ name: "Shen" }, { name: "Li" }], "1/name"],
])("in %j the last letter stands at %j", (draft, place) => {
  expect(lastLetter(draft)).toBe(place);
});
