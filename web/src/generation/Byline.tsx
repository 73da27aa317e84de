import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Byline.module.css";

interface Props {
  readonly by: "model" | "person";
  /** That person wrote nothing, but brought an earlier version back. */
  readonly restored?: boolean;
  /** How the text stands, at the end of the line. */
  readonly state?: string | undefined;
  /** Whether it is being written right now. */
  readonly live?: boolean;
  readonly children?: ReactNode;
}

/** Whose a text is: a word, a form and a colour together. */
export function Byline({ by, restored = false, state, live = false, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.byline} data-by={by} data-testid="byline">
      {by === "model"
        ? t("generation.by.model")
        : t(restored ? "generation.by.restored" : "generation.by.person")}
      {children}
      {state !== undefined && (
        <span className={classes.state} data-live={live}>
          {state}
        </span>
      )}
    </div>
  );
}
