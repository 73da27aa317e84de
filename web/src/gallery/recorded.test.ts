// @vitest-environment node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recorded, recordedChoices, recordedDocument } from "./recorded.ts";
import { states } from "./states.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

const api = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../docs/openapi.json"), "utf8"),
) as { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

/** Old recordings would show a page that no server feeds any more. */
function hasTheFieldsOf(schema: string, value: object | undefined): void {
  const { properties = {}, required = [] } = api.components.schemas[schema] ?? {};
  const fields = Object.keys(value ?? {});
  expect(fields, schema).toEqual(expect.arrayContaining([...required]));
  for (const field of fields) expect(properties, schema).toHaveProperty(field);
}

const documents = [...new Set(Object.values(states).flatMap(({ document }) => document ?? []))];

test.each(documents)("%s was recorded in both languages as the server sends it today", (name) => {
  for (const language of ["zh", "en"] as const) {
    const doc = recordedDocument(language, name);
    if ("ideas" in doc) {
      hasTheFieldsOf("IdeationDocument", doc);
      for (const idea of doc.ideas) hasTheFieldsOf("Idea", idea);
      for (const round of doc.rounds) hasTheFieldsOf("IdeationRound", round);
    } else {
      hasTheFieldsOf("OutlineDocument", doc);
      hasTheFieldsOf("SourceArtifact", doc.sourceArtifact);
      for (const part of Object.values(doc.parts)) hasTheFieldsOf("OutlinePart", part);
    }
    if (doc.streamingData) hasTheFieldsOf("StreamingData", doc.streamingData);
    if (doc.error) hasTheFieldsOf("DocumentError", doc.error);
  }
});

test("so were the runs, the list and the choices", () => {
  for (const language of ["zh", "en"] as const) {
    const tape = recorded(language);
    for (const run of [tape.transformDone, tape.transformFailed, tape.transformRunning]) {
      hasTheFieldsOf("TransformDocument", run);
    }
    for (const item of [...tape.library.items, ...tape.librarySearch.items]) {
      hasTheFieldsOf(item.kind === "outline" ? "OutlineListItem" : "IdeationListItem", item);
    }
    expect(new Set(tape.library.items.map((item) => item.kind)).size).toBe(2);
    expect(tape.librarySearch.items.length).toBeGreaterThan(1);
    for (const item of tape.librarySearch.items) hasTheFieldsOf("FoundText", item.found ?? {});
    hasTheFieldsOf("PromptDocument", tape.prompts[0]);
    hasTheFieldsOf("PromptVersionItem", tape.promptVersions[0]);
    hasTheFieldsOf("UsageDocument", tape.usage);
    hasTheFieldsOf("UsageTotal", tape.usage.all);
    hasTheFieldsOf("ModelTest", tape.modelFails);
    hasTheFieldsOf("ComponentVersion", tape.outlineVersions[0]);
    hasTheFieldsOf("LineageNode", tape.outlineLineage.nodes[0]);
    hasTheFieldsOf("LineageArrow", tape.outlineLineage.edges[0]);
  }
  hasTheFieldsOf("ModelInfo", recordedChoices.models[0]);
  hasTheFieldsOf("Platform", recordedChoices.platforms[0]);
  hasTheFieldsOf("Genre", recordedChoices.genres[0]);
});

test("times are those of the day on which one looks", () => {
  const now = Date.parse("2031-05-06T07:08:09Z");
  expect(recordedDocument("zh", "completed", now).createdAt).toMatch(/^2031-05-06T07:0/);
});

test("every state in which a generation can be is there", () => {
  const shown = documents.map((name) => recordedDocument("zh", name));
  const status = new Set(shown.map((doc) => doc.status));
  expect([...status].sort()).toEqual(["cancelled", "completed", "failed", "streaming"]);
  const reasons = shown.flatMap((doc) => doc.streamingData?.attempt.reason ?? []);
  expect(reasons).toContain("interrupted");
  expect(reasons).toContain("model_unavailable");
  expect(shown.map((doc) => doc.error?.retryable)).toEqual(expect.arrayContaining([true, false]));
});
