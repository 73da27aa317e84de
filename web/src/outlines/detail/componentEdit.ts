import { asApiError } from "../../api/errors.ts";
import { isObject } from "../../live/fold.ts";
import { forget, keepEdit, readKept } from "../../ui/kept.ts";
import type { Component } from "../text/parts.ts";
import { fromTexts, type Texts } from "../text/texts.ts";
import {
  begin,
  isUnsaved,
  keptOf,
  step,
  type At,
  type EditEvent,
  type Editing,
  type Kept,
} from "./editing.ts";

export interface EditState extends Editing {
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

/**
 * One component under a person's hand: saved as it is typed, always against the revision it began
 * from, and never lost. What happens is decided in editing.ts; here it is done. Knows no React; a
 * page follows it like any store.
 */
export class ComponentEdit {
  readonly #world: World;
  readonly #listeners = new Set<() => void>();
  #state: EditState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent: Promise<void> = Promise.resolve();

  constructor(world: World, value: unknown, revision: number) {
    this.#world = world;
    const kept = readKept(world.storage, world.key, asKept);
    this.#state = withUndo(begin(world.component, value, revision, kept));
    this.#startTimer();
  }

  /** Whether text from before a reload waits in that place. */
  static isKept(storage: Storage, key: string): boolean {
    return readKept(storage, key, asKept) !== null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): EditState => this.#state;

  /** Whether there is text that the server does not have. */
  get unsaved(): boolean {
    return isUnsaved(this.#world.component, this.#state);
  }

  type(texts: Texts): void {
    this.#happen({ type: "typed", texts, at: (this.#world.now ?? Date.now)() });
  }

  /** Takes the last stroke back. */
  undo(): void {
    this.#happen({ type: "undone" });
  }

  /** While an input method composes, what stands there is half a word: nothing of it is saved. */
  compose(composing: boolean): void {
    this.#happen({ type: "composing", composing });
  }

  /** Saves what is not saved yet, at once. */
  flush(): Promise<void> {
    this.#happen({ type: "due" });
    return this.#settled();
  }

  /** The document has a newer version: taken over when nothing of this one's own would be lost. */
  adopt(value: unknown, revision: number): void {
    this.#happen({ type: "heard", value, revision });
  }

  /** What the writer made of both texts. */
  resolve(merged: Texts): Promise<void> {
    this.#happen({ type: "merged", texts: merged });
    return this.#settled();
  }

  /** Lets go of what was typed here: the other's text stands. */
  giveUp(): void {
    this.#happen({ type: "gaveUp" });
  }

  /** No more is to come; what is unsaved is sent a last time and stays kept. */
  close(): void {
    void this.flush();
    clearTimeout(this.#timer);
  }

  #happen(event: EditEvent): void {
    const before = this.#state;
    const after = step(this.#world.component, before, event);
    if (after === before) return;
    this.#state = withUndo(after);
    this.#keep();
    if (after.rest !== before.rest) this.#startTimer();
    if (after.sending && after.sending !== before.sending) this.#sent = this.#send(after.sending);
    for (const listener of this.#listeners) listener();
  }

  #keep(): void {
    const { component, storage, key } = this.#world;
    const kept = keptOf(component, this.#state);
    if (kept) keepEdit(storage, key, kept);
    else forget(storage, key);
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    const { rest } = this.#state;
    if (rest) this.#timer = setTimeout(() => this.#happen({ type: "due" }), rest.pause);
  }

  async #send({ texts, revision }: At): Promise<void> {
    const { component, save } = this.#world;
    const answer = await save(fromTexts(component, texts), revision).then(
      (became): EditEvent => ({ type: "saved", revision: became }),
      (failure: unknown): EditEvent => ({ type: "refused", error: asApiError(failure) }),
    );
    this.#happen(answer);
  }

  /** When nothing is on its way any more, also not what was to follow it. */
  async #settled(): Promise<void> {
    while (this.#state.sending) await this.#sent;
  }
}

function withUndo(state: Editing): EditState {
  return { ...state, canUndo: state.undo.length > 0 };
}

function asKept({ texts, base, revision }: Readonly<Record<string, unknown>>): Kept | null {
  return isTexts(texts) && isTexts(base) && typeof revision === "number"
    ? { texts, base, revision }
    : null;
}

function isTexts(value: unknown): value is Texts {
  return isObject(value) && Object.values(value).every((text) => typeof text === "string");
}
