import type { ComponentVersion } from "../../api/types.ts";
import type { Component } from "./parts.ts";
import { elementsIn, fieldsOf, toTexts, type TextField, type Texts } from "./texts.ts";

/** The versions of a component; of one element only those that changed it. Newest first, as they come. */
export function versionsOf(
  component: Component,
  element: number | null,
  all: readonly ComponentVersion[],
): readonly ComponentVersion[] {
  // What a locked part did not take stands among the versions, newer than the current one.
  if (element === null) return all;
  return all.filter((version, i) => {
    const older = all[i + 1];
    const own = ownTexts(component, element, version.value);
    if (!older) return Object.keys(own).length > 0;
    return JSON.stringify(own) !== JSON.stringify(ownTexts(component, element, older.value));
  });
}

function ownTexts(component: Component, element: number, value: unknown): Texts {
  return Object.fromEntries(
    Object.entries(toTexts(component, value)).filter(([key]) => key.startsWith(`${element}/`)),
  );
}

/** The fields in which two versions differ; of one element only its own. */
export function fieldsOfVersions(
  component: Component,
  element: number | null,
  from: Texts,
  to: Texts,
): TextField[] {
  return fieldsOf(component, Math.max(elementsIn(from), elementsIn(to))).filter(
    (field) =>
      (element === null || field.element === element) &&
      (from[field.key] ?? "") !== (to[field.key] ?? ""),
  );
}

/** The version whose text another brought back, however often it was brought back since; null for one that was written. */
export function restoredFrom(
  all: readonly ComponentVersion[],
  version: ComponentVersion,
): ComponentVersion | null {
  const before = all.find(({ artifactId }) => artifactId === version.restores);
  return before ? (restoredFrom(all, before) ?? before) : null;
}

/** The list as it stands with one element as an older version had it. */
export function withRestored(current: unknown, older: unknown, element: number): unknown[] {
  const list: unknown[] = Array.isArray(current) ? [...(current as unknown[])] : [];
  const old: unknown[] = Array.isArray(older) ? older : [];
  if (element in old) list[Math.min(element, list.length)] = old[element];
  else list.splice(element, 1);
  return list;
}
