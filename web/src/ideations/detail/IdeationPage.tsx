import { Anchor, Button, Menu, Title } from "@mantine/core";
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
import { clip } from "../../ui/clip.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { ConnectionNote } from "../../ui/ConnectionNote.tsx";
import { Message } from "../../ui/Message.tsx";
import { Opening } from "../../ui/Opening.tsx";
import { SayWhy } from "../../ui/SayWhy.tsx";
import { useAction, useAttempt } from "../../ui/useAction.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { Announcer } from "./Announcer.tsx";
import { Brief } from "./Brief.tsx";
import { remedyFor } from "./describeStatus.ts";
import { DraftCard } from "./DraftCard.tsx";
import { draftIdea } from "./draftText.ts";
import { GenerateDialog, type Asking } from "./GenerateDialog.tsx";
import { IdeaCard, type CardActions } from "./IdeaCard.tsx";
import classes from "./IdeationPage.module.css";
import { RunDetails } from "./RunDetails.tsx";
import { StatusBar } from "./StatusBar.tsx";
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
        <ConnectionNote info={info} onRetry={store.retryNow} />
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
    />
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
  const [asking, setAsking] = useState<Asking | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [busy, run] = useAction();
  const attempt = useAttempt();
  const title = headline(doc) ?? t("ideation.untitled");
  useTitle(title);

  const streaming = status === "streaming";
  const whyNotGenerate = streaming ? t("ideation.whyRunning") : null;
  const remedy = streaming ? "none" : remedyFor(doc);
  const shown = ideas.filter((idea) => !idea.dismissed);
  const dismissed = ideas.filter((idea) => idea.dismissed);
  const kept = ideas.filter((idea) => idea.favourite || idea.revision > 1).length;
  const usual = Math.min(12, shown.length || 6);

  const intent = useRef({ body: "", key: "" });
  const generate = async (body: GenerateIdeas) => {
    const written = JSON.stringify(body);
    if (intent.current.body !== written)
      intent.current = { body: written, key: newIdempotencyKey() };
    const { key } = intent.current;
    if (!(await run(() => api.generate(id, body, key)))) return;
    // The next asking is a new intent, even with the same words.
    intent.current = { body: "", key: "" };
    setAsking(null);
  };
  const writeMissing = () => void generate({ mode: "missing" });

  const mark = useCallback(
    (idea: Idea, marks: { favourite?: boolean; dismissed?: boolean }) => {
      const send = (wanted: typeof marks) =>
        attempt(() => api.editIdea(id, idea.artifactId, wanted));
      void send(marks).then((done) => {
        if (!done || !marks.dismissed) return;
        const notice = notifications.show({
          color: "gray",
          autoClose: 8000,
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
    () => ({ mark, moreLike: (idea) => setAsking({ kind: "like", idea }) }),
    [mark],
  );

  const remove = async () => {
    if (await run(() => api.deleteIdeation(id))) {
      notifications.show({ message: t("delete.done"), color: "gray" });
      await navigate("/");
    }
  };

  const draft = draftIdea(streamingData?.draft);
  const unfinished = draftIdea(doc.unfinished);
  const primaryIsRemedy = remedy !== "none";

  return (
    <div className={classes.page}>
      <nav className={classes.nav}>
        <Anchor component={Link} to="/" size="sm" c="dimmed">
          ← {t("ideation.back")}
        </Anchor>
        {connection}
      </nav>

      <header>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <Brief doc={doc} />
      </header>

      <StatusBar doc={doc} />
      <Announcer status={status} count={shown.length} />

      <div className={classes.actions}>
        {remedy === "retry" && (
          <Button onClick={writeMissing} loading={busy} data-testid="retry">
            {t("ideation.retry")}
          </Button>
        )}
        {remedy === "missing" && (
          <Button onClick={writeMissing} loading={busy} data-testid="missing">
            {t("ideation.missing", { count: doc.missing.length })}
          </Button>
        )}
        <SayWhy why={whyNotGenerate}>
          {(props) => (
            <Button
              variant={primaryIsRemedy || streaming ? "default" : "filled"}
              onClick={() => setAsking({ kind: "more" })}
              data-testid="more"
              {...props}
            >
              {t("ideation.more")}
            </Button>
          )}
        </SayWhy>
        <SayWhy why={whyNotGenerate ?? (ideas.length === 0 ? t("ideation.whyNothing") : null)}>
          {(props) => (
            <Button
              variant="default"
              onClick={() => setAsking({ kind: "regenerate", kept })}
              data-testid="regenerate"
              {...props}
            >
              {t("ideation.regenerate")}
            </Button>
          )}
        </SayWhy>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              px="xs"
              aria-label={t("ideation.moreActions")}
              data-testid="menu"
            >
              <IconDots size={18} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              onClick={() => setDeleting(true)}
              data-testid="delete"
            >
              {t("ideation.delete")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>

      <section className={classes.cards} aria-label={t("ideation.cards")}>
        {shown.map((idea) => (
          <IdeaCard
            key={idea.artifactId}
            ideationId={id}
            idea={idea}
            actions={actions}
            whyNotGenerate={whyNotGenerate}
          />
        ))}
        {draft && <DraftCard store={store} inBody={draft.body !== ""} />}
        {unfinished && <UnfinishedCard idea={unfinished} />}
      </section>

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

      {doc.lastTransformId && <RunDetails transformId={doc.lastTransformId} status={status} />}

      {asking && (
        <GenerateDialog
          asking={asking}
          count={usual}
          busy={busy}
          onAsk={(body) => void generate(body)}
          onClose={() => setAsking(null)}
        />
      )}
      <Confirm
        opened={deleting}
        title={t("delete.title")}
        body={t("delete.body", { title })}
        confirm={t("delete.confirm")}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setDeleting(false)}
      />
    </div>
  );
}

/** What a person would call it: their own idea's first line, else the genres. */
function headline(doc: IdeationDocument): string | null {
  const line = doc.userInput.trim().split("\n")[0];
  if (line) return clip(line, 80);
  const genres = doc.genrePaths.map((path) => path.at(-1)).filter(Boolean);
  return genres.length > 0 ? genres.join(" · ") : null;
}
