import { useLayoutEffect, useRef } from "react";
import type { LiveStore } from "../live/document.ts";
import { languageOf } from "../ui/languageOf.ts";

/**
 * Puts what arrives straight into one text node. Text comes many times a second, and only its end
 * is new: there is nothing in it for React to compare. `read` must keep its identity.
 */
export function LiveText<S>({
  store,
  read,
}: {
  readonly store: LiveStore<S>;
  readonly read: (doc: S) => string;
}) {
  const holder = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const node = document.createTextNode("");
    holder.current?.append(node);
    const block = holder.current?.parentElement;
    const show = () => {
      const { data } = store.getSnapshot();
      const text = data ? read(data) : "";
      if (text === node.data) return;
      if (text.startsWith(node.data)) node.appendData(text.slice(node.length));
      else node.data = text;
      if (block && text) block.lang = languageOf(text);
    };
    show();
    const leave = store.subscribe(show);
    return () => {
      leave();
      node.remove();
      block?.removeAttribute("lang");
    };
  }, [store, read]);
  return <span ref={holder} />;
}
