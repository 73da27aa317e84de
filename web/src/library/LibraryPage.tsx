import { Button, CloseButton, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSearch } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "../api/client.ts";
import type { IdeationListItem } from "../api/types.ts";
import { openLive } from "../live/document.ts";
import { useLive } from "../live/useStreamingData.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { ConnectionNote } from "../ui/ConnectionNote.tsx";
import { Message } from "../ui/Message.tsx";
import { readNames } from "../ui/names.ts";
import { useAction } from "../ui/useAction.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useNow } from "../ui/useNow.ts";
import { useTitle } from "../ui/useTitle.ts";
import { LibraryItem } from "./LibraryItem.tsx";
import { livePage, librarySource, mergeItems } from "./libraryLive.ts";
import classes from "./LibraryPage.module.css";

const searchPause = 250;

export function LibraryPage() {
  const { t } = useTranslation();
  useTitle(t("library.title"));
  const store = useMemo(() => openLive(librarySource), []);
  const live = useLive(store);
  const names = useFetched(readNames).data;
  const now = useNow(30_000);
  const [query, setQuery] = useState("");
  const [q] = useDebouncedValue(query.trim(), searchPause);
  const found = useFetched(
    useCallback(
      (signal: AbortSignal) => (q ? api.ideations({ q }, signal) : Promise.resolve(null)),
      [q],
    ),
  );
  const older = useOlder(live.data?.items ?? none);
  const [deleting, setDeleting] = useState<IdeationListItem | null>(null);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [busy, run] = useAction();

  const all = older.items;
  const searching = q !== "" && found.data === null && !found.error;
  // What was found, as the live list has it now where it is in both.
  const byId = new Map(all.map((item) => [item.id, item]));
  const shown = (
    q ? (found.data?.items ?? []).map((item) => byId.get(item.id) ?? item) : all
  ).filter((item) => !gone.has(item.id));
  const title = (item: IdeationListItem) => item.title || t("library.untitled");

  const remove = async () => {
    if (!deleting) return;
    const { id } = deleting;
    if (await run(() => api.deleteIdeation(id))) {
      setGone((before) => new Set(before).add(id));
      notifications.show({ message: t("delete.done"), color: "gray" });
    }
    setDeleting(null);
  };

  if (live.data?.items.length === 0 && !q) {
    return (
      <Message
        title={t("library.emptyTitle")}
        testId="library-empty"
        action={
          <Button component={Link} to="/new" size="md" data-testid="new">
            {t("library.emptyAction")}
          </Button>
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
        <Button component={Link} to="/new" data-testid="new">
          {t("library.new")}
        </Button>
      </div>
      <TextInput
        type="search"
        aria-label={t("library.search")}
        placeholder={t("library.search")}
        leftSection={<IconSearch size={16} />}
        rightSection={
          query && (
            <CloseButton aria-label={t("library.searchClear")} onClick={() => setQuery("")} />
          )
        }
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        data-testid="search"
      />
      <ConnectionNote info={live} onRetry={store.retryNow} />

      {live.data === null && !q && <p className={classes.quiet}>{t("library.loadingList")}</p>}
      {searching && <p className={classes.quiet}>{t("library.searching")}</p>}
      {q && found.data && shown.length === 0 && (
        <p className={classes.quiet}>{t("library.nothingFound", { q })}</p>
      )}
      <ul className={classes.list}>
        {shown.map((item) => (
          <LibraryItem
            key={item.id}
            item={item}
            title={title(item)}
            names={names}
            now={now}
            onDelete={setDeleting}
          />
        ))}
      </ul>
      {!q && older.more && (
        <Button variant="default" onClick={older.load} loading={older.loading}>
          {t("library.more")}
        </Button>
      )}
      <Confirm
        opened={deleting !== null}
        title={t("delete.title")}
        body={deleting ? t("delete.body", { title: title(deleting) }) : ""}
        confirm={t("delete.confirm")}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setDeleting(null)}
      />
    </div>
  );
}

const none: readonly IdeationListItem[] = [];

/** The live list with the older pages that were asked for below it. */
function useOlder(live: readonly IdeationListItem[]) {
  const [pages, setPages] = useState<readonly IdeationListItem[]>(none);
  /** Undefined: no page was fetched yet; null: there is none after this. */
  const [next, setNext] = useState<string | null | undefined>(undefined);
  const [loading, run] = useAction();

  const load = () => {
    void run(async () => {
      let cursor = next ?? undefined;
      let fetched = pages;
      const known = new Set([...live, ...pages].map((item) => item.id));
      // The cursor belongs to the list, not to the stream: page on until something new comes.
      for (;;) {
        const page = await api.ideations(cursor === undefined ? {} : { cursor });
        fetched = mergeItems(fetched, page.items);
        cursor = page.next ?? undefined;
        if (cursor === undefined || page.items.some((item) => !known.has(item.id))) break;
      }
      setPages(fetched);
      setNext(cursor ?? null);
    });
  };

  const items = useMemo(() => mergeItems(pages, live), [pages, live]);
  const more = next === undefined ? live.length >= livePage : next !== null;
  return { items, more, load, loading };
}
