import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { FakeServer, problem, renderPage } from "../../../tests/renderPage.tsx";
import type { Idea, IdeationDocument, IdeationRound, StreamingData } from "../../api/types.ts";
import type { Language } from "../../i18n/i18n.ts";
import { turnShortcuts } from "../../ui/shortcuts.ts";
import IdeationPage from "./IdeationPage.tsx";

const idea = (n: number, more: Partial<Idea> = {}): Idea => ({
  artifactId: `a${n}`,
  title: `Title ${n}`,
  body: `Body ${n}`,
  favourite: false,
  dismissed: false,
  revision: 1,
  round: 1,
  by: "model",
  ...more,
});

const round = (number: number, more: Partial<IdeationRound> = {}): IdeationRound => ({
  number,
  transformId: `t${number}`,
  mode: number === 1 ? null : "more",
  basedOn: null,
  basedOnId: null,
  note: null,
  model: "qwen3",
  createdAt: "2026-01-01T00:00:00Z",
  ...more,
});

const streamingData: StreamingData = {
  transformId: "t1",
  attempt: {
    number: 1,
    of: 3,
    reason: null,
    retryAt: null,
    startedAt: "2026-01-01T00:00:00Z",
  },
  asked: [0, 1, 2, 3, 4, 5].map((n) => `ideas/${n}`),
  chunks: [],
  draft: null,
  progress: 0,
};

const document = (more: Partial<IdeationDocument> = {}): IdeationDocument => ({
  id: "d1",
  status: "completed",
  userInput: "A courier",
  selectedPlatform: "抖音",
  genrePaths: [],
  genreProportions: [],
  requirements: "",
  ideas: [idea(0), idea(1)],
  rounds: [round(1)],
  createdAt: "2026-01-01T00:00:00Z",
  error: null,
  missing: [],
  lastTransformId: "t1",
  unfinished: null,
  streamingData: null,
  ...more,
});

const writing = (more: Partial<StreamingData> = {}) =>
  document({ status: "streaming", streamingData: { ...streamingData, ...more } });

async function open(
  doc: IdeationDocument,
  answers: ConstructorParameters<typeof FakeServer>[0] = {},
  language: Language = "en",
) {
  const server: FakeServer = new FakeServer({
    "GET /api/stream/ideation/d1": () => server.stream(doc),
    ...answers,
  });
  const view = await renderPage("/ideations/:id", "/ideations/d1", <IdeationPage />, language);
  await screen.findByTestId("status");
  return { ...view, server };
}

const cards = () => screen.queryAllByTestId("card").map((card) => card.dataset.artifactId);
const status = () => screen.getByTestId("status").textContent;
const click = (testId: string) => {
  const [first] = screen.getAllByTestId(testId);
  if (!first) throw new Error(`no ${testId}`);
  fireEvent.click(first);
};

