import { asApiError, type ApiError } from "../../api/errors.ts";
import { isObject } from "../../live/fold.ts";
import { forget, keepEdit, readKept } from "../../ui/kept.ts";
import type { Component } from "../text/parts.ts";
import { fromTexts, sameTexts, toTexts, type Texts } from "../text/texts.ts";

/** How long a hand must rest before what it typed is saved, in milliseconds. */
export const restBeforeSave = 800;
/** How long after a failure that may pass it is tried again. */
export const pauseBeforeRetry = 5_000;
/** Keys typed within that time are undone together. */
const oneStroke = 1_500;
/** The most steps that can be undone. */
const mostUndo = 100;

export type SaveState = "unchanged" | "typing" | "saving" | "saved" | "failed";

export interface EditState {
  readonly texts: Texts;
  /** What the texts began from, as the server has it. */
  readonly base: Texts;
  readonly save: SaveState;
  readonly error: ApiError | null;
  /** Someone else changed it meanwhile: their texts, and the revision that stands. */
  readonly conflict: { readonly theirs: Texts; readonly revision: number } | null;
  readonly canUndo: boolean;
}

interface World {
  readonly component: Component;
  /** Sends the value for that revision; answers the revision that it became. */
  readonly save: (value: unknown, revision: number) => Promise<number>;
  /** Where unsaved text outlives a reload. */
  readonly storage: Storage;
  readonly key: string;
  readonly now?: () => number;
}

interface Kept {
  readonly texts: Texts;
  readonly base: Texts;
  readonly revision: number;
}

/**
 * One component under a person's hand: saved as it is typed, always against the revision it began
 * from, and never lost. Knows no React; a page follows it like any store.
 */
export class ComponentEdit {
  readonly #world: World;
  readonly #listeners = new Set<() => void>();
  readonly #undo: { texts: Texts; at: number }[] = [];
  #revision: number;
  #state: EditState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #composing = false;
  #sending: Promise<void> | null = null;

