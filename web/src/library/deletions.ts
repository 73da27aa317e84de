import { api, type LibraryKey } from "../api/client.ts";
import { ApiError, asApiError } from "../api/errors.ts";

/**
 * What somebody deleted and may still take back. Nothing is sent until `carryOut`: leaving the page
 * carries out what is open, so that a deletion is never lost with a closed tab.
 */
export class Deletions {
  readonly #open = new Map<string, LibraryKey>();
  readonly #listeners = new Set<() => void>();
  readonly #onLeave: (id: string) => void;
  #hidden: ReadonlySet<string> = new Set();

  /** `onLeave` hears of each that could be taken back no longer because the page went away. */
  constructor(onLeave: (id: string) => void = () => undefined) {
    this.#onLeave = onLeave;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The ids that a list leaves out, also after they were carried out. */
  readonly getSnapshot = (): ReadonlySet<string> => this.#hidden;

  doom(key: LibraryKey): void {
    this.#open.set(key.id, key);
    this.#show(new Set(this.#hidden).add(key.id));
  }

  /** Takes it back; false when it is too late. */
  spare(id: string): boolean {
    if (!this.#open.delete(id)) return false;
    this.#unhide(id);
    return true;
  }

  /** Deletes it for good; once it failed, it is shown again. Does nothing for what was spared. */
  async carryOut(id: string): Promise<ApiError | null> {
    const key = this.#open.get(id);
    if (!key) return null;
    this.#open.delete(id);
    try {
      await api.remove(key);
      return null;
    } catch (thrown) {
      const error = asApiError(thrown);
      // Gone is what was asked for, whoever did it.
      if (error.status === 404) return null;
      this.#unhide(id);
      return error;
    }
  }

  leave(): void {
    for (const id of [...this.#open.keys()]) {
      void this.carryOut(id);
      this.#onLeave(id);
    }
  }

  #unhide(id: string): void {
    const hidden = new Set(this.#hidden);
    hidden.delete(id);
    this.#show(hidden);
  }

  #show(hidden: ReadonlySet<string>): void {
    this.#hidden = hidden;
    for (const listener of this.#listeners) listener();
  }
}
