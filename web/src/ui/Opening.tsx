import { useTranslation } from "react-i18next";
import classes from "./Message.module.css";

export function Opening() {
  const { t } = useTranslation();
  return <p className={classes.quiet}>{t("app.loading")}</p>;
}
