import type { LineageGraph, LineageNode } from "../../api/types.ts";

export interface PlacedNode extends LineageNode {
  /** How many steps it is from the beginning. */
  readonly layer: number;
  /** Its place in its layer, from 0. */
  readonly row: number;
}

/**
 * Puts each node behind all that it came from. A layer keeps the order of time, and a node stands
 * near what it came from, so that lines seldom cross.
 */
export function placeNodes({ nodes, edges }: LineageGraph): PlacedNode[] {
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const layers = new Map<string, number>();
  const layerOf = (id: string, above: ReadonlySet<string>): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    // A ring cannot be; were there one, it would still be drawn.
    const from = (before.get(id) ?? []).filter((other) => !above.has(other));
    const path = new Set(above).add(id);
    const layer = from.reduce((most, other) => Math.max(most, layerOf(other, path) + 1), 0);
    layers.set(id, layer);
    return layer;
  };
  const inTime = [...nodes].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  for (const { id } of inTime) layerOf(id, new Set());

  const rows = new Map<string, number>();
  const placed: PlacedNode[] = [];
  const last = Math.max(-1, ...layers.values());
  for (let layer = 0; layer <= last; layer++) {
    const weight = (id: string) => {
      const from = (before.get(id) ?? []).flatMap((other) => rows.get(other) ?? []);
      return from.length === 0 ? 0 : from.reduce((sum, row) => sum + row, 0) / from.length;
    };
    const ordered = inTime
      .filter(({ id }) => layers.get(id) === layer)
      .sort((a, b) => weight(a.id) - weight(b.id));
    for (const [row, node] of ordered.entries()) {
      rows.set(node.id, row);
      placed.push({ ...node, layer, row });
    }
  }
  return placed;
}
