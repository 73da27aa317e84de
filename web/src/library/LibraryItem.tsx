import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { IdeationListItem } from "../api/types.ts";
import { platformName, shortGenre, type Names } from "../ui/names.ts";
import { relativeTime } from "../ui/relativeTime.ts";
import classes from "./LibraryPage.module.css";

interface Props {
  readonly item: IdeationListItem;
  readonly title: string;
  readonly names: Names | null;
  readonly now: number;
  readonly onDelete: (item: IdeationListItem) => void;
}

export const LibraryItem = memo(function LibraryItem({ item, title, names, now, onDelete }: Props) {
  const { t, i18n } = useTranslation();
  const genres = item.genrePaths.map((path) => shortGenre(names?.genres ?? null, path));
  return (
    <li className={classes.item} data-testid="library-item" data-id={item.id}>
      <div className={classes.text}>
        <Link to={`/ideations/${item.id}`} className={classes.link}>
          {title}
        </Link>
        <p className={classes.meta}>
          <span className={classes.status} data-status={item.status}>
            {t(`status.${item.status}`)}
          </span>
          <span>{t("library.ideaCount", { count: item.ideaCount })}</span>
          <span>{platformName(names?.platforms ?? null, item.selectedPlatform)}</span>
          {genres.length > 0 && <span>{genres.join(" / ")}</span>}
          <time dateTime={item.updatedAt} title={new Date(item.updatedAt).toLocaleString()}>
            {relativeTime(item.updatedAt, now, i18n.language)}
          </time>
        </p>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t("library.delete", { title })}
        title={t("library.delete", { title })}
        data-testid="delete"
        onClick={() => onDelete(item)}
      >
        <IconTrash size={17} />
      </ActionIcon>
    </li>
  );
});
