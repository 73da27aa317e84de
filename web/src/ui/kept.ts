import { isObject } from "../live/fold.ts";

/*
 * What a person typed and nobody has saved yet, in their own browser: it outlives a reload and a crash,
 * and is forgotten once it is saved. Only ever text of stories and forms; no key and no password.
 */

/** The most characters of one kept thing; a text that long is in no field of the page. */
export const mostKept = 500_000;
/** The most edits in place that are kept beside each other; the oldest goes. */
export const mostEdits = 40;
/** For how long an edit in place is kept, in milliseconds: thirty days. */
export const longestKept = 30 * 24 * 60 * 60 * 1000;

/** What was kept under that name, as its reader understands it; null when there is nothing to understand. */
export function readKept<T>(
  storage: Storage,
  name: string,
  read: (stored: Readonly<Record<string, unknown>>) => T | null,
): T | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(name) ?? "null");
    return isObject(stored) ? read(stored) : null;
  } catch {
    return null;
  }
}

/** Keeps it, if the browser lets it be kept: typing goes on either way. */
export function keep(storage: Storage, name: string, value: object): void {
  const text = JSON.stringify(value);
  if (text.length > mostKept) return;
  try {
    storage.setItem(name, text);
  } catch {
    // Full, or forbidden: what is typed then lives as long as its page.
  }
}

export function forget(storage: Storage, name: string): void {
  storage.removeItem(name);
}

const edits = "inkstream.edit.";

/** An edit in place, by its document and part. */
export function editName(documentId: string, part: string): string {
  return `${edits}${documentId}.${part}`;
}

/** The same as {@link keep}, with bounds on how many there are and how old. */
export function keepEdit(storage: Storage, name: string, value: object, now = Date.now()): void {
  const others = namesOf(storage)
    .filter((other) => other !== name)
    .map((other) => ({ other, at: readKept(storage, other, timeOf) ?? 0 }))
    .sort((a, b) => b.at - a.at);
  others.forEach(({ other, at }, i) => {
    if (i >= mostEdits - 1 || now - at > longestKept) storage.removeItem(other);
  });
  keep(storage, name, { ...value, at: now });
}

function namesOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? "").filter((name) =>
    name.startsWith(edits),
  );
}

function timeOf({ at }: Readonly<Record<string, unknown>>): number | null {
  return typeof at === "number" ? at : null;
}