describe("what is being written", () => {
  test("appears letter by letter, becomes a card when it is done, and the end is announced", async () => {
    const { server } = await open(writing());
    const send = (data: object, name?: string) =>
      act(async () => {
        server.send(data, name);
        await Promise.resolve();
      });
    const chunk = { transformId: "t1", progress: 0 };
    const draft = (path: string, text: string) => [{ part: "ideas/2", path: [path], text }];
    await send({ ...chunk, index: 0, texts: ["x"], draft: draft("title", "Moon") }, "chunk");
    await waitFor(() => expect(screen.getByTestId("draft-card").textContent).toContain("Moon"));
    expect(screen.getByTestId("draft-card").textContent).toContain("being written");
    await send({ ...chunk, index: 1, texts: ["y"], draft: draft("body", "It rises.") }, "chunk");
    await waitFor(() =>
      expect(screen.getByTestId("draft-card").textContent).toContain("It rises."),
    );

    const ideas = [idea(0), idea(1), idea(2)];
    await send({ ...chunk, index: 2, texts: ["z"], draft: null, set: { ideas } }, "chunk");
    await waitFor(() => expect(cards()).toEqual(["a0", "a1", "a2"]));
    expect(screen.queryByTestId("draft-card")).toBeNull();
    expect(screen.getByTestId("announcer").textContent).toBe("");

    await send({ status: "completed", streamingData: null });
    await waitFor(() =>
      expect(screen.getByTestId("announcer").textContent).toBe(
        "Writing has ended. There are 3 ideas.",
      ),
    );
  });

  test("can be read exactly as it was sent and came, also after the end", async () => {
    const answer = {
      attempt: { number: 1, of: 3 },
      status: "completed",
      usage: null,
      cost: null,
      startedAt: "2026-01-01T00:00:00Z",
      firstWordAt: "2026-01-01T00:00:01.500Z",
      endedAt: "2026-01-01T00:00:04Z",
    };
    await open(document({ rounds: [round(1, { transformId: "t7" })] }), {
      "GET /api/transforms/t7": () =>
        Response.json({
          ...answer,
          model: "qwen3",
          retryOf: null,
          prompt: "Ask.",
          text: "Answer.",
        }),
    });
    click("how-made");
    const run = await screen.findByTestId("run");
    await waitFor(() => expect(run.textContent).toContain("Answer."));
    expect(run.textContent).toContain("Ask.");
    expect(run.textContent).toContain("qwen3");
    expect(run.textContent).toContain("First word after1.5 s");
    expect(run.textContent).toContain("Took4 s");
  });

  test("that never began has nothing to tell of how it was made", async () => {
    await open(document({ status: "idle", lastTransformId: null, ideas: [], rounds: [] }));
    expect(screen.queryByTestId("how-made")).toBeNull();
  });

  test("shows how much is really finished", async () => {
    await open(writing({ progress: 33 }));
    expect(screen.getByTestId("progress").textContent).toContain("2 of 6 written");
  });

  test.each([
    ["waits in the queue", { startedAt: null }, "In the queue"],
    [
      "is tried again",
      { number: 2, reason: "model_silent", retryAt: "2999-01-01T00:00:00Z" },
      "The model fell silent. Trying again in",
    ],
    ["was interrupted", { reason: "interrupted" }, "has started again by itself"],
  ])("says when it %s", async (_, attempt, words) => {
    await open(writing({ attempt: { ...streamingData.attempt, ...attempt } }));
    expect(status()).toContain(words);
  });

  test("is stopped by its transform", async () => {
    const stop = "POST /api/transforms/t1/stop";
    const { server } = await open(writing(), { [stop]: () => new Response(null, { status: 202 }) });
    click("stop");
    await waitFor(() => expect(server.of(stop)).toHaveLength(1));
  });

  test("keeps other generations away, and the buttons say why", async () => {
    const { server } = await open(writing());
    const more = screen.getByTestId("more");
    expect(more.getAttribute("aria-disabled")).toBe("true");
    const why = more.getAttribute("aria-describedby") ?? "";
    const words = window.document.getElementById(why);
    expect(words?.textContent).toContain("once the writing has ended");
    expect(words?.closest("[style*=clip], [hidden]")).toBeNull();
    fireEvent.click(more);
    expect(server.sent.some((sent) => sent.method === "POST")).toBe(false);
  });
});

