import { useEffect } from "react";
import { useTranslation } from "react-i18next";

export function useTitle(page: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("app.documentTitle", { page });
  }, [t, page]);
}