  constructor(world: World, value: unknown, revision: number) {
    this.#world = world;
    const base = toTexts(world.component, value);
    const kept = readKept(world.storage, world.key, keptOf);
    this.#revision = kept?.revision ?? revision;
    this.#state = {
      texts: kept?.texts ?? base,
      base: kept?.base ?? base,
      save: kept ? "typing" : "unchanged",
      error: null,
      conflict: null,
      canUndo: false,
    };
    if (kept) this.#saveAfter(restBeforeSave);
  }

  /** Whether text from before a reload waits in that place. */
  static isKept(storage: Storage, key: string): boolean {
    return readKept(storage, key, keptOf) !== null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): EditState => this.#state;

  /** Whether there is text that the server does not have. */
  get unsaved(): boolean {
    return !sameTexts(this.#world.component, this.#state.texts, this.#state.base);
  }

  type(texts: Texts): void {
    const now = (this.#world.now ?? Date.now)();
    const last = this.#undo.at(-1);
    if (!last || now - last.at > oneStroke) {
      this.#undo.push({ texts: this.#state.texts, at: now });
      if (this.#undo.length > mostUndo) this.#undo.shift();
    } else last.at = now;
    this.#change(texts);
  }

  /** Takes the last stroke back. */
  undo(): void {
    const last = this.#undo.pop();
    if (last) this.#change(last.texts);
  }

  /** While an input method composes, what stands there is half a word: nothing of it is saved. */
  compose(composing: boolean): void {
    this.#composing = composing;
    if (!composing && this.unsaved) this.#saveAfter(restBeforeSave);
  }

  /** Saves what is not saved yet, at once. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#send();
  }

  /** The document has a newer version: taken over when nothing of this one's own would be lost. */
  adopt(value: unknown, revision: number): void {
    if (revision <= this.#revision || this.#sending || this.#state.conflict || this.unsaved) return;
    this.#revision = revision;
    const base = toTexts(this.#world.component, value);
    this.#undo.length = 0;
    this.#publish({ texts: base, base, canUndo: false });
  }

  /** What the writer made of both texts. */
  resolve(merged: Texts): Promise<void> {
    const { conflict } = this.#state;
    if (!conflict) return Promise.resolve();
    this.#revision = conflict.revision;
    this.#publish({ texts: merged, base: conflict.theirs });
    this.#keep();
    return this.#send(true);
  }

  /** Lets go of what was typed here: the other's text stands. */
  giveUp(): void {
    const { conflict, base } = this.#state;
    clearTimeout(this.#timer);
    if (conflict) this.#revision = conflict.revision;
    const texts = conflict?.theirs ?? base;
    this.#undo.length = 0;
    this.#publish({
      texts,
      base: texts,
      save: "unchanged",
      error: null,
      conflict: null,
      canUndo: false,
    });
    forget(this.#world.storage, this.#world.key);
  }

  /** No more is to come; what is unsaved is sent a last time and stays kept. */
  close(): void {
    void this.flush();
    clearTimeout(this.#timer);
  }

  #change(texts: Texts): void {
    this.#publish({ texts, canUndo: this.#undo.length > 0 });
    if (this.unsaved) {
      this.#publish({ save: "typing", error: null });
      this.#saveAfter(restBeforeSave);
    } else if (!this.#sending) {
      clearTimeout(this.#timer);
      this.#publish({ save: this.#state.save === "typing" ? "saved" : this.#state.save });
    }
    this.#keep();
  }

  #keep(): void {
    const { texts, base } = this.#state;
    if (!this.unsaved) forget(this.#world.storage, this.#world.key);
    else {
      const kept: Kept = { texts, base, revision: this.#revision };
      keepEdit(this.#world.storage, this.#world.key, kept);
    }
  }

  #saveAfter(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), pause);
  }

  async #send(merging = false): Promise<void> {
    if (this.#sending) await this.#sending;
    if (this.#composing || (this.#state.conflict && !merging)) return;
    if (!this.unsaved && !merging) {
      if (this.#state.save === "typing") this.#publish({ save: "saved" });
      return;
    }
    this.#sending = this.#sendOnce(this.#state.texts).finally(() => {
      this.#sending = null;
    });
    await this.#sending;
  }

  async #sendOnce(texts: Texts): Promise<void> {
    const { component, save } = this.#world;
    this.#publish({ save: "saving", error: null });
    try {
      this.#revision = await save(fromTexts(component, texts), this.#revision);
      this.#publish({ base: texts, save: "saved", conflict: null });
      this.#keep();
      if (this.unsaved) {
        this.#publish({ save: "typing" });
        this.#saveAfter(restBeforeSave);
      }
    } catch (failure) {
      const error = asApiError(failure);
      const other = error.code === "edited_elsewhere" ? otherOf(component, error) : null;
      if (other && sameTexts(component, this.#state.texts, other.theirs)) {
        // The other made the very same change: there is nothing to decide.
        this.#revision = other.revision;
        this.#publish({ base: other.theirs, save: "saved" });
        this.#keep();
        return;
      }
      this.#publish({ save: "failed", error, ...(other && { conflict: other }) });
      this.#keep();
      if (error.retryable && !other) this.#saveAfter(pauseBeforeRetry);
    }
  }

  #publish(part: Partial<EditState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** A 412 carries `{mine, current, revision}` (contract, section 3). */
function otherOf(component: Component, { problem }: ApiError): EditState["conflict"] {
  return typeof problem.revision === "number"
    ? { theirs: toTexts(component, problem.current), revision: problem.revision }
    : null;
}

function keptOf({ texts, base, revision }: Readonly<Record<string, unknown>>): Kept | null {
  return isTexts(texts) && isTexts(base) && typeof revision === "number"
    ? { texts, base, revision }
    : null;
}

function isTexts(value: unknown): value is Texts {
  return isObject(value) && Object.values(value).every((text) => typeof text === "string");
}
