// @vitest-environment node
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../tests/random.ts";
import { fold, type FoldedDocument, type FoldResult } from "./fold.ts";

interface Doc extends FoldedDocument {
  readonly id: string;
  readonly status: string;
  readonly ideas: readonly { readonly title: string }[];
}

function streaming(
  chunks: string[] = [],
  draft: { part: string; value: unknown } | null = null,
): Doc {
  return {
    id: "d1",
    status: "streaming",
    ideas: [{ title: "one" }],
    streamingData: { transformId: "t1", chunks, draft, progress: 0 },
  };
}

const message = (data: unknown) => ({ name: "message", data: JSON.stringify(data), id: "1" });
const chunk = (data: object) => ({
  name: "chunk",
  data: JSON.stringify({ transformId: "t1", progress: 0, texts: [], ...data }),
  id: "1",
});

function stateOf<S>(result: FoldResult<S>): S {
  if (result.kind !== "state") throw new Error(`expected a state, got ${JSON.stringify(result)}`);
  return result.state;
}

describe("an unnamed event", () => {
  test("replaces the fields it holds and keeps the others as they are", () => {
    const before = streaming();
    const after = stateOf(fold(before, message({ status: "completed", streamingData: null })));
    expect(after).toEqual({ ...before, status: "completed", streamingData: null });
    expect(after.ideas).toBe(before.ideas);
    expect(before.status).toBe("streaming");
  });

  test("begins the state when there is none", () => {
    expect(stateOf(fold<Doc>(null, message(streaming(["a"]))))).toEqual(streaming(["a"]));
  });

  test("cannot begin a state when it is not a full one", () => {
    expect(fold<Doc>(null, message({ status: "completed" })).kind).toBe("gap");
  });

  test("that is not an object is a gap, never a broken state", () => {
    for (const data of ["", "{", "null", "[1]", '"text"']) {
      expect(fold(streaming(), { name: "message", data, id: null }).kind).toBe("gap");
    }
  });
});

describe("a chunk event", () => {
  test("appends its texts and sets the progress", () => {
    const after = stateOf(
      fold(streaming(["a"]), chunk({ index: 1, texts: ["b", "c"], progress: 7 })),
    );
    expect(after.streamingData).toEqual({
      transformId: "t1",
      chunks: ["a", "b", "c"],
      draft: null,
      progress: 7,
    });
  });

  test("keeps what it does not name: attempt, ideas and the draft itself", () => {
    const draft = { part: "ideas/0", value: { title: "x" } };
    const before = streaming(["a"], draft);
    const after = stateOf(fold(before, chunk({ index: 1, texts: ["b"] })));
    expect(after.ideas).toBe(before.ideas);
    expect(after.streamingData?.draft).toBe(draft);
  });

  test.each([
    ["repeats", { index: 1, texts: ["x"] }],
    ["skips", { index: 3, texts: ["x"] }],
    ["belongs to another transform", { index: 2, texts: ["x"], transformId: "t2" }],
    ["has no index", { texts: ["x"] }],
    ["has a draft of another form", { index: 2, texts: ["x"], draft: [{ part: "title" }] }],
  ])("that %s is a gap and leaves the state alone", (_, data) => {
    const before = streaming(["a", "b"]);
    expect(fold(before, chunk(data)).kind).toBe("gap");
    expect(before).toEqual(streaming(["a", "b"]));
  });

  test("is a gap when nothing streams, or nothing is held", () => {
    expect(fold({ ...streaming(), streamingData: null }, chunk({ index: 0 })).kind).toBe("gap");
    expect(fold<Doc>(null, chunk({ index: 0 })).kind).toBe("gap");
  });

  test("merges its set after everything else", () => {
    const event = chunk({
      index: 0,
      texts: ["a"],
      progress: 50,
      set: {
        ideas: [{ title: "one" }, { title: "two" }],
        streamingData: null,
        status: "completed",
      },
    });
    expect(stateOf(fold(streaming(), event))).toEqual({
      id: "d1",
      status: "completed",
      ideas: [{ title: "one" }, { title: "two" }],
      streamingData: null,
    });
  });
});

