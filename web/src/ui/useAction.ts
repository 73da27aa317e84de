import { notifications } from "@mantine/notifications";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "../api/errors.ts";
import { errorText } from "../i18n/errorText.ts";

/** Runs one thing at a time that a person asked for, and says so when it fails. */
export function useAction(): readonly [
  boolean,
  (work: () => Promise<unknown>) => Promise<boolean>,
] {
  const { t } = useTranslation();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      try {
        await work();
        return true;
      } catch (error) {
        notifications.show({ color: "seal", message: errorText(t, asApiError(error)) });
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [t],
  );
  return [busy, run];
}
