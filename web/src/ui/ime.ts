import type { KeyboardEvent } from "react";

/**
 * Whether a key belongs to an input method that is still composing: its Enter chooses a word and
 * must never submit. Safari ends the composition before the key, and tells it by the code 229.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it in Safari.
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** Ctrl or Command with Enter: the writer is done. */
export function isSubmitKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isComposing(event);
}
