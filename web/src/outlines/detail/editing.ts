import type { ApiError } from "../../api/errors.ts";
import type { Component } from "../text/parts.ts";
import { sameTexts, toTexts, type Texts } from "../text/texts.ts";

/*
 * What becomes of the texts under a writer's hand, as a function of what happens to them: nothing
 * here waits, sends or stores, so that every interleaving of two writers can be tried
 * (editing.model.test.ts). ComponentEdit does what the state says.
 */

/** How long a hand must rest before what it typed is saved, in milliseconds. */
export const restBeforeSave = 800;
/** How long after a failure that may pass it is tried again. */
export const pauseBeforeRetry = 5_000;
/** Keys typed within that time are undone together. */
const oneStroke = 1_500;
/** The most steps that can be undone. */
const mostUndo = 100;
/** The most answers that are missed at once. */
const mostUnanswered = 20;

export type SaveState = "unchanged" | "typing" | "saving" | "saved" | "failed";

/** Texts as they stood at a revision. */
export interface At {
  readonly texts: Texts;
  readonly revision: number;
}

/** What of it outlives a reload. */
export interface Kept extends At {
  readonly base: Texts;
}

export interface Editing {
  readonly texts: Texts;
  /** What the texts began from, as the server has it, and its revision. */
  readonly base: Texts;
  readonly revision: number;
  readonly save: SaveState;
  readonly error: ApiError | null;
  /** Someone else changed it meanwhile: their texts, and the revision that stands. */
  readonly conflict: { readonly theirs: Texts; readonly revision: number } | null;
  readonly undo: readonly { readonly texts: Texts; readonly at: number }[];
  /** An input method composes: what stands there is half a word. */
  readonly composing: boolean;
  /** What is on its way to the server, and for which revision. */
  readonly sending: At | null;
  /** It is to be saved at once when what is on its way has arrived. */
  readonly again: boolean;
  /** What was sent and never answered: the server may have it. */
  readonly unanswered: readonly Texts[];
  /** The newest version that was heard of and could not be taken over yet. */
  readonly heard: At | null;
  /** After which pause it is saved by itself, counted from when this object was made. */
  readonly rest: { readonly pause: number } | null;
}

export type EditEvent =
  /** `at` is a time in milliseconds. */
  | { readonly type: "typed"; readonly texts: Texts; readonly at: number }
  | { readonly type: "undone" }
  | { readonly type: "composing"; readonly composing: boolean }
  /** The hand rested, or it is to be saved at once. */
  | { readonly type: "due" }
  /** The server took what was on its way. */
  | { readonly type: "saved"; readonly revision: number }
  | { readonly type: "refused"; readonly error: ApiError }
  /** The document has that version. */
  | { readonly type: "heard"; readonly value: unknown; readonly revision: number }
  /** What the writer made of both texts. */
  | { readonly type: "merged"; readonly texts: Texts }
  /** The writer lets go of what was typed here: the other's text stands. */
  | { readonly type: "gaveUp" };

/** An editor that was just opened, with what a reload left of the one before. */
export function begin(
  component: Component,
  value: unknown,
  revision: number,
  kept: Kept | null,
): Editing {
  const base = toTexts(component, value);
  return {
    texts: kept?.texts ?? base,
    base: kept?.base ?? base,
    revision: kept?.revision ?? revision,
    save: kept ? "typing" : "unchanged",
    error: null,
    conflict: null,
    undo: [],
    composing: false,
    sending: null,
    again: false,
    unanswered: [],
    heard: null,
    rest: kept && { pause: restBeforeSave },
  };
}

/** Whether there is text that the server is not known to have. */
export function isUnsaved(component: Component, { texts, base }: Editing): boolean {
  return !sameTexts(component, texts, base);
}

/** What is to be stored, so that a reload loses nothing; null when there is nothing. */
export function keptOf(component: Component, state: Editing): Kept | null {
  const { texts, base, revision } = state;
  return isUnsaved(component, state) ? { texts, base, revision } : null;
}

/** The state after that happened. */
export function step(component: Component, state: Editing, event: EditEvent): Editing {
  switch (event.type) {
    case "typed":
      return changed(component, { ...state, undo: stroke(state, event.at) }, event.texts);
    case "undone": {
      const last = state.undo.at(-1);
      return last
        ? changed(component, { ...state, undo: state.undo.slice(0, -1) }, last.texts)
        : state;
    }
    case "composing": {
      const next = { ...state, composing: event.composing };
      if (event.composing) return next;
      return isUnsaved(component, next) ? rests(next, restBeforeSave) : caughtUp(component, next);
    }
    case "due":
      return due(component, { ...state, rest: null });
    case "saved":
      return saved(component, state, event.revision);
    case "refused":
      return refused(
        component,
        { ...state, sending: null, again: false },
        state.sending,
        event.error,
      );
    case "heard": {
      const news = { texts: toTexts(component, event.value), revision: event.revision };
      if (news.revision <= (state.heard?.revision ?? state.revision)) return state;
      return caughtUp(component, { ...state, heard: news });
    }
    case "merged": {
      const { conflict, sending } = state;
      if (!conflict || sending) return state;
      const { theirs: base, revision } = conflict;
      return sent({ ...state, texts: event.texts, base, revision });
    }
    case "gaveUp":
      return gaveUp(component, state);
  }
}

