import { VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentStatus } from "../api/types.ts";

interface Props {
  readonly status: DocumentStatus;
  /** What is said when all is written, in the kind's own words. */
  readonly completed: string;
}

/** Tells a screen reader that writing begins and how it ends, and nothing in between. */
export function Announcer({ status, completed }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState({ status, text: "" });
  if (said.status !== status) setSaid({ status, text: announcement() });

  return (
    <VisuallyHidden aria-live="polite" role="status" data-testid="announcer">
      {said.text}
    </VisuallyHidden>
  );

  function announcement(): string {
    switch (status) {
      case "streaming":
        return t("generation.announce.started");
      case "completed":
        return completed;
      case "idle":
        return "";
      default:
        return t(`generation.announce.${status}`);
    }
  }
}
