import { useMemo, useSyncExternalStore } from "react";
import { openDocument, type DocumentType, type Live, type LiveStore } from "./document.ts";
import type { FoldedDocument } from "./fold.ts";

/**
 * The one hook over a live document: its folded state and how it is being followed. The plan's
 * `useStreamingData(type, id)`; the store is for what must follow text without a render.
 */
export function useStreamingData<S extends FoldedDocument>(
  type: DocumentType,
  id: string,
): Live<S> & { readonly store: LiveStore<S> } {
  const store = useMemo(() => openDocument<S>(type, id), [type, id]);
  const live = useLive(store);
  return useMemo(() => ({ ...live, store }), [live, store]);
}

export function useLive<S>(store: LiveStore<S>): Live<S> {
  return useSyncExternalStore(store.subscribe, store.getSnapshot);
}
