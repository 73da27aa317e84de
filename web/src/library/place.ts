import type { VirtualItem } from "@tanstack/react-virtual";
import type { LibraryItem } from "../api/types.ts";
import type { Shelf } from "./shelf.ts";

/** Where someone was in the library when they opened an entry of it. */
export interface Place {
  /** What was asked for. */
  readonly query: string;
  /** As far as it was read; it is read again as soon as events are heard. */
  readonly shelf: Shelf;
  /** How high the entries were, so that the list is as long as it was from the first moment on. */
  readonly heights: readonly VirtualItem[];
  /** In pixels from the top of the page. */
  readonly scrolled: number;
  /** The entry that had the focus. */
  readonly focused: LibraryItem["id"] | null;
}

let left: Place | null = null;

/** One place, the last: it is for the way back and for nothing else. */
export function leaveLibrary(place: Place | null): void {
  left = place;
}

/** The place that was left, if the same is asked for; anything else begins at its top. */
export function placeIn(query: string): Place | null {
  return left?.query === query ? left : null;
}
