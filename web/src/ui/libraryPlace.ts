import type { LinkProps } from "react-router";

let search = "";

/** The library says how it is looked at, for the way back from what is opened in it. */
export function rememberLibrary(itsSearch: string): void {
  search = itsSearch;
}

/** The way back to the library as it was left, with its filter, rather than to its beginning. */
export function backToLibrary(): Pick<LinkProps, "to" | "state" | "preventScrollReset"> {
  return { to: `/${search}`, state: back, preventScrollReset: true };
}

/** Whether someone who comes to an address with that state is on the way back. */
export function isWayBack(state: unknown): boolean {
  return typeof state === "object" && state !== null && "wayBack" in state;
}

const back = { wayBack: true };
