import { Textarea } from "@mantine/core";
import type { ComponentProps } from "react";
import classes from "./GrowingText.module.css";

interface Props extends Omit<
  ComponentProps<typeof Textarea>,
  "autosize" | "minRows" | "maxRows" | "classNames" | "styles" | "attributes"
> {
  /** Lines that it is high while there is less in it. */
  readonly least: number;
  /** Lines from which on it scrolls; without, it grows with all that is typed. */
  readonly most?: number;
  readonly inputClass?: string | undefined;
}

/** Whether the browser itself keeps a field as high as its text. */
const isMeasuredByBrowser = "fieldSizing" in document.documentElement.style;

/** A field for a text of some lines, as high as what is in it. */
export function GrowingText({ least, most, inputClass, ...props }: Props) {
  return (
    <Textarea
      {...props}
      classNames={{ input: `${classes.input ?? ""} ${inputClass ?? ""}` }}
      styles={{ input: { "--least": least, "--most": most } }}
      attributes={{ input: { "data-most": most } }}
      {...(isMeasuredByBrowser
        ? { rows: least }
        : { autosize: true, minRows: least, ...(most !== undefined && { maxRows: most }) })}
    />
  );
}
