import { Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useTitle } from "../ui/useTitle.ts";
import { Models } from "./Models.tsx";
import { Prompts } from "./Prompts.tsx";
import classes from "./SettingsPage.module.css";
import { Usage } from "./Usage.tsx";

/** The models and whether they answer, the words they are asked with, and what that took. */
export default function SettingsPage() {
  const { t } = useTranslation();
  useTitle(t("settings.title"));
  return (
    <div className={classes.settings} data-testid="settings">
      <Title order={1} className={classes.title}>
        {t("settings.title")}
      </Title>
      <Models />
      <Prompts />
      <Usage />
    </div>
  );
}
