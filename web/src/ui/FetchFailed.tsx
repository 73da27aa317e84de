import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ApiError } from "../api/errors.ts";
import { errorText } from "../i18n/errorText.ts";
import classes from "./Message.module.css";

interface Props {
  readonly error: ApiError;
  readonly again: () => void;
}

/** What could not be fetched, and the way to try again. */
export function FetchFailed({ error, again }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.soft}>{errorText(t, error)}</p>
      <Button variant="default" onClick={again}>
        {t("app.retry")}
      </Button>
    </>
  );
}
