// @vitest-environment node
import { expect, test } from "vitest";
import type { LineageNode } from "../../api/types.ts";
import { placeNodes } from "./lineageLayout.ts";

const node = (id: string, minute: number): LineageNode => ({
  id,
  kind: id.startsWith("t") ? "transform" : "artifact",
  type: "outline_title",
  label: id,
  createdAt: `2026-01-01T00:0${minute}:00Z`,
});
const edge = (from: string, to: string) => ({ from, to, role: "" });

test("everything stands behind all that it came from, and nothing lies on another", () => {
  const nodes = [
    node("b", 3),
    node("a", 0),
    node("t1", 1),
    node("t2", 4),
    node("c", 5),
    node("d", 3),
  ];
  const edges = [
    edge("a", "t1"),
    edge("t1", "b"),
    edge("t1", "d"),
    edge("b", "t2"),
    edge("a", "t2"),
    edge("t2", "c"),
  ];
  const placed = placeNodes({ nodes, edges });
  expect(Object.fromEntries(placed.map(({ id, layer }) => [id, layer]))).toEqual({
    a: 0,
    t1: 1,
    b: 2,
    d: 2,
    t2: 3,
    c: 4,
  });
  expect(new Set(placed.map(({ layer, row }) => `${layer} ${row}`)).size).toBe(nodes.length);
});

test("what comes from the same stands together", () => {
  const nodes = [node("t1", 0), node("t2", 1), node("x", 2), node("y", 3), node("z", 4)];
  const edges = [edge("t1", "x"), edge("t2", "y"), edge("t1", "z")];
  const rows = placeNodes({ nodes, edges })
    .filter(({ layer }) => layer === 1)
    .map(({ id }) => id);
  expect(rows).toEqual(["x", "z", "y"]);
});

test("a ring is no endless loop", () => {
  const nodes = [node("a", 0), node("t1", 1)];
  expect(placeNodes({ nodes, edges: [edge("a", "t1"), edge("t1", "a")] })).toHaveLength(2);
});