describe("an end that is not the wanted one", () => {
  const failed = (code: string, retryable: boolean, missing: string[]) =>
    document({ status: "failed", error: { code, message: "", retryable }, missing });
  const generate = "POST /api/ideations/d1/generate";
  const accepted = () => Response.json({ transformId: "t2" }, { status: 202 });

  test("offers to try again when nothing came and that may help", async () => {
    const { server } = await open(failed("model_unreachable", true, ["ideas/0", "ideas/1"]), {
      [generate]: accepted,
    });
    expect(status()).toContain("could not be reached");
    click("retry");
    await waitFor(() => expect(server.of(generate)[0]?.body).toEqual({ mode: "missing" }));
  });

  test("does not urge what cannot help", async () => {
    await open(failed("model_key_rejected", false, ["ideas/0"]));
    expect(status()).toContain("did not accept the key");
    // It can be tried again once the key is put right; until then nothing is the one obvious next thing.
    expect(screen.getByTestId("retry").dataset.variant).toBe("default");
    expect(window.document.querySelector("button[data-variant=filled]")).toBeNull();
    expect(screen.queryByTestId("missing")).toBeNull();
  });

  test("counts what is missing and offers just that", async () => {
    await open(failed("incomplete_answer", true, ["ideas/2", "ideas/3"]));
    expect(screen.getByTestId("missing-list").textContent).toBe("2 of 4 ideas are missing.");
    expect(screen.getByTestId("missing").textContent).toBe("Write the missing 2");
  });

  test("shows what was begun as unfinished, in words", async () => {
    await open({
      ...failed("incomplete_answer", true, ["ideas/2"]),
      unfinished: { part: "ideas/2", value: { title: "Half", body: "It beg" } },
    });
    expect(screen.getByTestId("unfinished-card").textContent).toContain("unfinished");
    expect(screen.getByTestId("unfinished-card").textContent).toContain("It beg");
  });

  test("shows a code that this page does not know with the server's own words", async () => {
    await open(
      document({
        status: "failed",
        error: { code: "from_the_future", message: "Ink ran dry.", retryable: false },
      }),
    );
    expect(status()).toContain("Ink ran dry.");
  });
});

test("has no next round before there was a first", async () => {
  const first = await open(writing({ draft: null }));
  expect(screen.queryByTestId("next-round")).not.toBeNull();
  first.unmount();
  await open({ ...writing(), ideas: [] });
  expect(screen.queryByTestId("next-round")).toBeNull();
});

