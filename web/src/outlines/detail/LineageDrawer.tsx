import "@xyflow/react/dist/base.css";
import {
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeProps,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client.ts";
import type { LineageGraph, LineageNode } from "../../api/types.ts";
import { currentLanguage, type Translate } from "../../i18n/i18n.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { FetchFailed } from "../../ui/FetchFailed.tsx";
import { recordedModelName } from "../../ui/modelNames.ts";
import { Opening } from "../../ui/Opening.tsx";
import { Sentence } from "../../ui/Sentence.tsx";
import { SideDrawer } from "../../ui/SideDrawer.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { placeNodes } from "../text/lineageLayout.ts";
import { isComponent } from "../text/parts.ts";
import classes from "./LineageDrawer.module.css";

interface Props {
  readonly outlineId: string;
  /** Changes when there is more to show. */
  readonly version: string;
  readonly onClose: () => void;
}

/** Where every text came from: as a picture, and as a list for those who do not see it. */
export default function LineageDrawer({ outlineId, version, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <SideDrawer title={t("outline.lineage.title")} width="76rem" testId="lineage" onClose={onClose}>
      <Lineage key={version} outlineId={outlineId} />
    </SideDrawer>
  );
}

function Lineage({ outlineId }: Pick<Props, "outlineId">) {
  const { t } = useTranslation();
  const { data, error, again } = useFetched(
    useCallback((signal: AbortSignal) => api.lineage(outlineId, signal), [outlineId]),
  );
  if (error) return <FetchFailed error={error} again={again} />;
  if (!data) return <Opening />;
  return (
    <>
      <p className={classes.hint}>{t("outline.lineage.hint")}</p>
      {matchMedia(narrow).matches ? (
        <>
          <StepList graph={data} opened />
          <Picture graph={data} />
        </>
      ) : (
        <>
          <Picture graph={data} />
          <StepList graph={data} opened={false} />
        </>
      )}
    </>
  );
}

type Shown = Node<{ readonly node: LineageNode; readonly words: string }, "step">;

/** From one node to the next, in rem as the nodes are: who sets larger text gets a larger picture. */
const column = 16.25;
const row = 5.75;
/** What a window is too narrow for; the same as in words says more there. */
const narrow = "(max-width: 40rem)";
/** Room at the left of the first layer, in pixels. */
const margin = 16;

function Picture({ graph }: { readonly graph: LineageGraph }) {
  const { t } = useTranslation();
  const nodes = useMemo<Shown[]>(() => {
    const placed = placeNodes(graph);
    const rows = (layer: number) => placed.filter((node) => node.layer === layer).length;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return placed.map((node) => ({
      id: node.id,
      type: "step",
      // Each layer stands around one middle line.
      position: {
        x: node.layer * column * rem,
        y: (node.row - (rows(node.layer) - 1) / 2) * row * rem,
      },
      data: { node, words: kindWords(t, node) },
      ariaLabel: `${kindWords(t, node)} ${node.label}`,
    }));
  }, [graph, t]);
  const edges = useMemo<Edge[]>(
    () =>
      graph.edges.map(({ from, to, role }, i) => ({
        id: `${i}`,
        source: from,
        target: to,
        markerEnd: { type: MarkerType.ArrowClosed },
        focusable: false,
        data: { role },
        className: role === "revises" ? (classes.revises ?? "") : "",
      })),
    [graph],
  );
  return (
    <section className={classes.picture} aria-label={t("outline.lineage.picture")}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onInit={beginAtTheFirst}
        minZoom={0.15}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable
        edgesFocusable={false}
        ariaLabelConfig={{
          "node.a11yDescription.default": t("outline.lineage.node"),
          "node.a11yDescription.keyboardDisabled": t("outline.lineage.node"),
          "controls.ariaLabel": t("outline.lineage.controls"),
          "controls.zoomIn.ariaLabel": t("outline.lineage.zoomIn"),
          "controls.zoomOut.ariaLabel": t("outline.lineage.zoomOut"),
          "controls.fitView.ariaLabel": t("outline.lineage.fit"),
        }}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
    </section>
  );
}

function Step({ data: { node, words } }: NodeProps<Shown>) {
  return (
    <div className={classes.node} data-kind={node.kind} data-type={node.type}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className={classes.kind}>{words}</span>
      {node.kind === "artifact" && (
        <span className={classes.text} lang={languageOf(node.label)}>
          {node.label}
        </span>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { step: Step };

/**
 * A story of some size is wider and higher than the window. It begins where it began, as large as the text
 * of the page, and is looked around in: shown whole at once, it could not be read.
 */
function beginAtTheFirst(flow: ReactFlowInstance<Shown>) {
  const nodes = flow.getNodes();
  const first = nodes.reduce((least, { position: { x } }) => Math.min(least, x), Infinity);
  const firstLayer = nodes.filter(({ position }) => position.x === first);
  const bounds = flow.getNodesBounds(firstLayer);
  const height = document.querySelector(".react-flow")?.clientHeight ?? 0;
  void flow.setViewport({
    x: margin - bounds.x,
    // In the middle when there is room for all of the layer, else from its top.
    y: Math.max(margin - bounds.y, height / 2 - (bounds.y + bounds.height / 2)),
    zoom: 1,
  });
}

/** The same in words, in the order of time. */
function StepList({ graph, opened }: { readonly graph: LineageGraph; readonly opened: boolean }) {
  const { t } = useTranslation();
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const nodes = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const named = (from: readonly LineageNode[], labels: readonly string[]) =>
    list.format(
      from.map((node, i) =>
        t("outline.lineage.named", { kind: kindWords(t, node), label: labels[i] ?? "" }),
      ),
    );
  const steps = graph.nodes
    .filter(({ kind }) => kind === "transform")
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const list = new Intl.ListFormat(currentLanguage(), { type: "conjunction" });
  return (
    <details className={classes.list} open={opened} data-testid="lineage-list">
      <summary>{t("outline.lineage.list")}</summary>
      <ol>
        {steps.map((step) => {
          const from = nodes(
            graph.edges.filter(({ to }) => to === step.id).map(({ from: f }) => f),
          );
          const made = nodes(
            graph.edges.filter(({ from: f }) => f === step.id).map(({ to }) => to),
          );
          return (
            <li key={step.id}>
              <strong>{kindWords(t, step)}</strong>{" "}
              <time dateTime={step.createdAt}>
                {new Date(step.createdAt).toLocaleString(currentLanguage())}
              </time>
              {from.length > 0 && (
                <p>
                  <Sentence
                    say={(...labels) => t("outline.lineage.from", { list: named(from, labels) })}
                    texts={from.map(({ label }) => label)}
                  />
                </p>
              )}
              {made.length > 0 && (
                <p>
                  <Sentence
                    say={(...labels) => t("outline.lineage.made", { list: named(made, labels) })}
                    texts={made.map(({ label }) => label)}
                  />
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function kindWords(t: Translate, { kind, type, label }: LineageNode): string {
  if (kind === "transform") {
    return type === "human"
      ? t("outline.lineage.person")
      : t("outline.lineage.model", { label: recordedModelName(t, label) });
  }
  const component = type.replace(/^outline_/, "");
  if (isComponent(component)) return t(`outline.part.${component}`);
  return type === "user_input" ? t("outline.lineage.ownText") : t("outline.lineage.idea");
}
