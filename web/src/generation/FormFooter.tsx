import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ApiError } from "../api/errors.ts";
import { errorText } from "../i18n/errorText.ts";
import { SayWhy } from "../ui/SayWhy.tsx";
import classes from "./Form.module.css";

interface Props {
  /** What the button does, in words. */
  readonly start: string;
  /** Why it cannot be done now; null when it can. */
  readonly why: string | null;
  readonly starting: boolean;
  readonly error: ApiError | null;
}

/** The end of a form that begins a document: what went wrong, and the one button. */
export function FormFooter({ start, why, starting, error }: Props) {
  const { t } = useTranslation();
  return (
    <footer className={classes.footer}>
      {error && (
        <p className={classes.failure} role="alert" tabIndex={-1} data-testid="failure">
          {errorText(t, error)}
        </p>
      )}
      <SayWhy why={why}>
        {(props) => (
          <Button type="submit" size="md" loading={starting} data-testid="start" {...props}>
            {start}
          </Button>
        )}
      </SayWhy>
      {why === null && (
        <span className={classes.keys} data-keys>
          {t("form.startHint")}
        </span>
      )}
    </footer>
  );
}

/** What could be chosen could not be fetched. */
export function ChoicesFailed({
  error,
  again,
}: {
  readonly error: ApiError;
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  return (
    <p className={classes.failure} role="alert">
      {t("form.optionsFailed")} {errorText(t, error)}{" "}
      <Button variant="default" size="compact-sm" onClick={again}>
        {t("app.retry")}
      </Button>
    </p>
  );
}
