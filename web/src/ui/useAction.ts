import { notifications } from "@mantine/notifications";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../api/errors.ts";
import { errorText } from "../i18n/errorText.ts";

type Work = () => Promise<unknown>;

/** Does what a person asked for and says so when it fails; true when it did not. */
export function useAttempt(): (work: Work) => Promise<boolean> {
  const { t } = useTranslation();
  return useCallback(
    async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        notifications.show({
          color: "seal",
          message: errorText(t, asApiError(error)),
          closeButtonProps: { "aria-label": t("app.close") },
          "data-testid": "notice",
        });
        return false;
      }
    },
    [t],
  );
}

/** The same for what must not be begun twice: while it runs, a second asking is not heard. */
export function useAction(): readonly [boolean, (work: Work) => Promise<boolean>] {
  const attempt = useAttempt();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (work: Work) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      try {
        return await attempt(work);
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [attempt],
  );
  return [busy, run];
}