function stroke({ texts, undo }: Editing, at: number): Editing["undo"] {
  const last = undo.at(-1);
  return last && at - last.at <= oneStroke
    ? [...undo.slice(0, -1), { texts: last.texts, at }]
    : [...undo, { texts, at }].slice(-mostUndo);
}

function changed(component: Component, state: Editing, texts: Texts): Editing {
  const next = { ...state, texts };
  if (isUnsaved(component, next)) {
    return rests({ ...next, save: "typing", error: null }, restBeforeSave);
  }
  // What is on its way is another text: when it has arrived, this one goes after it.
  if (next.sending) return next;
  const save = next.save === "typing" ? "saved" : next.save;
  return caughtUp(component, { ...next, save, rest: null });
}

const rests = (state: Editing, pause: number): Editing => ({ ...state, rest: { pause } });

function due(component: Component, state: Editing): Editing {
  if (state.sending) return { ...state, again: true };
  if (state.composing || state.conflict) return state;
  if (isUnsaved(component, state)) return sent(state);
  return state.save === "typing" ? { ...state, save: "saved" } : state;
}

function sent(state: Editing): Editing {
  const { texts, revision } = state;
  return { ...state, save: "saving", error: null, rest: null, sending: { texts, revision } };
}

function saved(component: Component, state: Editing, revision: number): Editing {
  const { sending, again } = state;
  if (!sending) return state;
  const next: Editing = {
    ...state,
    revision,
    base: sending.texts,
    save: "saved",
    conflict: null,
    sending: null,
    again: false,
    unanswered: [],
  };
  if (!isUnsaved(component, next)) return caughtUp(component, { ...next, rest: null });
  const typing: Editing = { ...next, save: "typing" };
  return again && !typing.composing ? sent(typing) : rests(typing, restBeforeSave);
}

function refused(
  component: Component,
  state: Editing,
  sending: At | null,
  error: ApiError,
): Editing {
  if (!sending) return state;
  const other = error.code === "edited_elsewhere" ? otherOf(component, error) : null;
  if (!other) {
    // Whether the server has it is not known: the answer may be what was lost.
    const unanswered = error.retryable
      ? [...state.unanswered, sending.texts].slice(-mostUnanswered)
      : state.unanswered;
    // It was taken back meanwhile: there is nothing to try again.
    if (!isUnsaved(component, state)) {
      return caughtUp(component, { ...state, save: "unchanged", rest: null, unanswered });
    }
    const failed: Editing = { ...state, save: "failed", error, unanswered };
    return error.retryable ? rests(failed, pauseBeforeRetry) : { ...failed, rest: null };
  }
  const theirs: Editing = {
    ...state,
    base: other.theirs,
    revision: other.revision,
    conflict: null,
    unanswered: [],
  };
  // The other made the very same change, or nothing is here that they would have to see.
  if (!isUnsaved(component, theirs) || !isUnsaved(component, state)) {
    return caughtUp(component, {
      ...theirs,
      texts: isUnsaved(component, theirs) ? other.theirs : state.texts,
      save: "saved",
      rest: null,
    });
  }
  // What stands is this one's own, whose answer was lost.
  if (state.unanswered.some((own) => sameTexts(component, own, other.theirs))) {
    return state.composing ? rests({ ...theirs, save: "typing" }, restBeforeSave) : sent(theirs);
  }
  return { ...state, save: "failed", error, conflict: other, unanswered: [], rest: null };
}

function gaveUp(component: Component, state: Editing): Editing {
  const { conflict, base, revision } = state;
  const texts = conflict?.theirs ?? base;
  return caughtUp(component, {
    ...state,
    texts,
    base: texts,
    revision: conflict?.revision ?? revision,
    save: "unchanged",
    error: null,
    conflict: null,
    undo: [],
    rest: null,
  });
}

/** With the newest version that was heard of, when nothing of this one's own would be lost. */
function caughtUp(component: Component, state: Editing): Editing {
  const { heard, revision } = state;
  if (!heard) return state;
  if (heard.revision <= revision) return { ...state, heard: null };
  if (state.sending || state.conflict || state.composing || isUnsaved(component, state))
    return state;
  return {
    ...state,
    texts: heard.texts,
    base: heard.texts,
    revision: heard.revision,
    undo: [],
    heard: null,
  };
}

/** A 412 carries `{mine, current, revision}` (contract, section 3). */
function otherOf(component: Component, { problem }: ApiError): Editing["conflict"] {
  return typeof problem.revision === "number"
    ? { theirs: toTexts(component, problem.current), revision: problem.revision }
    : null;
}
