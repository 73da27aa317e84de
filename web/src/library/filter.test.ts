// @vitest-environment node
import { expect, test } from "vitest";
import { listItem, outlineItem } from "../../tests/listItem.ts";
import { belongs, compareBy, everything, filterOf, narrows, paramsOf } from "./filter.ts";

test("an address says a filter and a filter says its address", () => {
  const address =
    "q=moon&kind=outline&platform=抖音&genre=女频/爱情类&status=failed&favourite=true&sort=title";
  const filter = filterOf(new URLSearchParams(address));
  expect(filter).toEqual({
    q: "moon",
    kind: "outline",
    platform: "抖音",
    genre: "女频/爱情类",
    status: "failed",
    favourite: true,
    sort: "title",
  });
  expect(filterOf(paramsOf(filter))).toEqual(filter);
  expect(paramsOf(everything).size).toBe(0);
});

test("what makes no sense in an address is as if it were not there", () => {
  const filter = filterOf(
    new URLSearchParams("status=done&kind=poem&sort=best&favourite=maybe&q=%20"),
  );
  expect(narrows(filter)).toBe(false);
  expect(filter.sort).toBe("newest");
  expect(filterOf(new URLSearchParams({ q: "x".repeat(500) })).q).toHaveLength(200);
});

test.each([
  [{}, true],
  [{ kind: "ideation" as const }, true],
  [{ kind: "outline" as const }, false],
  [{ platform: "抖音" }, true],
  [{ platform: "快手" }, false],
  [{ genre: "女频" }, true],
  [{ genre: "女频/爱情类/甜宠" }, true],
  [{ genre: "女频/爱" }, false],
  [{ genre: "男频" }, false],
  [{ status: "completed" }, true],
  [{ status: "streaming" }, false],
  [{ favourite: true }, false],
  [{ q: "title A" }, true],
  [{ q: "TWO" }, true],
  [{ q: "moon" }, false],
])("an entry that an event brings is judged by %j: %s", (filter, expected) => {
  expect(belongs({ ...everything, ...filter }, listItem("a"), false)).toBe(expected);
});

test("an outline is known by its own title and by what it is made from", () => {
  const filter = { ...everything, kind: "outline" as const, q: "ferry" };
  expect(belongs(filter, outlineItem("o"), false)).toBe(true);
  expect(belongs({ ...filter, q: "harbour" }, outlineItem("o"), false)).toBe(false);
});

test("what the server found stays found: it searches more than an entry tells", () => {
  expect(belongs({ ...everything, q: "moon" }, listItem("a"), true)).toBe(true);
});

test("the orders are the server's", () => {
  const items = [
    listItem("a", { title: "b", updatedAt: "2026-01-03T00:00:00Z" }),
    listItem("b", { title: "B", updatedAt: "2026-01-01T00:00:00Z" }),
    listItem("c", { title: "中", updatedAt: "2026-01-03T00:00:00Z" }),
    listItem("d", { title: "Ä", updatedAt: "2026-01-02T00:00:00Z" }),
    listItem("e", { title: "😀", updatedAt: "2026-01-02T00:00:00Z" }),
    listItem("f", { title: "\uff21", updatedAt: "2026-01-02T00:00:00Z" }),
  ];
  const order = (sort: Parameters<typeof compareBy>[0]) =>
    [...items]
      .sort(compareBy(sort))
      .map((item) => item.id)
      .join("");
  expect(order("newest")).toBe("fedcba");
  expect(order("oldest")).toBe("abcdef");
  expect(order("updated")).toBe("cafedb");
  expect(order("title")).toBe("abdcfe");
});
