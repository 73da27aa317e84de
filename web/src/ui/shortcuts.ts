import { useEffect, useSyncExternalStore } from "react";

/**
 * Single keys, for hands that stay on the keyboard. They rest while anyone types, and can be turned
 * off for good (WCAG 2.1.4): to speech input every word is a row of single keys.
 */

const storageKey = "inkstream.shortcuts";
const listeners = new Set<() => void>();

export function shortcutsAreOn(): boolean {
  return localStorage.getItem(storageKey) !== "off";
}

export function turnShortcuts(on: boolean): void {
  localStorage.setItem(storageKey, on ? "on" : "off");
  for (const listener of listeners) listener();
}

export function useShortcutsAreOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, shortcutsAreOn);
}

/** The key as pressed, when it is a shortcut's to take; null when it belongs to a text, an input method or the browser. */
export function shortcutKey(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.isComposing || !shortcutsAreOn()) return null;
  const { target } = event;
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select, [role=slider]"));
  const covered = document.querySelector("[role=dialog], [role=menu]");
  return typing || covered ? null : event.key;
}

/** `keys` must keep its identity as long as it means the same. */
export function useShortcuts(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = keys[shortcutKey(event) ?? ""];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [keys]);
}
