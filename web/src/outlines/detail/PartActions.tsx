import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconDots,
  IconHistory,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconRefresh,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Section.module.css";

interface Props {
  /** What it is called, for those who hear and do not see where the button stands. */
  readonly name: string;
  readonly locked: boolean;
  /** Whether this is the whole component, which alone can be locked. */
  readonly whole: boolean;
  /** Null when its parts are edited and not itself. */
  readonly onEdit: (() => void) | null;
  readonly whyNotAnew: string | null;
  readonly onAnew: () => void;
  readonly onVersions: () => void;
  readonly onLock: (locked: boolean) => void;
}

/** What can be done with a part: quiet until it is wanted. */
export function PartActions(props: Props) {
  const { name, locked, whole, onEdit, whyNotAnew, onAnew, onVersions, onLock } = props;
  const { t } = useTranslation();
  return (
    <div className={classes.actions}>
      {onEdit && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPencil size={15} stroke={1.6} />}
          aria-label={t("outline.editThis", { name })}
          onClick={onEdit}
          data-testid="edit"
        >
          {t("outline.edit")}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("outline.moreWith", { name })}
            data-testid="part-menu"
          >
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {whyNotAnew !== null && <Menu.Label className={classes.why}>{whyNotAnew}</Menu.Label>}
          <Menu.Item
            leftSection={<IconRefresh size={16} stroke={1.6} />}
            disabled={whyNotAnew !== null}
            onClick={onAnew}
            data-testid="anew"
          >
            {t("outline.anewThis")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconHistory size={16} stroke={1.6} />}
            onClick={onVersions}
            data-testid="versions"
          >
            {t("outline.versions.open")}
          </Menu.Item>
          {whole && (
            <Menu.Item
              leftSection={
                locked ? (
                  <IconLockOpen size={16} stroke={1.6} />
                ) : (
                  <IconLock size={16} stroke={1.6} />
                )
              }
              onClick={() => onLock(!locked)}
              data-testid="lock"
            >
              {locked ? t("outline.unlock") : t("outline.lock")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
