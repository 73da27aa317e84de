import { NativeSelect } from "@mantine/core";
import type { ComponentProps } from "react";
import classes from "./Choice.module.css";

export interface Option {
  readonly value: string;
  readonly label: string;
}

type Props = Omit<
  ComponentProps<typeof NativeSelect>,
  "data" | "value" | "attributes" | "classNames"
> & {
  readonly options: readonly Option[];
  readonly value: string;
};

/**
 * The browser's own select, at home under any thumb and any keyboard, but for one thing: a select cuts
 * off what has no room in one line. So what is chosen is shown over it, in as many lines as it takes.
 */
export function Choice({ options, value, ...props }: Props) {
  // A select with a value that is none of its options shows the first.
  const chosen = options.find((option) => option.value === value) ?? options[0];
  return (
    <NativeSelect
      {...props}
      data={[...options]}
      value={value}
      attributes={{ wrapper: { "data-shown": chosen?.label.trim() ?? "" } }}
      classNames={{ wrapper: classes.wrapper ?? "", input: classes.select ?? "" }}
    />
  );
}
