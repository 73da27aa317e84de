import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Message.module.css";

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action: ReactNode;
  readonly testId?: string;
}

/** A page that has one thing to say and one thing to do. */
export function Message({ title, children, action, testId }: Props) {
  return (
    <section className={classes.message} data-testid={testId}>
      <Title order={1}>{title}</Title>
      {children ? <p>{children}</p> : null}
      {action}
    </section>
  );
}
