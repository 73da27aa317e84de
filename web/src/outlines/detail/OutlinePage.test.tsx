import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, test } from "vitest";
import { FakeServer, problem, renderPage } from "../../../tests/renderPage.tsx";
import type { OutlineDocument, OutlinePart, StreamingData } from "../../api/types.ts";
import type { Language } from "../../i18n/i18n.ts";
import OutlinePage from "./OutlinePage.tsx";

const part = (more: Partial<OutlinePart> = {}): OutlinePart => ({
  artifactId: "a",
  revision: 1,
  locked: false,
  outOfDate: null,
  by: "model",
  restored: false,
  ...more,
});

const names = [
  "title",
  "genre",
  "target_audience",
  "selling_points",
  "satisfaction_points",
  "setting",
  "synopsis_stages",
  "characters",
] as const;

const whole: OutlineDocument = {
  id: "o1",
  status: "completed",
  sourceArtifact: { id: "s", title: "Source", text: "A courier.", type: "x", documentId: null },
  totalEpisodes: 60,
  episodeDuration: 2,
  language: "en",
  components: {
    title: "The Last Courier",
    genre: "Mystery",
    target_audience: { demographic: "All", core_themes: ["Truth"] },
    selling_points: ["One", "Two", "Three"],
    satisfaction_points: ["A", "B", "C"],
    setting: { core_setting_summary: "A town", key_scenes: ["The stop"] },
    synopsis_stages: ["Ann leaves", "two", "three", "four", "five"],
    characters: [{ name: "Ann", type: "female_lead", description: "A courier" }],
  },
  parts: Object.fromEntries(names.map((name) => [name, part()])),
  createdAt: "2026-01-01T00:00:00Z",
  error: null,
  missing: [],
  lastTransformId: "t1",
  unfinished: null,
  streamingData: null,
};

const streamingData: StreamingData = {
  transformId: "t1",
  attempt: { number: 1, of: 3, reason: null, retryAt: null, startedAt: "2026-01-01T00:00:00Z" },
  asked: [...names],
  chunks: ["x"],
  draft: null,
  progress: 0,
};

async function open(
  doc: Partial<OutlineDocument> = {},
  answers: ConstructorParameters<typeof FakeServer>[0] = {},
  language: Language = "en",
) {
  const server: FakeServer = new FakeServer({
    "GET /api/stream/outline/o1": () => server.stream({ ...whole, ...doc }),
    ...answers,
  });
  const view = await renderPage("/outlines/:id", "/outlines/o1", <OutlinePage />, language);
  await screen.findByTestId("status");
  return { ...view, server };
}

