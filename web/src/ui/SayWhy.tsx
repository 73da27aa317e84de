import { Tooltip, VisuallyHidden } from "@mantine/core";
import { useId, type MouseEvent, type ReactElement } from "react";

interface Props {
  /** Why it cannot be used now; null when it can. */
  readonly why: string | null;
  readonly children: (props: {
    readonly "aria-disabled"?: true;
    readonly "data-disabled"?: true;
    readonly "aria-describedby"?: string;
    readonly onClickCapture?: (event: MouseEvent) => void;
  }) => ReactElement;
}

/**
 * A control that says why it is disabled, to the mouse, the keyboard and a screen reader. It
 * stays focusable, for a truly disabled button can tell nobody anything.
 */
export function SayWhy({ why, children }: Props) {
  const id = useId();
  if (why === null) return children({});
  return (
    <>
      <Tooltip label={why} multiline maw={260} withArrow events={allEvents}>
        {children({
          "aria-disabled": true,
          "data-disabled": true,
          "aria-describedby": id,
          onClickCapture: refuse,
        })}
      </Tooltip>
      <VisuallyHidden id={id}>{why}</VisuallyHidden>
    </>
  );
}

function refuse(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

const allEvents = { hover: true, focus: true, touch: true };
