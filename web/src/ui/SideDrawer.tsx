import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly title: string;
  /** How wide it may be, where there is room. */
  readonly width: `${number}rem`;
  readonly testId: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What is looked at beside the page and put away again. */
export function SideDrawer({ title, width, testId, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={`min(${width}, 100%)`}
      title={title}
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <div data-testid={testId}>{children}</div>
    </Drawer>
  );
}
