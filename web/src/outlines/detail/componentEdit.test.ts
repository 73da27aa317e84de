import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../api/errors.ts";
import { ComponentEdit } from "./componentEdit.ts";
import { pauseBeforeRetry, restBeforeSave } from "./editing.ts";

interface Sent {
  readonly value: unknown;
  readonly revision: number;
}

const key = "inkstream.edit.d1.title";

function open(answer?: (sent: Sent) => number | Promise<number>) {
  const sent: Sent[] = [];
  const edit = new ComponentEdit(
    {
      component: "title",
      storage: localStorage,
      key,
      save: async (value, revision) => {
        const one = { value, revision };
        sent.push(one);
        return answer ? answer(one) : revision + 1;
      },
    },
    "Old",
    3,
  );
  return { edit, sent, state: () => edit.getSnapshot() };
}

const rest = (ms = restBeforeSave) => vi.advanceTimersByTimeAsync(ms);
const elsewhere = () =>
  new ApiError(412, { code: "edited_elsewhere", current: "Theirs", revision: 7 });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

describe("what is typed", () => {
  test("is saved once the hand rests, against the revision it began from, and says so", async () => {
    const { edit, sent, state } = open();
    expect(state().save).toBe("unchanged");
    edit.type({ title: "N" });
    edit.type({ title: "New" });
    expect(state().save).toBe("typing");
    await rest(restBeforeSave - 1);
    expect(sent).toEqual([]);
    await rest(1);
    expect(sent).toEqual([{ value: "New", revision: 3 }]);
    expect(state().save).toBe("saved");
    edit.type({ title: "Newer" });
    await rest();
    expect(sent[1]).toEqual({ value: "Newer", revision: 4 });
  });

  test("while the one before is on its way goes after it, never beside it", async () => {
    const pending: ((revision: number) => void)[] = [];
    const { edit, sent, state } = open(() => new Promise((done) => pending.push(done)));
    edit.type({ title: "One" });
    await rest();
    edit.type({ title: "Two" });
    await rest();
    expect(sent).toHaveLength(1);
    expect(state().save).toBe("typing");
    pending[0]?.(4);
    await rest(0);
    expect(sent[1]).toEqual({ value: "Two", revision: 4 });
    pending[1]?.(5);
    await rest(0);
    expect(state().save).toBe("saved");
  });

  test("by an input method is not saved before the word is chosen", async () => {
    const { edit, sent } = open();
    edit.compose(true);
    edit.type({ title: "kuai" });
    await rest(60_000);
    await edit.flush();
    expect(sent).toEqual([]);
    edit.type({ title: "快" });
    edit.compose(false);
    await rest();
    expect(sent).toEqual([{ value: "快", revision: 3 }]);
  });

  test("and taken back by hand is no change", async () => {
    const { edit, sent } = open();
    edit.type({ title: "New" });
    edit.type({ title: "Old" });
    await rest();
    expect(sent).toEqual([]);
    expect(localStorage.getItem(key)).toBeNull();
  });

  test("survives a reload when it was not saved, and is saved then", async () => {
    const first = open(() => new Promise(() => undefined));
    first.edit.type({ title: "Unsaved" });
    expect(ComponentEdit.isKept(localStorage, key)).toBe(true);
    const second = open();
    expect(second.state().texts).toEqual({ title: "Unsaved" });
    expect(second.state().save).toBe("typing");
    await rest();
    expect(second.sent).toEqual([{ value: "Unsaved", revision: 3 }]);
    expect(ComponentEdit.isKept(localStorage, key)).toBe(false);
  });
});

test("undo goes back stroke by stroke, and what it brings back is saved", async () => {
  const { edit, sent, state } = open();
  edit.type({ title: "A" });
  edit.type({ title: "AB" });
  await rest(2_000);
  edit.type({ title: "ABC" });
  edit.undo();
  expect(state().texts).toEqual({ title: "AB" });
  edit.undo();
  expect(state()).toMatchObject({ texts: { title: "Old" }, canUndo: false });
  await rest();
  expect(sent.at(-1)).toEqual({ value: "Old", revision: 4 });
});

