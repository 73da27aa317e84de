import { useId, type MouseEvent, type ReactElement } from "react";
import classes from "./SayWhy.module.css";

export interface RefusalProps {
  readonly "aria-disabled"?: true;
  readonly "data-disabled"?: true;
  readonly "aria-describedby"?: string;
  readonly onClickCapture?: (event: MouseEvent) => void;
}

interface Props {
  /** Why it cannot be used now; null when it can. */
  readonly why: string | null;
  readonly children: (props: RefusalProps) => ReactElement;
}

/**
 * A control that says in words why it cannot be used. It stays focusable, for a truly disabled
 * button can tell nobody anything, and the words stand there: a finger has no hover.
 */
export function SayWhy({ why, children }: Props) {
  const { props, words } = useWhy(why);
  return words === null ? (
    children({})
  ) : (
    <span className={classes.whole}>
      {children(props)}
      {words}
    </span>
  );
}

/** The same for several controls with one reason: what each gets, and the words to put beside them. */
export function useWhy(why: string | null): {
  readonly props: RefusalProps;
  readonly words: ReactElement | null;
} {
  const id = useId();
  if (why === null) return { props: {}, words: null };
  return {
    props: {
      "aria-disabled": true,
      "data-disabled": true,
      "aria-describedby": id,
      onClickCapture: refuse,
    },
    words: (
      <span id={id} className={classes.why}>
        {why}
      </span>
    ),
  };
}

function refuse(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
