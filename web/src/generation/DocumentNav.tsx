import { ActionIcon, Anchor, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { backToLibrary } from "../ui/libraryPlace.ts";
import classes from "./DocumentNav.module.css";

interface Props {
  readonly connection: ReactElement;
  /** What is wanted often enough to stand in the open. */
  readonly tools?: ReactNode;
  /** The items of the menu. */
  readonly children: ReactNode;
}

/** Above a document: the way back, how it is being followed, and what can be done with all of it. */
export function DocumentNav({ connection, tools, children }: Props) {
  const { t } = useTranslation();
  return (
    <nav className={classes.nav} aria-label={t("generation.nav")}>
      <Anchor component={Link} {...backToLibrary()} size="sm" c="dimmed" data-testid="back">
        ← {t("generation.back")}
      </Anchor>
      <div className={classes.tools}>
        {tools}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t("generation.moreActions")}
              data-testid="menu"
            >
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>{children}</Menu.Dropdown>
        </Menu>
      </div>
      {connection}
    </nav>
  );
}
