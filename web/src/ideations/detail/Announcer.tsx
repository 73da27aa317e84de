import { VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IdeationDocument } from "../../api/types.ts";

type Status = IdeationDocument["status"];

/** Tells a screen reader that writing begins and how it ends, and nothing in between. */
export function Announcer({ status, count }: { readonly status: Status; readonly count: number }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState({ status, text: "" });
  if (said.status !== status) setSaid({ status, text: announcement() });

  return (
    <VisuallyHidden aria-live="polite" role="status" data-testid="announcer">
      {said.text}
    </VisuallyHidden>
  );

  function announcement(): string {
    if (status === "streaming") return t("ideation.announce.started");
    return status === "idle" ? "" : t(`ideation.announce.${status}`, { count });
  }
}