describe("a draft", () => {
  const draftAfter = (
    draft: { part: string; value: unknown } | null,
    operations: unknown,
  ): unknown =>
    stateOf(fold(streaming([], draft), chunk({ index: 0, draft: operations }))).streamingData
      ?.draft;

  test("begins with its first text", () => {
    expect(draftAfter(null, [{ part: "ideas/0", path: ["title"], text: "月" }])).toEqual({
      part: "ideas/0",
      value: { title: "月" },
    });
  });

  test("of a part that is itself a string grows at the empty path", () => {
    expect(
      draftAfter({ part: "title", value: "ab" }, [{ part: "title", path: [], text: "c" }]),
    ).toEqual({ part: "title", value: "abc" });
  });

  test("begins anew when another part is named", () => {
    expect(
      draftAfter({ part: "ideas/0", value: { title: "old" } }, [
        { part: "ideas/1", path: ["title"], text: "new" },
      ]),
    ).toEqual({ part: "ideas/1", value: { title: "new" } });
  });

  test("creates the objects and arrays that are missing, earlier elements as null", () => {
    expect(
      draftAfter(null, [{ part: "characters", path: [2, "key_scenes", 1], text: "door" }]),
    ).toEqual({ part: "characters", value: [null, null, { key_scenes: [null, "door"] }] });
  });

  test("fills an element that was null", () => {
    expect(
      draftAfter({ part: "characters", value: [null, { name: "b" }] }, [
        { part: "characters", path: [0, "name"], text: "a" },
      ]),
    ).toEqual({ part: "characters", value: [{ name: "a" }, { name: "b" }] });
  });

  test("takes several operations in order, across parts", () => {
    expect(
      draftAfter(null, [
        { part: "ideas/0", path: ["title"], text: "a" },
        { part: "ideas/0", path: ["body"], text: "b" },
        { part: "ideas/1", path: ["title"], text: "c" },
        { part: "ideas/1", path: ["title"], text: "d" },
      ]),
    ).toEqual({ part: "ideas/1", value: { title: "cd" } });
  });

  test("is cleared by null and untouched when absent", () => {
    const draft = { part: "title", value: "x" };
    expect(draftAfter(draft, null)).toBeNull();
    expect(draftAfter(draft, undefined)).toBe(draft);
  });

  test("shares what an operation does not touch", () => {
    const first = { name: "a" };
    const value = [first, { name: "b" }];
    const after = draftAfter({ part: "characters", value }, [
      { part: "characters", path: [1, "name"], text: "!" },
    ]) as { value: unknown[] };
    expect(after.value).toEqual([{ name: "a" }, { name: "b!" }]);
    expect(after.value[0]).toBe(first);
    expect(value[1]).toEqual({ name: "b" });
  });

  test("cannot reach a prototype through a member's name", () => {
    draftAfter(null, [{ part: "setting", path: ["__proto__", "polluted"], text: "x" }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test("deleted is said as such, and names that are not known are ignored", () => {
  expect(fold(streaming(), { name: "deleted", data: "{}", id: null })).toEqual({ kind: "deleted" });
  expect(fold(streaming(), { name: "later", data: "?", id: null })).toEqual({ kind: "ignored" });
});

test("ten thousand chunks are appended in linear work: the array is never copied", () => {
  let state = streaming();
  const chunks = state.streamingData?.chunks;
  for (let index = 0; index < 10_000; index++) {
    const draft = [{ part: "ideas/0", path: ["body"], text: "字" }];
    state = stateOf(fold(state, chunk({ index, texts: ["字"], draft })));
  }
  expect(state.streamingData?.chunks).toBe(chunks);
  expect(chunks).toHaveLength(10_000);
  expect(state.streamingData?.draft).toEqual({
    part: "ideas/0",
    value: { body: "字".repeat(10_000) },
  });
});

type Loose = Record<string, unknown>;

/** Folds by copying everything and changing the copy: slow and plain. */
function naiveFold(before: Loose, name: string, data: Loose): Loose {
  const state = JSON.parse(JSON.stringify(before)) as Loose;
  if (name === "message") return { ...state, ...data };
  const live = state.streamingData as { chunks: string[]; progress: unknown; draft: Loose | null };
  live.chunks.push(...(data.texts as string[]));
  live.progress = data.progress;
  if (data.draft === null) live.draft = null;
  for (const op of (data.draft ?? []) as {
    part: string;
    path: (string | number)[];
    text: string;
  }[]) {
    if (live.draft?.part !== op.part) live.draft = { part: op.part };
    let holder: Loose | unknown[] = live.draft;
    let key: string | number = "value";
    const get = () => (holder as Loose)[key];
    const put = (value: unknown) => ((holder as Loose)[key] = value);
    for (const step of op.path) {
      if (get() === undefined || get() === null) put(typeof step === "number" ? [] : {});
      holder = get() as Loose;
      key = step;
      while (Array.isArray(holder) && holder.length < (step as number)) holder.push(null);
    }
    const existing = get();
    put(typeof existing === "string" ? existing + op.text : op.text);
  }
  return { ...state, ...(data.set as Loose | undefined) };
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "any run of events folds like the naive fold (seed %i)",
  (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    // One shape a part, as a model's answer has: a string never turns into an object.
    const paths: Record<string, (string | number)[][]> = {
      title: [[]],
      "ideas/0": [["title"], ["body"]],
      "ideas/1": [["title"], ["body"]],
      synopsis_stages: [[0], [1], [4]],
      characters: [
        [0, "name"],
        [2, "key_scenes", 1],
        [2, "relationships", "林晚"],
        [1, "age"],
      ],
    };
    const operation = () => {
      const part = pick(Object.keys(paths));
      return { part, path: pick(paths[part] ?? []), text: pick(["a", "长", "😀", "\n", ""]) };
    };

    let state: Loose & FoldedDocument = { ...streaming() };
    let naive: Loose = JSON.parse(JSON.stringify(state)) as Loose;
    for (let step = 0; step < 400; step++) {
      const live = state.streamingData;
      const isMessage = !live || random() < 0.1;
      let data: Loose;
      if (isMessage) {
        const fresh = { transformId: `t${step}`, chunks: [], draft: null, progress: 0 };
        data = { status: pick(["streaming", "failed"]), streamingData: pick([null, fresh]) };
      } else {
        data = {
          transformId: live.transformId,
          index: live.chunks.length,
          texts: Array.from({ length: Math.floor(random() * 4) }, () => pick(["x", "光", "{"])),
          progress: step,
          ...(random() < 0.8 && {
            draft: Array.from({ length: Math.floor(random() * 5) }, operation),
          }),
          ...(random() < 0.1 && { draft: null }),
          ...(random() < 0.2 && { set: { ideas: [{ title: `idea ${step}` }] } }),
          ...(random() < 0.05 && { set: { streamingData: null, status: "completed" } }),
        };
      }
      const name = isMessage ? "message" : "chunk";
      naive = naiveFold(naive, name, JSON.parse(JSON.stringify(data)) as Loose);
      state = stateOf(fold(state, { name, data: JSON.stringify(data), id: null }));
      expect(state).toEqual(naive);
    }
  },
);
