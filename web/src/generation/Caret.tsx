import classes from "./Caret.module.css";

/** Where the next letter comes: right behind the last one. */
export function Caret() {
  return <span className={classes.caret} aria-hidden data-caret />;
}
