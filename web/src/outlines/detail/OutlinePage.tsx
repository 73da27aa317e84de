import { Anchor, Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import {
  IconBook,
  IconFileDescription,
  IconRefresh,
  IconTrash,
  IconTimeline,
} from "@tabler/icons-react";
import {
  lazy,
  Suspense,
  useCallback,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { api } from "../../api/client.ts";
import type { Draft, GenerateParts, OutlineDocument } from "../../api/types.ts";
import { Announcer } from "../../generation/Announcer.tsx";
import { remedyFor } from "../../generation/describeStatus.ts";
import { DocumentNav } from "../../generation/DocumentNav.tsx";
import { ExportMenu } from "../../generation/ExportMenu.tsx";
import { Followed } from "../../generation/Followed.tsx";
import { StatusBar } from "../../generation/StatusBar.tsx";
import { stepBetween } from "../../generation/stepBetween.ts";
import { useIntent } from "../../generation/useIntent.ts";
import { currentLanguage, type Translate } from "../../i18n/i18n.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { Sentence } from "../../ui/Sentence.tsx";
import { useShortcuts } from "../../ui/shortcuts.ts";
import { useAction, useAttempt } from "../../ui/useAction.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { awaitedParts } from "../text/awaitedParts.ts";
import { partLabel } from "../text/labels.ts";
import {
  componentOf,
  components,
  elementOf,
  missingParts,
  outOfDateParts,
  type Component,
} from "../text/parts.ts";
import { Contents } from "./Contents.tsx";
import classes from "./OutlinePage.module.css";
import { Reading } from "./Reading.tsx";
import { Section, type SectionActions } from "./Section.tsx";
import { Suggestions } from "./Suggestions.tsx";

// Each is wanted now and then, and the text at once.
const RunDrawer = lazy(() => import("../../generation/RunDrawer.tsx"));
const VersionsDrawer = lazy(() => import("./VersionsDrawer.tsx"));
const WriteAnew = lazy(() => import("./WriteAnew.tsx"));
const LineageDrawer = lazy(() => import("./LineageDrawer.tsx"));

const formats = ["docx", "md", "fountain", "json"] as const;

export default function OutlinePage() {
  const { id = "" } = useParams();
  const { t } = useTranslation();
  return (
    <Followed<OutlineDocument>
      key={id}
      type="outline"
      id={id}
      gone={{ deleted: t("outline.state.deleted"), not_found: t("outline.state.notFound") }}
    >
      {(doc, _, connection) => <Outline doc={doc} connection={connection} />}
    </Followed>
  );
}

type Panel =
  | { readonly kind: "anew"; readonly parts: readonly string[] }
  | { readonly kind: "versions"; readonly part: string }
  | { readonly kind: "lineage" | "delete" }
  | { readonly kind: "run"; readonly transformId: string };

interface Props {
  readonly doc: OutlineDocument;
  readonly connection: ReactElement;
}

function Outline({ doc, connection }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id, status, streamingData, sourceArtifact: source } = doc;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [search, setSearch] = useSearchParams();
  const [busy, act] = useAction();
  const attempt = useAttempt();
  const title = doc.components.title ?? source.title;
  useTitle(title);

  const streaming = status === "streaming";
  const whyNotGenerate = streaming ? t("generation.whyRunning") : null;
  const outOfDate = outOfDateParts(doc);
  const generate = useIntent(
    act,
    useCallback((body: GenerateParts, key: string) => api.generateParts(id, body, key), [id]),
  );
  const read = useCallback(
    (on: boolean) => setSearch(on ? { view: "read" } : {}, { replace: !on }),
    [setSearch],
  );
  const actions = useMemo<SectionActions>(
    () => ({
      anew: (part) => setPanel({ kind: "anew", parts: [part] }),
      versions: (part) => setPanel({ kind: "versions", part }),
      lock: (component, locked) => void attempt(() => api.lockComponent(id, component, locked)),
    }),
    [id, attempt],
  );
  useShortcuts(
    useMemo(
      () => ({
        j: () => stepBetween("section", 1),
        k: () => stepBetween("section", -1),
        b: () => read(true),
      }),
      [read],
    ),
  );

  if (search.get("view") === "read") return <Reading doc={doc} onLeave={() => read(false)} />;

  const remove = async () => {
    if (await act(() => api.deleteOutline(id))) {
      notifications.show({ message: t("delete.done"), color: "gray" });
      await navigate("/");
    }
  };
  const close = () => setPanel(null);
  const awaited = awaitedParts(doc);
  const absent = streaming ? [] : missingParts(doc);
  const nothing = Object.keys(doc.components).length === 0;
  const remedy = streaming ? "none" : remedyFor({ ...doc, missing: absent }, nothing);

  return (
    <div className={classes.page}>
      <DocumentNav
        connection={connection}
        tools={
          <>
            {" "}
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconBook size={16} stroke={1.6} />}
              onClick={() => read(true)}
              data-testid="read"
            >
              {t("outline.read")}
            </Button>
            <ExportMenu
              formats={formats}
              fileOf={(format) => api.fileOf({ kind: "outline", id }, format)}
            />
          </>
        }
      >
        {whyNotGenerate !== null && (
          <Menu.Label className={classes.why}>{whyNotGenerate}</Menu.Label>
        )}
        <Menu.Item
          leftSection={<IconRefresh size={16} stroke={1.6} />}
          disabled={whyNotGenerate !== null}
          onClick={() => setPanel({ kind: "anew", parts: [] })}
          data-testid="anew-any"
        >
          {t("outline.anew.title")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTimeline size={16} stroke={1.6} />}
          onClick={() => setPanel({ kind: "lineage" })}
          data-testid="open-lineage"
        >
          {t("outline.lineage.title")}
        </Menu.Item>
        {doc.lastTransformId !== null && (
          <Menu.Item
            leftSection={<IconFileDescription size={16} stroke={1.6} />}
            onClick={() => setPanel({ kind: "run", transformId: doc.lastTransformId ?? "" })}
            data-testid="how-made"
          >
            {t("run.title")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconTrash size={16} stroke={1.6} />}
          onClick={() => setPanel({ kind: "delete" })}
          data-testid="delete"
        >
          {t("outline.delete")}
        </Menu.Item>
      </DocumentNav>

      <header className={classes.head}>
        {doc.components.title == null && (
          <h1 className={classes.title} lang={languageOf(source.title)}>
            {source.title}
          </h1>
        )}
        {section("title")}
        <Source doc={doc} />
      </header>

      <StatusBar
        doc={{ ...doc, missing: absent }}
        remedy={remedy}
        writing={writingWords(t, doc)}
        completed={t("outline.state.completed")}
        whatNow={outOfDate.length > 0 ? t("outline.state.outOfDate") : t("outline.state.whatNow")}
        missing={missingWords(t, doc, nothing ? [] : absent)}
        writeMissing={t("outline.missing", { count: absent.length })}
        hasText={!nothing}
        busy={busy}
        onWriteMissing={() => void generate({ mode: "missing" })}
        next={
          outOfDate.length > 0 ? (
            <Button
              variant="filled"
              onClick={() => setPanel({ kind: "anew", parts: outOfDate })}
              data-testid="refresh"
            >
              {t("outline.refresh")}
            </Button>
          ) : nothing ? null : (
            <Button variant="filled" onClick={() => read(true)} data-testid="read-on">
              {t("outline.readThrough")}
            </Button>
          )
        }
      />
      <Announcer status={status} completed={t("outline.announceCompleted")} />

      <div className={classes.desk}>
        <div className={classes.side}>
          <Contents doc={doc} awaited={awaited} />
          {!nothing && !streaming && <Suggestions components={doc.components} />}
        </div>
        <div className={classes.manuscript}>
          {components.filter((name) => name !== "title").map(section)}
        </div>
      </div>

      <Suspense>
        {panel?.kind === "anew" && (
          <WriteAnew
            doc={doc}
            parts={panel.parts}
            why={whyNotGenerate}
            busy={busy}
            onAsk={generate}
            onClose={close}
          />
        )}
        {panel?.kind === "versions" && (
          <VersionsDrawer doc={doc} part={panel.part} onClose={close} />
        )}
        {panel?.kind === "lineage" && (
          <LineageDrawer
            outlineId={id}
            version={components.map((name) => doc.parts[name]?.revision ?? 0).join(" ")}
            onClose={close}
          />
        )}
        {panel?.kind === "run" && (
          <RunDrawer transformId={panel.transformId} status={status} onClose={close} />
        )}
      </Suspense>
      <Confirm
        opened={panel?.kind === "delete"}
        title={t("outline.deleteTitle")}
        body={
          <>
            <Sentence say={(name) => t("outline.deleteBody", { title: name })} texts={[title]} />
            {streaming && ` ${t("delete.stops")}`}
          </>
        }
        confirm={t("delete.confirm")}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={close}
      />
    </div>
  );

  function section(component: Component): ReactElement {
    return (
      <Section
        key={component}
        outlineId={id}
        component={component}
        value={doc.components[component]}
        part={doc.parts[component]}
        draft={own(streamingData?.draft, component)}
        unfinished={own(doc.unfinished, component)}
        awaited={awaited.get(component) ?? null}
        totalEpisodes={doc.totalEpisodes}
        whyNotGenerate={whyNotGenerate}
        actions={actions}
      />
    );
  }
}

function own(draft: Draft | null | undefined, component: Component): Draft | null {
  return draft && componentOf(draft.part) === component ? draft : null;
}

/** What it was made from, and how long it is to be. */
function Source({ doc }: { readonly doc: OutlineDocument }) {
  const { t } = useTranslation();
  const { sourceArtifact: source } = doc;
  return (
    <div className={classes.facts}>
      <span>{t("outline.length", { count: doc.totalEpisodes, minutes: doc.episodeDuration })}</span>
      <details>
        <summary>
          <Sentence say={(title) => t("outline.from", { title })} texts={[source.title]} />
        </summary>
        <div className={classes.source}>
          <p className="written" lang={languageOf(source.text)}>
            {source.text}
          </p>
          {source.documentId !== null && (
            <Anchor component={Link} to={`/ideations/${source.documentId}`} size="sm">
              {t("outline.toIdeas")}
            </Anchor>
          )}
        </div>
      </details>
    </div>
  );
}

function writingWords(t: Translate, doc: OutlineDocument): ReactNode {
  const draft = doc.streamingData?.draft;
  return draft ? (
    <Sentence
      say={(name) => t("outline.state.writingPart", { name })}
      texts={[partLabel(t, doc, draft.part)]}
    />
  ) : (
    t("outline.state.writing")
  );
}

function missingWords(t: Translate, doc: OutlineDocument, parts: readonly string[]): ReactNode {
  if (parts.length === 0) return null;
  const names = parts.map((part) =>
    elementOf(part) === null
      ? t(`outline.part.${componentOf(part) ?? "title"}`)
      : partLabel(t, doc, part),
  );
  const list = new Intl.ListFormat(currentLanguage(), { type: "conjunction" });
  return (
    <Sentence
      say={(...all) => t("outline.state.missing", { list: list.format(all) })}
      texts={names}
    />
  );
}