describe("a card", () => {
  const patch = "PATCH /api/ideations/d1/ideas/a0";

  test("is kept, and dismissed with a way back", async () => {
    const { server } = await open(document(), { [patch]: () => Response.json({}) });
    click("favourite");
    await waitFor(() => expect(server.of(patch)[0]?.body).toEqual({ favourite: true }));
    click("dismiss");
    await waitFor(() => expect(server.of(patch)[1]?.body).toEqual({ dismissed: true }));
    fireEvent.click(await screen.findByTestId("undo"));
    await waitFor(() => expect(server.of(patch).at(-1)?.body).toEqual({ dismissed: false }));
  });

  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith("inkstream.edit."));

  test("is there again after a reload, against the revision it began from, until it is saved", async () => {
    localStorage.clear();
    const first = await open(document());
    click("edit");
    fireEvent.change(screen.getByTestId("edit-body"), { target: { value: "My body" } });
    expect(kept()).toEqual(["inkstream.edit.d1.a0"]);
    first.unmount();

    // Meanwhile it was changed elsewhere: what was typed must not go over that unseen.
    const { server } = await open(document({ ideas: [idea(0, { revision: 5 }), idea(1)] }), {
      [patch]: () => Response.json({}),
    });
    expect(screen.getByTestId("edit-body")).toHaveProperty("value", "My body");
    expect(screen.getByTestId("edit-title")).toHaveProperty("value", "Title 0");
    click("save");
    await waitFor(() => expect(server.of(patch)[0]?.headers["If-Match"]).toContain("1"));
    await waitFor(() => expect(screen.queryByTestId("edit-body")).toBeNull());
    expect(kept()).toEqual([]);
  });

  test("is forgotten when it is given up, and when it is as it was", async () => {
    localStorage.clear();
    await open(document());
    click("edit");
    const body = screen.getByTestId("edit-body");
    fireEvent.change(body, { target: { value: "My body" } });
    fireEvent.change(body, { target: { value: "Body 0" } });
    expect(kept()).toEqual([]);
    fireEvent.change(body, { target: { value: "My body" } });
    fireEvent.keyDown(body, { key: "Escape" });
    expect(kept()).toEqual([]);
  });

  test("is saved against the revision at which its editing began", async () => {
    const { server } = await open(document(), { [patch]: () => Response.json({}) });
    click("edit");
    fireEvent.change(screen.getByTestId("edit-title"), { target: { value: "Mine" } });
    await act(async () => {
      server.send({ ideas: [idea(0, { title: "Theirs", revision: 2 }), idea(1)] });
      await Promise.resolve();
    });
    expect(screen.getByTestId("edit-title")).toHaveProperty("value", "Mine");
    click("save");
    await waitFor(() => expect(server.of(patch)[0]?.headers["If-Match"]).toBe('"1"'));
  });

  test("that was changed elsewhere shows both texts and overwrites nothing unasked", async () => {
    const current = { title: "Theirs", body: "Their body" };
    let answered = 0;
    const { server } = await open(document(), {
      [patch]: () =>
        answered++ === 0
          ? problem(412, { code: "edited_elsewhere", mine: {}, current, revision: 5 })
          : Response.json({}),
    });
    click("edit");
    fireEvent.change(screen.getByTestId("edit-body"), { target: { value: "My body" } });
    click("save");
    const conflict = await screen.findByTestId("conflict");
    expect(conflict.textContent).toContain("My body");
    expect(conflict.textContent).toContain("Their body");
    expect(server.of(patch)).toHaveLength(1);
    // Only the other changed the title, both the text: what each meant is what is offered first.
    expect(screen.getByTestId("merged-title")).toHaveProperty("value", "Theirs");
    expect(screen.getByTestId("merged-body")).toHaveProperty("value", "My body");
    click("use-theirs-body");
    click("use-mine-title");
    click("save-merged");
    await waitFor(() => expect(server.of(patch)[1]?.headers["If-Match"]).toBe('"5"'));
    expect(server.of(patch)[1]?.body).toEqual({ title: "Title 0", body: "Their body" });
  });

  test("is the ground for more like it", async () => {
    const generate = "POST /api/ideations/d1/generate";
    const { server } = await open(document(), {
      [generate]: () => Response.json({ transformId: "t2" }, { status: 202 }),
    });
    click("card-menu");
    fireEvent.click(await screen.findByTestId("more-like"));
    expect(screen.getByTestId("like").textContent).toContain("Title 0");
    fireEvent.change(screen.getByTestId("note"), { target: { value: "darker" } });
    click("more");
    await waitFor(() =>
      expect(server.of(generate)[0]?.body).toEqual({
        mode: "more",
        basedOn: "a0",
        note: "darker",
        count: 2,
      }),
    );
    await waitFor(() => expect(screen.getByTestId("note")).toHaveProperty("value", ""));
  });

  test("gets only a new title, and keeps its text", async () => {
    const generate = "POST /api/ideations/d1/generate";
    const { server } = await open(document(), {
      [generate]: () => Response.json({ transformId: "t2" }, { status: 202 }),
    });
    click("card-menu");
    fireEvent.click(await screen.findByTestId("new-title"));
    await waitFor(() =>
      expect(server.of(generate)[0]?.body).toEqual({ mode: "title", basedOn: "a0" }),
    );
  });

  test("shows its next title where the old one stood while that is written", async () => {
    await open(
      document({
        status: "streaming",
        rounds: [round(1), round(2, { mode: "title", basedOn: "Title 1", basedOnId: "a1" })],
        streamingData: {
          ...streamingData,
          asked: ["ideas/0"],
          draft: { part: "ideas/0", value: { title: "Nightf" } },
        },
      }),
    );
    const second = screen.getAllByTestId("card")[1];
    expect(second?.querySelector("h3")?.textContent).toBe("Nightf");
    expect(second?.textContent).toContain("a new title is being written");
    expect(screen.queryByTestId("draft-card")).toBeNull();
  });

  test("tells by whom it was written, in words", async () => {
    await open(document({ ideas: [idea(0), idea(1, { revision: 2, by: "person" })] }));
    expect(screen.getAllByTestId("card").map((card) => card.textContent.slice(0, 5))).toEqual([
      "Model",
      "Edite",
    ]);
  });

  test("is reached, kept and dismissed with single keys, which can be turned off", async () => {
    const { server } = await open(document(), { [patch]: () => Response.json({}) });
    const press = (key: string) =>
      fireEvent.keyDown(window.document.activeElement ?? window.document.body, { key });
    press("j");
    expect(window.document.activeElement).toBe(screen.getAllByTestId("card")[0]);
    press("f");
    await waitFor(() => expect(server.of(patch)[0]?.body).toEqual({ favourite: true }));
    press("m");
    expect(window.document.activeElement).toBe(screen.getByTestId("note"));
    press("x");
    turnShortcuts(false);
    screen.getAllByTestId("card")[0]?.focus();
    press("x");
    turnShortcuts(true);
    expect(server.of(patch)).toHaveLength(1);
  });
});

