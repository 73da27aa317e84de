import { IconBookmark, IconBookmarkFilled, IconTrash } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { IdeationListItem } from "../api/types.ts";
import { platformName, shortGenre, type Names } from "../ui/names.ts";
import { relativeTime } from "../ui/relativeTime.ts";
import classes from "./Entry.module.css";

interface Props {
  readonly item: IdeationListItem;
  readonly names: Names | null;
  readonly now: number;
  readonly onMark: (item: IdeationListItem, favourite: boolean) => void;
  readonly onDelete: (item: IdeationListItem) => void;
}

/**
 * One book on the shelf: its title, the ideas in it, and what is going on with it. Its buttons are
 * plain ones: many entries come and go in every second of scrolling.
 */
export const Entry = memo(function Entry({ item, names, now, onMark, onDelete }: Props) {
  const { t, i18n } = useTranslation();
  const title = item.title || t("library.untitled");
  const genres = item.genrePaths.map((path) => shortGenre(names?.genres ?? null, path));
  const mark = t(item.favourite ? "library.unmark" : "library.mark", { title });
  const left = item.ideaCount - item.ideaTitles.length;
  return (
    <article
      className={classes.entry}
      data-testid="library-item"
      data-id={item.id}
      data-status={item.status}
    >
      <div className={classes.text}>
        <Link to={`/ideations/${item.id}`} className={classes.title}>
          {title}
        </Link>
        {item.ideaTitles.length > 0 && (
          <p className={classes.ideas}>
            {item.ideaTitles.map((idea) => t("library.ideaTitle", { title: idea })).join(" ")}
            {left > 0 && (
              <span className={classes.rest}>{t("library.andMore", { count: left })}</span>
            )}
          </p>
        )}
        <p className={classes.meta}>
          {item.status !== "completed" && (
            <span className={classes.state}>{t(`library.state.${item.status}`)}</span>
          )}
          <span>{platformName(names?.platforms ?? null, item.selectedPlatform)}</span>
          {genres.length > 0 && <span>{genres.join(" / ")}</span>}
          <span>{t("library.ideaCount", { count: item.ideaCount })}</span>
          <time dateTime={item.updatedAt} title={new Date(item.updatedAt).toLocaleString()}>
            {relativeTime(item.updatedAt, now, i18n.language)}
          </time>
        </p>
      </div>
      <div className={classes.tools}>
        <button
          type="button"
          className={classes.mark}
          aria-label={mark}
          title={mark}
          aria-pressed={item.favourite}
          data-testid="mark"
          onClick={() => onMark(item, !item.favourite)}
        >
          {item.favourite ? (
            <IconBookmarkFilled size={18} />
          ) : (
            <IconBookmark size={18} stroke={1.6} />
          )}
        </button>
        <button
          type="button"
          className={classes.delete}
          aria-label={t("library.delete", { title })}
          title={t("library.delete", { title })}
          data-testid="delete"
          onClick={() => onDelete(item)}
        >
          <IconTrash size={18} stroke={1.6} />
        </button>
      </div>
    </article>
  );
});
