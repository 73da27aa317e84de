import { IconBookmark, IconBookmarkFilled, IconTrash } from "@tabler/icons-react";
import { Fragment, memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LibraryItem } from "../api/types.ts";
import { languageOf } from "../ui/languageOf.ts";
import { platformName, shortGenre, type Names } from "../ui/names.ts";
import { relativeTime } from "../ui/relativeTime.ts";
import { Sentence } from "../ui/Sentence.tsx";
import classes from "./Entry.module.css";
import { Sought } from "./Sought.tsx";

/** How many an outline has when it is whole. */
const components = 8;

interface Props {
  readonly item: LibraryItem;
  /** What was searched for; empty when nothing was. */
  readonly q: string;
  readonly names: Names | null;
  readonly now: number;
  readonly onMark: (item: LibraryItem, favourite: boolean) => void;
  readonly onDelete: (item: LibraryItem) => void;
}

/**
 * One book on the shelf: its title, the ideas in it, and what is going on with it. Its buttons are
 * plain ones: many entries come and go in every second of scrolling.
 */
export const Entry = memo(function Entry({ item, q, names, now, onMark, onDelete }: Props) {
  const { t, i18n } = useTranslation();
  const title = item.title || t("library.untitled");
  const genres = item.genrePaths.map((path) => shortGenre(names?.genres ?? null, path));
  const mark = t(item.favourite ? "library.unmark" : "library.mark", { title });
  return (
    <article
      className={classes.entry}
      data-testid="library-item"
      data-id={item.id}
      data-status={item.status}
      data-kind={item.kind}
    >
      <div className={classes.text}>
        <Link
          to={`/${item.kind}s/${item.id}`}
          className={classes.title}
          lang={item.title ? languageOf(item.title) : undefined}
        >
          <Sought text={title} q={q} />
        </Link>
        {item.kind === "ideation" ? <Ideas item={item} q={q} /> : <Source item={item} q={q} />}
        <Excerpt item={item} q={q} />
        <p className={classes.meta}>
          <span className={classes.kind}>{t(`library.kind.${item.kind}`)}</span>
          {item.status !== "completed" && (
            <span className={classes.state}>{t(`library.state.${item.status}`)}</span>
          )}
          {item.selectedPlatform && (
            <span>{platformName(names?.platforms ?? null, item.selectedPlatform)}</span>
          )}
          {genres.length > 0 && <span>{genres.join(" / ")}</span>}
          {item.kind === "ideation" ? (
            <span>{t("library.ideaCount", { count: item.ideaCount })}</span>
          ) : (
            <>
              <span>{t("library.partCount", { done: item.componentCount, of: components })}</span>
              <span>
                {t("library.form", {
                  count: item.totalEpisodes,
                  minutes: item.episodeDuration,
                })}
              </span>
            </>
          )}
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

interface LineProps<K extends LibraryItem["kind"]> {
  readonly item: Extract<LibraryItem, { kind: K }>;
  readonly q: string;
}

function Ideas({ item, q }: LineProps<"ideation">) {
  const { t } = useTranslation();
  if (item.ideaTitles.length === 0) return null;
  const left = item.ideaCount - item.ideaTitles.length;
  return (
    <p className={classes.ideas}>
      {item.ideaTitles.map((idea, i) => (
        <Fragment key={i}>
          {i > 0 && " "}
          <Sentence
            say={(title) => t("library.ideaTitle", { title })}
            texts={[idea]}
            show={(text) => <Sought text={text} q={q} />}
          />
        </Fragment>
      ))}
      {left > 0 && <span className={classes.rest}>{t("library.andMore", { count: left })}</span>}
    </p>
  );
}

/** What an outline is made from; nothing when it is still called so. */
function Source({ item, q }: LineProps<"outline">) {
  const { t } = useTranslation();
  if (!item.sourceTitle || item.sourceTitle === item.title) return null;
  return (
    <p className={classes.ideas}>
      <Sentence
        say={(title) => t("library.from", { title })}
        texts={[item.sourceTitle]}
        show={(text) => <Sought text={text} q={q} />}
      />
    </p>
  );
}

const places = [
  "brief",
  "source",
  "genre",
  "target_audience",
  "selling_points",
  "satisfaction_points",
  "setting",
  "synopsis_stages",
  "characters",
] as const;

/** Where a search hit it; a title stands above already. */
function Excerpt({ item, q }: { readonly item: LibraryItem; readonly q: string }) {
  const { t } = useTranslation();
  if (!item.found || !q || item.found.place === "title") return null;
  const { place, text } = item.found;
  const known = places.find((one) => one === place);
  return (
    <p className={classes.excerpt} data-testid="excerpt">
      <span className={classes.place}>{t(`library.place.${known ?? "idea"}`)}</span>
      <span lang={languageOf(text)}>
        <Sought text={text} q={q} />
      </span>
    </p>
  );
}