describe("a failure", () => {
  test("that may pass is tried again by itself, and nothing is lost meanwhile", async () => {
    let down = true;
    const { edit, sent, state } = open(({ revision }) => {
      if (down) throw new ApiError(503, { code: "network", retryable: true });
      return revision + 1;
    });
    edit.type({ title: "New" });
    await rest();
    expect(state()).toMatchObject({ save: "failed", error: { code: "network" } });
    expect(localStorage.getItem(key)).not.toBeNull();
    down = false;
    await rest(pauseBeforeRetry);
    expect(sent).toHaveLength(2);
    expect(state().save).toBe("saved");
  });

  test("that swallowed an answer is no conflict with oneself: what stands is one's own, and is gone on from", async () => {
    let stands = { value: "Old" as unknown, revision: 3 };
    let swallow = true;
    const { edit, sent, state } = open(({ value, revision }) => {
      if (revision !== stands.revision) {
        const { value: current, revision: now } = stands;
        throw new ApiError(412, { code: "edited_elsewhere", current, revision: now });
      }
      stands = { value, revision: revision + 1 };
      if (swallow) throw new ApiError(0, { code: "network", retryable: true });
      return revision + 1;
    });
    edit.type({ title: "New" });
    await rest();
    swallow = false;
    edit.type({ title: "Newer" });
    await rest();
    expect(sent.map(({ revision }) => revision)).toEqual([3, 3, 4]);
    expect(state()).toMatchObject({ save: "saved", conflict: null });
    expect(stands).toEqual({ value: "Newer", revision: 5 });
  });

  test("that will not pass waits for the writer", async () => {
    const { edit, sent, state } = open(() => {
      throw new ApiError(400, { code: "validation", errors: { value: ["Blank."] } });
    });
    edit.type({ title: "" });
    await rest(60_000);
    expect(sent).toHaveLength(1);
    expect(state().save).toBe("failed");
  });
});

describe("a change elsewhere", () => {
  test("overwrites nothing: both texts are there until the writer decides", async () => {
    let first = true;
    const { edit, sent, state } = open(({ revision }) => {
      if (first) throw elsewhere();
      return revision + 1;
    });
    edit.type({ title: "Mine" });
    await rest();
    expect(state().conflict).toEqual({ theirs: { title: "Theirs" }, revision: 7 });
    edit.type({ title: "Mine too" });
    await rest(60_000);
    expect(sent).toHaveLength(1);
    first = false;
    await edit.resolve({ title: "Both" });
    expect(sent[1]).toEqual({ value: "Both", revision: 7 });
    expect(state()).toMatchObject({ conflict: null, save: "saved", base: { title: "Both" } });
  });

  test("may stand, and then nothing of one's own is kept", async () => {
    const { edit, state } = open(() => {
      throw elsewhere();
    });
    edit.type({ title: "Mine" });
    await rest();
    edit.giveUp();
    expect(state()).toMatchObject({ texts: { title: "Theirs" }, save: "unchanged" });
    expect(localStorage.getItem(key)).toBeNull();
  });

  test("that was heard of during a save is taken over when it is done", async () => {
    let answer: ((revision: number) => void) | undefined;
    const { edit, state } = open(() => new Promise((done) => (answer = done)));
    edit.type({ title: "Mine" });
    await rest();
    edit.adopt("Theirs", 5);
    expect(state().texts).toEqual({ title: "Mine" });
    answer?.(4);
    await rest(0);
    expect(state()).toMatchObject({ texts: { title: "Theirs" }, revision: 5, save: "saved" });
  });

  test("is taken over at once while nothing was typed", async () => {
    const { edit, sent, state } = open();
    edit.adopt("Theirs", 4);
    expect(state().texts).toEqual({ title: "Theirs" });
    edit.type({ title: "Mine" });
    edit.adopt("Later", 5);
    expect(state().texts).toEqual({ title: "Mine" });
    await rest();
    expect(sent).toEqual([{ value: "Mine", revision: 4 }]);
  });
});
