import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Message.module.css";

/** After that long without an answer, in milliseconds, waiting alone is no longer enough said. */
const longWait = 5_000;

export function Opening() {
  const { t } = useTranslation();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longWait);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.quiet} data-testid="opening">
      <h1>{long ? t("app.loadingLong") : t("app.loading")}</h1>
      {long && (
        <Button variant="default" onClick={() => location.reload()}>
          {t("app.reload")}
        </Button>
      )}
    </div>
  );
}
