import { createContext, use, type ReactNode } from "react";
import { Caret } from "../../generation/Caret.tsx";

/** Where the next letter comes, as `lastLetter` tells it; null in what is not being written. */
const Place = createContext<string | null>(null);

/** A text of a component, with the caret behind it while it is the one that grows. */
export function Said({ at, children }: { readonly at: string; readonly children: string }) {
  return (
    <>
      {children}
      {use(Place) === at && <Caret />}
    </>
  );
}

/** What is being written, up to that place. */
export function Growing({
  upTo,
  children,
}: {
  readonly upTo: string | null;
  readonly children: ReactNode;
}) {
  return <Place value={upTo}>{children}</Place>;
}

/** An element of what is being written: places in it are told without its own. */
export function GrowingElement({
  at,
  children,
}: {
  readonly at: number;
  readonly children: ReactNode;
}) {
  const whole = use(Place);
  const own = String(at);
  const inside =
    whole === own ? "" : whole?.startsWith(`${own}/`) ? whole.slice(own.length + 1) : null;
  return <Place value={inside}>{children}</Place>;
}
