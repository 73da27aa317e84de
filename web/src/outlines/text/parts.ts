import type { OutlineComponents, OutlineDocument } from "../../api/types.ts";

/** The components of an outline, in the order in which they are read (domain, section 4). */
export const components = [
  "title",
  "genre",
  "target_audience",
  "selling_points",
  "satisfaction_points",
  "setting",
  "synopsis_stages",
  "characters",
] as const satisfies readonly (keyof OutlineComponents)[];

export type Component = (typeof components)[number];

/** Those whose elements are read, edited and written one by one. */
export type ElementComponent = "synopsis_stages" | "characters";

export function isComponent(name: string): name is Component {
  return (components as readonly string[]).includes(name);
}

export function hasElements(component: Component): component is ElementComponent {
  return component === "synopsis_stages" || component === "characters";
}

/** `characters/2` is of `characters`; null for a part that this page does not know. */
export function componentOf(part: string): Component | null {
  const name = part.split("/")[0] ?? "";
  return isComponent(name) ? name : null;
}

/** `characters/2` is the element 2, counted from 0; null when it is the whole. */
export function elementOf(part: string): number | null {
  const [, element] = part.split("/");
  return element === undefined ? null : Number(element);
}

export const partOf = (component: Component, element: number | null): string =>
  element === null ? component : `${component}/${element}`;

/** How many of it there are; 0 when it is not there or no list. */
export function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** The components that are not there, and what the newest generation owes, in reading order. */
export function missingParts(doc: Pick<OutlineDocument, "components" | "missing">): string[] {
  const absent = components.filter((name) => doc.components[name] == null);
  const owed = doc.missing.filter((part) => !absent.some((name) => name === componentOf(part)));
  return inOrder([...absent, ...owed]);
}

export function inOrder(parts: readonly string[]): string[] {
  const place = (part: string) =>
    components.findIndex((name) => name === componentOf(part)) * 100 + (elementOf(part) ?? -1);
  return [...new Set(parts)].sort((a, b) => place(a) - place(b));
}

/** The parts that a mark says are out of date and that a generation may change. */
export function outOfDateParts(doc: Pick<OutlineDocument, "parts">): Component[] {
  return components.filter((name) => {
    const part = doc.parts[name];
    return part !== undefined && part.outOfDate !== null && !part.locked;
  });
}
