import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly opened: boolean;
  readonly title: string;
  readonly body: ReactNode;
  readonly confirm: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function Confirm({ opened, title, body, confirm, busy, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <Text size="sm" lh={1.7}>
        {body}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("app.cancel")}
        </Button>
        <Button onClick={onConfirm} loading={busy ?? false} data-testid="confirm">
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
