import { ActionIcon, Anchor, Button, Menu, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { api, newIdempotencyKey } from "../../api/client.ts";
import type { GenerateIdeas, Idea, IdeationDocument } from "../../api/types.ts";
import { useStreamingData } from "../../live/useStreamingData.ts";
import type { ClosedReason } from "../../live/connection.ts";
import type { LiveStore } from "../../live/document.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { ConnectionNote } from "../../ui/ConnectionNote.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { Message } from "../../ui/Message.tsx";
import { readNames } from "../../ui/names.ts";
import { Opening } from "../../ui/Opening.tsx";
import { useShortcuts } from "../../ui/shortcuts.ts";
import { useAction, useAttempt } from "../../ui/useAction.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { Announcer } from "./Announcer.tsx";
import { Brief } from "./Brief.tsx";
import { remedyFor } from "./describeStatus.ts";
import { Caret, DraftCard, LiveText } from "./DraftCard.tsx";
import { draftIdea } from "./draftText.ts";
import { headline } from "./headline.ts";
import { IdeaCard, type CardActions } from "./IdeaCard.tsx";
import classes from "./IdeationPage.module.css";
import { NextRound } from "./NextRound.tsx";
import { usualCount } from "./usualCount.ts";
import { RoundHeading } from "./RoundHeading.tsx";
import { roundsOf } from "./rounds.ts";
import { RunDrawer } from "./RunDrawer.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { stepBetweenCards } from "./stepBetweenCards.ts";
import { UnfinishedCard } from "./UnfinishedCard.tsx";

export default function IdeationPage() {
  const { id = "" } = useParams();
  return <FollowedIdeation key={id} id={id} />;
}

function FollowedIdeation({ id }: { readonly id: string }) {
  const { data, store, ...info } = useStreamingData<IdeationDocument>("ideation", id);
  if (info.closed && info.closed !== "left") return <Gone reason={info.closed} />;
  if (!data) {
    return (
      <>
        <Opening />
        {info.connection !== "connecting" && (
          <ConnectionNote info={info} onRetry={store.retryNow} />
        )}
      </>
    );
  }
  return (
    <Ideation
      doc={data}
      store={store}
      connection={<ConnectionNote info={info} onRetry={store.retryNow} />}
    />
  );
}

function Gone({ reason }: { readonly reason: Exclude<ClosedReason, "left"> }) {
  const { t } = useTranslation();
  const title = {
    deleted: t("ideation.state.deleted"),
    not_found: t("ideation.state.notFound"),
    not_allowed: t("ideation.state.notAllowed"),
  }[reason];
  return (
    <Message
      title={title}
      testId="gone"
      action={
        <Button component={Link} to="/">
          {t("app.toLibrary")}
        </Button>
      }
    >
      {reason === "not_found" && t("ideation.state.notFoundBody")}
    </Message>
  );
}

interface Props {
  readonly doc: IdeationDocument;
  readonly store: LiveStore<IdeationDocument>;
  readonly connection: React.ReactElement;
}

function Ideation({ doc, store, connection }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, status, ideas, streamingData } = doc;
  const [like, setLike] = useState<Idea | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [run, setRun] = useState<string | null>(null);
  const [busy, act] = useAction();
  const attempt = useAttempt();
  const note = useRef<HTMLTextAreaElement>(null);
  const names = useFetched(readNames).data;
  const title = headline(doc, names?.genres ?? null) ?? t("ideation.untitled");
  useTitle(title);

  const streaming = status === "streaming";
  const whyNotGenerate = streaming ? t("ideation.whyRunning") : null;
  const rounds = roundsOf(doc);
  const dismissed = ideas.filter((idea) => idea.dismissed);
  // A next round needs one before it; without, the bar above has what there is to do, if anything is owed.
  const hasNext = ideas.length > 0 || (!streaming && doc.missing.length === 0);

  const intent = useRef({ body: "", key: "" });
  const generate = useCallback(
    async (body: GenerateIdeas) => {
      const written = JSON.stringify(body);
      if (intent.current.body !== written)
        intent.current = { body: written, key: newIdempotencyKey() };
      const { key } = intent.current;
      if (!(await act(() => api.generate(id, body, key)))) return false;
      // The next asking is a new intent, even with the same words.
      intent.current = { body: "", key: "" };
      return true;
    },
    [id, act],
  );

  const mark = useCallback(
    (idea: Idea, marks: { favourite?: boolean; dismissed?: boolean }) => {
      const send = (wanted: typeof marks) =>
        attempt(() => api.editIdea(id, idea.artifactId, wanted));
      void send(marks).then((done) => {
        if (!done || !marks.dismissed) return;
        const notice = notifications.show({
          color: "gray",
          autoClose: 8000,
          closeButtonProps: { "aria-label": t("app.close") },
          message: (
            <span className={classes.undo}>
              {t("ideation.dismissed", { title: idea.title })}
              <Button
                variant="default"
                size="compact-sm"
                data-testid="undo"
                onClick={() => {
                  notifications.hide(notice);
                  void send({ dismissed: false });
                }}
              >
                {t("app.undo")}
              </Button>
            </span>
          ),
        });
      });
    },
    [id, attempt, t],
  );
  const actions: CardActions = useMemo(
    () => ({
      mark,
      moreLike: (idea) => {
        setLike(idea);
        // The menu gives the focus back to its button first.
        setTimeout(() => note.current?.focus(), 0);
      },
      newTitle: (idea) => void generate({ mode: "title", basedOn: idea.artifactId }),
    }),
    [mark, generate],
  );

  useShortcuts(
    useMemo(
      () => ({
        j: () => stepBetweenCards(1),
        k: () => stepBetweenCards(-1),
        m: () => note.current?.focus(),
      }),
      [],
    ),
  );

  const remove = async () => {
    if (await act(() => api.deleteIdeation(id))) {
      notifications.show({ message: t("delete.done"), color: "gray" });
      await navigate("/");
    }
  };

  const draft = draftIdea(streamingData?.draft);
  const unfinished = draftIdea(doc.unfinished);
  const retitled = streaming ? retitledBy(doc) : null;

  return (
    <div className={classes.page}>
      <nav className={classes.nav} aria-label={t("ideation.nav")}>
        <Anchor component={Link} to="/" size="sm" c="dimmed">
          ← {t("ideation.back")}
        </Anchor>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t("ideation.moreActions")}
              data-testid="menu"
            >
              <IconDots size={18} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconTrash size={16} stroke={1.6} />}
              onClick={() => setDeleting(true)}
              data-testid="delete"
            >
              {t("ideation.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {connection}
      </nav>

      <header>
        <Title order={1} className={classes.title} lang={languageOf(title)}>
          {title}
        </Title>
        <Brief doc={doc} names={names} title={title} />
      </header>

      <StatusBar doc={doc} busy={busy} onWriteMissing={() => void generate({ mode: "missing" })} />
      <Announcer status={status} count={ideas.length - dismissed.length} />

      {rounds.map(({ round, number, ideas: written, gone, newest }) =>
        gone ? (
          <p key={round.number} className={classes.roundGone} data-testid="round-gone">
            {t(`ideation.roundGone.${gone}`, { n: number })}
          </p>
        ) : (
          <section key={round.number} aria-labelledby={`round-${round.number}`} data-testid="round">
            <RoundHeading round={round} number={number} onHowMade={setRun} />
            <div className={classes.cards}>
              {written.map((idea) => (
                <IdeaCard
                  key={idea.artifactId}
                  ideationId={id}
                  idea={idea}
                  actions={actions}
                  whyNotGenerate={whyNotGenerate}
                  nextTitle={
                    draft && retitled === idea.artifactId ? (
                      <>
                        <LiveText store={store} field="title" />
                        <Caret />
                      </>
                    ) : undefined
                  }
                />
              ))}
              {newest && draft && retitled === null && (
                <DraftCard store={store} inBody={draft.body !== ""} />
              )}
              {newest && unfinished && <UnfinishedCard idea={unfinished} />}
            </div>
          </section>
        ),
      )}

      {hasNext && (
        <NextRound
          ideationId={id}
          ideas={ideas}
          like={like}
          onLike={setLike}
          usual={usualCount(doc)}
          primary={!streaming && status !== "failed" && remedyFor(doc) === "none"}
          why={whyNotGenerate}
          busy={busy}
          onAsk={generate}
          note={note}
        />
      )}

      {dismissed.length > 0 && (
        <details className={classes.dismissed} data-testid="dismissed">
          <summary>{t("ideation.dismissedList", { count: dismissed.length })}</summary>
          <div className={classes.cards}>
            {dismissed.map((idea) => (
              <IdeaCard
                key={idea.artifactId}
                ideationId={id}
                idea={idea}
                actions={actions}
                whyNotGenerate={whyNotGenerate}
              />
            ))}
          </div>
        </details>
      )}

      {run && <RunDrawer transformId={run} status={status} onClose={() => setRun(null)} />}
      <Confirm
        opened={deleting}
        title={t("delete.title")}
        body={[t("delete.body", { title }), streaming && t("delete.stops")]
          .filter(Boolean)
          .join(" ")}
        confirm={t("delete.confirm")}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setDeleting(false)}
      />
    </div>
  );
}

/** The idea for which only a new title is being written; null when the round brings new ideas. */
function retitledBy(doc: IdeationDocument): string | null {
  const round = doc.rounds.at(-1);
  if (round?.mode !== "title") return null;
  return round.basedOnId ?? "";
}
