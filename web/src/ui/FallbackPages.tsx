import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Message } from "./Message.tsx";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Message
      testId="not-found"
      title={t("app.notFoundTitle")}
      action={
        <Button component={Link} to="/">
          {t("app.toLibrary")}
        </Button>
      }
    >
      {t("app.notFoundBody")}
    </Message>
  );
}

export function CrashPage() {
  const { t } = useTranslation();
  return (
    <Message
      title={t("app.crashTitle")}
      action={<Button onClick={() => location.reload()}>{t("app.reload")}</Button>}
    >
      {t("app.crashBody")}
    </Message>
  );
}