const section = (name: string) => {
  const found = document.querySelector<HTMLElement>(`[data-part='${name}']`);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const at = (name: string, testId: string) => within(section(name)).getByTestId(testId);
const menu = async (name: string, item: string) => {
  const [first] = within(section(name)).getAllByTestId("part-menu");
  if (!first) throw new Error("no menu");
  fireEvent.click(first);
  return within(section(name)).findByTestId(item);
};
const filled = () => document.querySelectorAll("button[data-variant=filled]");

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("what is read", () => {
  test("stands in reading order, and each stage says which episodes tell it", async () => {
    await open();
    const order = screen.getAllByTestId("section").map((one) => one.dataset.part);
    expect(order).toEqual([...names]);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("The Last Courier");
    expect(section("synopsis_stages/0").textContent).toContain("episodes 1–12");
    expect(section("synopsis_stages/4").textContent).toContain("episodes 49–60");
  });

  test("says whose each part is", async () => {
    const parts = { ...whole.parts, genre: part({ by: "person", revision: 2 }) };
    await open({ parts });
    expect(at("genre", "byline").textContent).toContain("Edited by you");
    expect(at("setting", "byline").textContent).toContain("Model");
  });

  test("appears letter by letter where it will stand, marked as unfinished, and the rest is waited for", async () => {
    const { server } = await open({
      status: "streaming",
      components: { title: "The Last Courier" },
      parts: { title: part() },
      streamingData,
    });
    const chunk = { transformId: "t1", index: 1, texts: ["y"], progress: 12 };
    const draft = [{ part: "setting", path: ["key_scenes", 0], text: "The st" }];
    act(() => server.send({ ...chunk, draft }, "chunk"));
    await waitFor(() => expect(at("setting", "draft-part").textContent).toContain("The st"));
    expect(at("setting", "byline").textContent).toContain("being written");
    expect(screen.getByTestId("status").textContent).toBe("Being written: Setting.");
    expect(section("genre").textContent).toContain("Comes next");
    expect(section("characters").textContent).toContain("Waiting");
    const contents = screen.getByRole("navigation", { name: "Contents" }).textContent;
    expect(contents).toContain("GenreComes next");
    expect(contents).toContain("CharactersWaiting");
    expect(contents).not.toContain("missing");
    expect(filled()).toHaveLength(0);
  });
});

describe("the one next thing", () => {
  test("is reading when all is there", async () => {
    await open();
    expect(filled()).toHaveLength(1);
    fireEvent.click(screen.getByTestId("read-on"));
    const reading = await screen.findByTestId("reading");
    expect(reading.textContent).toContain("The Last Courier");
    expect(within(reading).queryByTestId("edit")).toBeNull();
    fireEvent.keyDown(window, { key: "Escape" });
    await screen.findByTestId("status");
  });

  test("is writing what is missing, told by name", async () => {
    const { server } = await open(
      {
        status: "failed",
        error: { code: "incomplete_answer", message: "", retryable: true },
        components: { title: "T", genre: "G" },
        parts: { title: part(), genre: part() },
        missing: ["setting"],
      },
      { "POST /api/outlines/o1/generate": () => problem(202, { transformId: "t2" }) },
    );
    expect(filled()).toHaveLength(1);
    expect(screen.getByTestId("missing-list").textContent).toContain("Setting");
    fireEvent.click(screen.getByTestId("missing"));
    await waitFor(() =>
      expect(server.of("POST /api/outlines/o1/generate")[0]?.body).toEqual({ mode: "missing" }),
    );
  });

  test("is nothing while trying again would not help, and then it can be tried", async () => {
    await open({
      status: "failed",
      error: { code: "model_key_rejected", message: "", retryable: false },
      components: { title: "T", genre: "G" },
      parts: { title: part(), genre: part() },
      missing: ["setting"],
    });
    expect(filled()).toHaveLength(0);
    expect(screen.getByTestId("retry").dataset.variant).toBe("default");
    expect(screen.queryByTestId("read-on")).toBeNull();
  });

  test("is choosing what to renew when the source changed; nothing is written before that", async () => {
    const parts = {
      ...whole.parts,
      genre: part({ outOfDate: "source_changed" }),
      setting: part({ outOfDate: "source_changed", locked: true }),
    };
    const { server } = await open(
      { parts },
      { "POST /api/outlines/o1/generate": () => problem(202, { transformId: "t2" }) },
    );
    expect(at("genre", "out-of-date")).toBeTruthy();
    expect(filled()).toHaveLength(1);
    fireEvent.click(screen.getByTestId("refresh"));
    await screen.findByTestId("write-anew");
    expect(server.of("POST /api/outlines/o1/generate")).toHaveLength(0);
    fireEvent.change(screen.getByTestId("anew-note"), { target: { value: " Darker " } });
    fireEvent.click(screen.getByTestId("anew-start"));
    await waitFor(() =>
      expect(server.of("POST /api/outlines/o1/generate")[0]?.body).toEqual({
        parts: ["genre"],
        note: "Darker",
      }),
    );
  });
});

describe("a part", () => {
  test("is saved as it is typed, against the revision that was read", async () => {
    const { server } = await open(
      { parts: { ...whole.parts, genre: part({ revision: 4 }) } },
      {
        "PATCH /api/outlines/o1/components/genre": () =>
          problem(200, { value: "Noir", revision: 5, artifactId: "a" }),
      },
    );
    fireEvent.click(at("genre", "edit"));
    fireEvent.change(screen.getByTestId("field-genre"), { target: { value: "Noir" } });
    expect(screen.getByTestId("save-state").textContent).toContain("Not saved yet");
    await waitFor(() => expect(screen.getByTestId("save-state").dataset.save).toBe("saved"));
    const [sent] = server.of("PATCH /api/outlines/o1/components/genre");
    expect(sent?.body).toEqual({ value: "Noir" });
    expect(sent?.headers["If-Match"]).toBe('"4"');
  });

  test("keeps the other elements when one is edited", async () => {
    const { server } = await open(
      {},
      {
        "PATCH /api/outlines/o1/components/synopsis_stages": () =>
          problem(200, { value: [], revision: 2, artifactId: "a" }),
      },
    );
    fireEvent.click(at("synopsis_stages/1", "edit"));
    fireEvent.change(screen.getByTestId("field-stage"), { target: { value: "TWO" } });
    fireEvent.click(screen.getByTestId("done"));
    await waitFor(() => expect(screen.queryByTestId("editor")).toBeNull());
    expect(server.of("PATCH /api/outlines/o1/components/synopsis_stages")[0]?.body).toEqual({
      value: ["Ann leaves", "TWO", "three", "four", "five"],
    });
  });

  test("that cannot be saved says why, and stays open with its text", async () => {
    await open(
      {},
      {
        "PATCH /api/outlines/o1/components/title": () =>
          problem(400, { code: "validation", errors: { value: ["Write a title."] } }),
      },
    );
    fireEvent.click(at("title", "edit"));
    fireEvent.change(screen.getByTestId("field-title"), { target: { value: "" } });
    fireEvent.click(screen.getByTestId("done"));
    await waitFor(() =>
      expect(screen.getByTestId("save-state").textContent).toContain("Write a title."),
    );
    expect(screen.getByTestId("editor")).toBeTruthy();
    expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
  });

  test("that is locked is not written anew, and the menu says why", async () => {
    await open({ parts: { ...whole.parts, genre: part({ locked: true }) } });
    expect(at("genre", "byline").textContent).toContain("locked");
    const anew = await menu("genre", "anew");
    expect(anew.hasAttribute("disabled") || anew.dataset.disabled === "true").toBe(true);
    expect(section("genre").textContent).toContain("Locked. Unlock it first.");
  });

  test("has versions that are compared and restored", async () => {
    const version = (id: string, value: string, more: object) => ({
      artifactId: id,
      value,
      by: "model",
      model: "qwen3",
      note: null,
      createdAt: "2026-01-01T00:00:00Z",
      current: false,
      ...more,
    });
    const { server } = await open(
      { parts: { ...whole.parts, genre: part({ revision: 2 }) } },
      {
        "GET /api/outlines/o1/components/genre/versions": () =>
          Response.json([
            version("v2", "Dark mystery", { by: "person", model: null, current: true }),
            version("v1", "Light mystery", { note: "Slower" }),
          ]),
        "POST /api/outlines/o1/components/genre/versions/v1/restore": () =>
          problem(200, { value: "Light mystery", revision: 3, artifactId: "a" }),
      },
    );
    fireEvent.click(await menu("genre", "versions"));
    const panel = await screen.findByTestId("comparison");
    expect(Array.from(panel.querySelectorAll("mark"), (one) => one.textContent)).toEqual([
      "Light",
      "Dark",
    ]);
    const [, old] = screen.getAllByTestId("version");
    expect(old?.textContent).toContain("Slower");
    fireEvent.click(screen.getByTestId("restore-version"));
    await waitFor(() =>
      expect(
        server.of("POST /api/outlines/o1/components/genre/versions/v1/restore")[0]?.headers[
          "If-Match"
        ],
      ).toBe('"2"'),
    );
  });
});
