import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import type { LibraryItem } from "../api/types.ts";
import classes from "./LibraryPage.module.css";
import type { Place } from "./place.ts";

interface Props {
  readonly items: readonly LibraryItem[];
  readonly more: boolean;
  readonly label: string;
  /** What stands above an entry that begins a new time; null elsewhere. */
  readonly headingOf: (item: LibraryItem, before: LibraryItem | undefined) => string | null;
  readonly onNearEnd: () => void;
  /** The place that someone comes back to; null begins at the top, with heights that are guessed. */
  readonly place: Pick<Place, "heights" | "scrolled"> | null;
  /** Called with the heights when the list goes. */
  readonly onLeave: (heights: readonly VirtualItem[]) => void;
  readonly children: (item: LibraryItem) => ReactNode;
}

/** An entry's height before it was seen, in pixels. */
const guess = 118;

/** Entries kept ready beyond either edge of the screen. */
const ahead = 8;

/** From how many entries before the end the next page is read. */
const nearEnd = 30;

/** Only what is on the screen is in the page, however long the list is. */
export function ShelfList(props: Props) {
  const { items, more, label, headingOf, onNearEnd, place, onLeave, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => guess,
    overscan: ahead,
    scrollMargin: top,
    getItemKey: (index) => items[index]?.id ?? index,
    ...(place && {
      initialMeasurementsCache: [...place.heights],
      initialOffset: place.scrolled,
    }),
  });
  const leave = useRef(() => {});
  useLayoutEffect(() => {
    leave.current = () => onLeave(virtual.takeSnapshot());
  }, [onLeave, virtual]);
  useLayoutEffect(() => () => leave.current(), []);

  useLayoutEffect(() => {
    const measure = () => setTop(list.current?.offsetTop ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (more && last >= items.length - nearEnd) onNearEnd();
  }, [more, last, items.length, onNearEnd]);

  return (
    <ul
      ref={list}
      className={classes.list}
      aria-label={label}
      style={{ height: virtual.getTotalSize() }}
      data-testid="library-list"
    >
      {rows.map((row) => {
        const item = items[row.index];
        if (!item) return null;
        const heading = headingOf(item, items[row.index - 1]);
        return (
          <li
            key={row.key}
            ref={virtual.measureElement}
            data-index={row.index}
            aria-setsize={more ? -1 : items.length}
            aria-posinset={row.index + 1}
            className={classes.row}
            style={{ transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
          >
            {heading !== null && <h2 className={classes.when}>{heading}</h2>}
            {children(item)}
          </li>
        );
      })}
    </ul>
  );
}
