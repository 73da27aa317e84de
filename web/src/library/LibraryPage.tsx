import { Button, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { VirtualItem } from "@tanstack/react-virtual";
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import {
  Link,
  NavigationType,
  useLocation,
  useNavigationType,
  useSearchParams,
} from "react-router";
import { api } from "../api/client.ts";
import type { LibraryItem } from "../api/types.ts";
import { errorText } from "../i18n/errorText.ts";
import { openLive } from "../live/document.ts";
import { useLive } from "../live/useStreamingData.ts";
import { isWayBack, rememberLibrary } from "../ui/libraryPlace.ts";
import { ConnectionNote } from "../ui/ConnectionNote.tsx";
import { Message } from "../ui/Message.tsx";
import { readNames } from "../ui/names.ts";
import { useAttempt } from "../ui/useAction.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useNow } from "../ui/useNow.ts";
import { useTitle } from "../ui/useTitle.ts";
import { ageOf, monthName, sameAge } from "./age.ts";
import { Entry } from "./Entry.tsx";
import { everything, filterOf, narrows, paramsOf, type LibraryFilter } from "./filter.ts";
import { ImportButton } from "./ImportButton.tsx";
import { Filters } from "./Filters.tsx";
import { librarySource } from "./libraryLive.ts";
import classes from "./LibraryPage.module.css";
import { leaveLibrary, placeIn, type Place } from "./place.ts";
import { onShelf, pageSize, Shelf, type OwnChange } from "./shelf.ts";
import { ShelfList } from "./ShelfList.tsx";
import { useDeletions } from "./useDeletions.tsx";

/** How long a search waits for the next key, in milliseconds. */
const searchPause = 250;

export function LibraryPage() {
  const { t, i18n } = useTranslation();
  useTitle(t("library.title"));
  const [filter, change, clear] = useFilter();
  const names = useFetched(readNames).data;
  const now = useNow(30_000);
  const live = useLibrary();
  const [sought] = useDebouncedValue(filter.q, searchPause);
  const query = paramsOf({ ...filter, q: sought }).toString();
  const place = usePlace(query);
  const shelf = useShelf(query, live.data?.round ?? 0, place);
  const [own, mark] = useMarks(live.data?.changed ?? none);
  const [hidden, remove] = useDeletions();

  const asked = useMemo(() => filterOf(new URLSearchParams(query)), [query]);
  const items = useMemo(
    () => onShelf(shelf.pages, live.data, asked, own, hidden),
    [shelf.pages, live.data, asked, own, hidden],
  );
  const onDelete = useCallback(
    (item: LibraryItem) => remove(item, item.title || t("library.untitled")),
    [remove, t],
  );
  const headingOf = useCallback(
    (item: LibraryItem, before: LibraryItem | undefined) => {
      if (asked.sort === "title") return null;
      const time = (one: LibraryItem) =>
        ageOf(asked.sort === "updated" ? one.updatedAt : one.createdAt, now);
      const age = time(item);
      if (before && sameAge(age, time(before))) return null;
      return age.kind === "month"
        ? monthName(age.month, i18n.language)
        : t(`library.age.${age.kind}`);
    },
    [asked.sort, now, t, i18n.language],
  );

  const onLeave = useLeaving(query, shelf.shelf, items);

  const { pages } = shelf;
  const empty = pages.items !== null && !pages.more && items.length === 0;
  if (empty && !narrows(filter) && !narrows(asked) && live.data?.changed.size === 0) {
    return (
      <Message
        title={t("library.emptyTitle")}
        testId="library-empty"
        action={
          <div className={classes.begin} data-first>
            <Button component={Link} to="/new" size="md" data-testid="new">
              {t("library.emptyAction")}
            </Button>
            <Button
              component={Link}
              to="/outlines/new"
              size="md"
              variant="subtle"
              data-testid="new-outline"
            >
              {t("library.emptyOutline")}
            </Button>
            <ImportButton />
          </div>
        }
      >
        {t("library.emptyBody")}
      </Message>
    );
  }

  return (
    <div className={classes.library}>
      <div className={classes.top}>
        <Title order={1} className={classes.title}>
          {t("library.title")}
        </Title>
        <div className={classes.begin}>
          <ImportButton />
          <Button component={Link} to="/outlines/new" variant="default" data-testid="new-outline">
            {t("library.newOutline")}
          </Button>
          <Button component={Link} to="/new" data-testid="new">
            {t("library.new")}
          </Button>
        </div>
      </div>
      <Filters filter={filter} names={names} onChange={change} onClear={clear} />
      <ConnectionNote info={live} onRetry={live.retryNow} />

      {pages.items === null && !pages.error && (
        <p className={classes.quiet}>{t("library.loadingList")}</p>
      )}
      {empty && (
        <div className={classes.quiet} data-testid="nothing-found">
          <p>
            {asked.q
              ? t("library.nothingFound", { q: asked.q })
              : narrows(asked)
                ? t("library.nothingThere")
                : t("library.allGone")}
          </p>
          {narrows(asked) && (
            <Button variant="default" onClick={clear}>
              {t("library.showAll")}
            </Button>
          )}
        </div>
      )}
      <ShelfList
        items={items}
        more={pages.more}
        label={t("library.title")}
        headingOf={headingOf}
        onNearEnd={shelf.load}
        place={place}
        onLeave={onLeave}
      >
        {(item) => (
          <Entry
            item={item}
            q={asked.q}
            names={names}
            now={now}
            onMark={mark}
            onDelete={onDelete}
          />
        )}
      </ShelfList>
      {pages.error ? (
        <div className={classes.quiet} role="alert" data-testid="library-error">
          <p>{errorText(t, pages.error)}</p>
          <Button variant="default" onClick={shelf.load} loading={pages.loading}>
            {t("app.retry")}
          </Button>
        </div>
      ) : (
        pages.items !== null &&
        pages.more && <p className={classes.quiet}>{t("library.loadingMore")}</p>
      )}
    </div>
  );
}

const none: ReadonlyMap<string, LibraryItem> = new Map();

/** The filter lives in the page's address: it can be shared, kept, and come back to. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => filterOf(params), [params]);
  const change = useCallback(
    (part: Partial<LibraryFilter>) =>
      setParams((before) => keepTyping({ ...filterOf(before), ...part }), {
        replace: true,
        preventScrollReset: true,
      }),
    [setParams],
  );
  const clear = useCallback(
    () =>
      setParams((before) => paramsOf({ ...everything, sort: filterOf(before).sort }), {
        replace: true,
      }),
    [setParams],
  );
  return [filter, change, clear] as const;
}

/** The blank behind a word that is being typed stays, though no search cares. */
function keepTyping(filter: LibraryFilter): URLSearchParams {
  const params = paramsOf(filter);
  if (filter.q) params.set("q", filter.q);
  return params;
}

function useLibrary() {
  const store = useMemo(() => openLive(librarySource), []);
  const live = useLive(store);
  return useMemo(() => ({ ...live, retryNow: store.retryNow }), [live, store]);
}

/** The pages of a query; read again when events no longer continue what was read. */
function useShelf(query: string, round: number, place: Place | null) {
  const shelf = useMemo(
    () =>
      (place?.query === query ? place.shelf : null) ??
      new Shelf((cursor, signal) => {
        const params = new URLSearchParams(query);
        params.set("limit", String(pageSize));
        if (cursor !== null) params.set("cursor", cursor);
        return api.library(params, signal);
      }),
    [query, place],
  );
  const pages = useSyncExternalStore(shelf.subscribe, shelf.getSnapshot);
  const seen = useRef(round);
  useEffect(() => {
    // A shelf that is opened in a round begins with what that round knows.
    if (seen.current !== round) shelf.refresh();
    seen.current = round;
  }, [shelf, round]);
  return { shelf, pages, load: shelf.load };
}

/** Where the writer was when they left, if they are on the way back there; and goes there. */
function usePlace(query: string): Place | null {
  const { state } = useLocation() as { readonly state: unknown };
  const comesBack = useNavigationType() === NavigationType.Pop || isWayBack(state);
  const [place] = useState(() => (comesBack ? placeIn(query) : null));
  const [isLink] = useState(() => isWayBack(state));
  useLayoutEffect(() => {
    // The browser's own way back is the router's to scroll, and the list is long enough for it at once.
    if (place || isLink) scrollTo(0, place?.scrolled ?? 0);
  }, [place, isLink]);
  useEffect(() => {
    if (place?.focused == null) return;
    const { focused } = place;
    // The list has its entries a moment after it is there. The hands go on where they were.
    const frame = requestAnimationFrame(() => {
      const entry = document.querySelector(`[data-id="${CSS.escape(focused)}"] a`);
      if (entry instanceof HTMLElement) entry.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [place]);
  return place;
}

/** What is called when the list goes, with the heights of its entries: it keeps the place. */
function useLeaving(query: string, shelf: Shelf, items: readonly LibraryItem[]) {
  const { search } = useLocation();
  useEffect(() => rememberLibrary(search), [search]);
  return useCallback(
    (heights: readonly VirtualItem[]) => {
      const { activeElement } = document;
      shelf.settle(items);
      leaveLibrary({
        query,
        shelf,
        heights,
        scrolled: window.scrollY,
        focused:
          activeElement?.closest<HTMLElement>("[data-testid=library-item]")?.dataset.id ?? null,
      });
    },
    [query, shelf, items],
  );
}

/** Marks show at once, and are taken back when the server refuses them. */
function useMarks(changed: ReadonlyMap<string, LibraryItem>) {
  const attempt = useAttempt();
  const [own, setOwn] = useState<ReadonlyMap<string, OwnChange>>(new Map());
  const mark = useCallback(
    (item: LibraryItem, favourite: boolean) => {
      const over = changed.get(item.id);
      const set = (item: LibraryItem) =>
        setOwn((before) => new Map(before).set(item.id, { item, over }));
      set({ ...item, favourite });
      void attempt(async () => set(await api.mark(item, favourite))).then((done) => {
        if (!done) set(item);
      });
    },
    [attempt, changed],
  );
  return [own, mark] as const;
}