describe("the rounds", () => {
  test("say when, by which model and on what word of the writer each was written", async () => {
    const note = "darker";
    await open(
      document({
        ideas: [idea(0), idea(1, { round: 3 })],
        rounds: [
          round(1),
          round(2, { mode: "regenerate" }),
          round(3, { mode: "more", basedOn: "Title 0", note }),
        ],
      }),
    );
    const shown = screen.getAllByTestId("round").map((section) => section.textContent);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain("Round 1");
    expect(shown[0]).toContain("qwen3");
    expect(shown[1]).toContain("Round 3");
    expect(screen.getByTestId("round-gone").textContent).toBe("Round 2: nothing came of it.");
    expect(shown[1]).toContain("like “Title 0”");
    expect(shown[1]).toContain("Your notedarker");
  });

  test("of which nothing is left say why, and no number is missed", async () => {
    await open(
      document({
        ideas: [idea(0, { round: 2, dismissed: true }), idea(1, { round: 3 })],
        rounds: [round(1), round(2), round(3, { mode: "regenerate" })],
      }),
    );
    expect(screen.getAllByTestId("round-gone").map((line) => line.textContent)).toEqual([
      "Round 1: replaced.",
      "Round 2: all of it dismissed.",
    ]);
    expect(screen.getByTestId("round").textContent).toContain("Round 3");
  });

  test.each([
    ["finished", document(), "more"],
    ["never begun", document({ status: "idle", ideas: [], rounds: [] }), "more"],
    [
      "failed",
      document({
        status: "failed",
        error: { code: "model_silent", message: "", retryable: true },
        missing: ["ideas/0"],
      }),
      "retry",
    ],
    ["stopped", document({ status: "cancelled", missing: ["ideas/2"] }), "missing"],
    ["being written", writing(), null],
  ])("leave exactly one obvious thing to do next when it is %s", async (_, doc, testId) => {
    await open(doc);
    const filled = Array.from(
      window.document.querySelectorAll<HTMLElement>("[data-variant=filled]"),
    ).filter((button) => button.tagName === "BUTTON");
    expect(filled.map((button) => button.dataset.testid)).toEqual(testId ? [testId] : []);
  });

  test("keep the note for the next one over a reload", async () => {
    const first = await open(document());
    fireEvent.change(screen.getByTestId("note"), { target: { value: "darker" } });
    first.unmount();
    await open(document());
    expect(screen.getByTestId("note")).toHaveProperty("value", "darker");
    sessionStorage.clear();
  });
});

test("those that make way for more like one are told which", async () => {
  const generate = "POST /api/ideations/d1/generate";
  const { server } = await open(document(), {
    [generate]: () => Response.json({ transformId: "t2" }, { status: 202 }),
  });
  click("card-menu");
  fireEvent.click(await screen.findByTestId("more-like"));
  click("regenerate");
  fireEvent.click(await screen.findByTestId("confirm"));
  await waitFor(() =>
    expect(server.of(generate)[0]?.body).toEqual({ mode: "regenerate", basedOn: "a0", count: 2 }),
  );
});

test("writing anew says what it keeps", async () => {
  await open(
    document({ ideas: [idea(0, { favourite: true }), idea(1, { revision: 2 }), idea(2)] }),
  );
  click("regenerate");
  expect((await screen.findByTestId("regenerate-keeps")).textContent).toContain(
    "2 ideas that you kept",
  );
});

test("a document deleted elsewhere says so", async () => {
  const { server } = await open(document());
  await act(async () => {
    server.send({}, "deleted");
    await Promise.resolve();
  });
  expect((await screen.findByTestId("gone")).textContent).toContain("has been deleted");
});

test("the page speaks Chinese as well", async () => {
  await open(writing({ attempt: { ...streamingData.attempt, startedAt: null } }), {}, "zh");
  expect(status()).toContain("排队中，一有空位就开始。");
});
