import { Button, Menu, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { api } from "../../api/client.ts";
import type { GenerateIdeas, Idea, IdeationDocument } from "../../api/types.ts";
import { Announcer } from "../../generation/Announcer.tsx";
import { Caret } from "../../generation/Caret.tsx";
import { DocumentNav } from "../../generation/DocumentNav.tsx";
import { ExportMenu } from "../../generation/ExportMenu.tsx";
import { Followed } from "../../generation/Followed.tsx";
import { LiveText } from "../../generation/LiveText.tsx";
import { StatusBar } from "../../generation/StatusBar.tsx";
import { useIntent } from "../../generation/useIntent.ts";
import type { Translate } from "../../i18n/i18n.ts";
import type { LiveStore } from "../../live/document.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { readNames } from "../../ui/names.ts";
import { Sentence } from "../../ui/Sentence.tsx";
import { useShortcuts } from "../../ui/shortcuts.ts";
import { useAction, useAttempt } from "../../ui/useAction.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { Brief } from "./Brief.tsx";
import { DraftCard } from "./DraftCard.tsx";
import { draftIdea, draftTitle } from "./draftText.ts";
import { headline } from "./headline.ts";
import { IdeaCard, type CardActions } from "./IdeaCard.tsx";
import classes from "./IdeationPage.module.css";
import { nothingCame, remedyForIdeas } from "./missingIdeas.ts";
import { NextRound } from "./NextRound.tsx";
import { usualCount } from "./usualCount.ts";
import { RoundHeading } from "./RoundHeading.tsx";
import { roundsOf } from "./rounds.ts";
import { stepBetween } from "../../generation/stepBetween.ts";
import { UnfinishedCard } from "./UnfinishedCard.tsx";

const formats = ["md", "json"] as const;

const RunDrawer = lazy(() => import("../../generation/RunDrawer.tsx"));

export default function IdeationPage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  return (
    <Followed<IdeationDocument>
      key={id}
      type="ideation"
      id={id}
      gone={{ deleted: t("ideation.state.deleted"), not_found: t("ideation.state.notFound") }}
    >
      {(doc, store, connection) => <Ideation doc={doc} store={store} connection={connection} />}
    </Followed>
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
  const whyNotGenerate = streaming ? t("generation.whyRunning") : null;
  const rounds = roundsOf(doc);
  const dismissed = ideas.filter((idea) => idea.dismissed);
  // A next round needs one before it; without, the bar above has what there is to do, if anything is owed.
  const hasNext = ideas.length > 0 || (!streaming && doc.missing.length === 0);

  const generate = useIntent(
    act,
    useCallback((body: GenerateIdeas, key: string) => api.generate(id, body, key), [id]),
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
              <span>
                <Sentence
                  say={(title) => t("ideation.dismissed", { title })}
                  texts={[idea.title]}
                />
              </span>
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
        j: () => stepBetween("card", 1),
        k: () => stepBetween("card", -1),
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
  const remedy = remedyForIdeas(doc);
  const retitled = streaming ? retitledBy(doc) : null;

  return (
    <div className={classes.page}>
      <DocumentNav
        connection={connection}
        tools={
          <ExportMenu
            formats={formats}
            fileOf={(format) => api.fileOf({ kind: "ideation", id }, format)}
          />
        }
      >
        <Menu.Item
          leftSection={<IconTrash size={16} stroke={1.6} />}
          onClick={() => setDeleting(true)}
          data-testid="delete"
        >
          {t("ideation.delete")}
        </Menu.Item>
      </DocumentNav>

      <header>
        <Title order={1} className={classes.title} lang={languageOf(title)}>
          {title}
        </Title>
        <Brief doc={doc} names={names} title={title} />
      </header>

      <StatusBar
        doc={doc}
        askedAt={doc.rounds.at(-1)?.createdAt}
        remedy={remedy}
        writing={
          retitled === null ? (
            t("ideation.state.writing")
          ) : (
            <Sentence
              say={(title) => t("ideation.state.retitling", { title })}
              texts={[doc.rounds.at(-1)?.basedOn ?? ""]}
            />
          )
        }
        completed={t("ideation.state.completed")}
        whatNow={t("ideation.state.whatNow")}
        missing={missingIdeas(t, doc)}
        writeMissing={t("ideation.missing", { count: doc.missing.length })}
        hasText={ideas.length > 0}
        counted={retitled === null}
        busy={busy}
        onWriteMissing={() => void generate({ mode: "missing" })}
      />
      <Announcer
        status={status}
        completed={t("ideation.announce.completed", { count: ideas.length - dismissed.length })}
      />

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
                        <LiveText store={store} read={draftTitle} />
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
          primary={!streaming && status !== "failed" && remedy === "none"}
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

      {run && (
        <Suspense>
          <RunDrawer transformId={run} status={status} onClose={() => setRun(null)} />
        </Suspense>
      )}
      <Confirm
        opened={deleting}
        title={t("delete.title")}
        body={
          <>
            <Sentence say={(name) => t("delete.body", { title: name })} texts={[title]} />
            {streaming && ` ${t("delete.stops")}`}
          </>
        }
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

/** How many of the ideas asked for are missing; null when nothing came: counting them up would tell nobody anything. */
function missingIdeas(t: Translate, doc: IdeationDocument): string | null {
  if (doc.missing.length === 0 || nothingCame(doc.missing)) return null;
  return t("ideation.state.partial", { count: doc.missing.length, asked: usualCount(doc) });
}
