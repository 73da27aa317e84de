// @vitest-environment node
import { expect, test } from "vitest";
import { ApiError, networkError } from "../../api/errors.ts";
import {
  everyCase,
  save,
  written,
  type Answer,
  type Server,
} from "../../../tests/revisionCheck.ts";
import { firstMerge } from "../../generation/firstMerge.ts";
import { differing, mergeTexts } from "../text/merge.ts";
import type { Component } from "../text/parts.ts";
import { fromTexts, sameTexts, toTexts, type Texts } from "../text/texts.ts";
import {
  begin,
  isUnsaved,
  keptOf,
  step,
  type At,
  type EditEvent,
  type Editing,
} from "./editing.ts";

/*
 * Two people edit one component, each with the page's own editing and merging, over a network that
 * may lose a request or its answer, with pages that may be loaded again. All that can happen is
 * tried, in every order, as far as the bounds of each test go: every state that can be reached is
 * reached once, and each is judged.
 *
 * Whoever types, types a mark that nobody else types, so that it can be told where each went:
 *  - what somebody typed is in a version, or still in that writer's hands, unless they let go of it;
 *  - what a save takes away was on the screen of whoever saved;
 *  - when nothing is under way any more, everyone sees what the server has, or both texts.
 */

interface Bounds {
  /** The first writer's, and the other's. */
  readonly strokes: readonly [number, number];
  /** Of both together, as all that follow. */
  readonly decisions: number;
  readonly losses: number;
  readonly reloads: number;
  readonly undos: number;
}

type Wire =
  | { readonly at: "going"; readonly sent: At }
  | { readonly at: "coming"; readonly answer: Answer | null };

interface Desk {
  readonly editing: Editing;
  readonly wire: Wire | null;
  /** Requests of a page that is gone: they may arrive, and nobody hears of it. */
  readonly orphans: readonly At[];
  /** The revision that the live events told of last. */
  readonly told: number;
  readonly typed: number;
  /** Marks that this writer let go of knowingly. */
  readonly letGo: readonly string[];
  /** Marks that were on this writer's screen. */
  readonly seen: readonly string[];
}

interface World {
  readonly server: Server;
  readonly desks: readonly [Desk, Desk];
  readonly left: Omit<Bounds, "strokes">;
}

interface Move {
  readonly name: string;
  readonly world: World;
}

const marksIn = (value: unknown): string[] =>
  Array.from(new Set(JSON.stringify(value).match(/[ab]\d/g) ?? []));
const union = (a: readonly string[], b: readonly string[]) =>
  Array.from(new Set([...a, ...b])).sort();
const without = (a: readonly string[], b: readonly string[]) =>
  a.filter((mark) => !b.includes(mark));
const standing = ({ versions }: Server) => versions.at(-1);

/** Far more than the bounds below have: a state that grows without end is a mistake in the model. */
const most = 400_000;

class Exploration {
  readonly #component: Component;
  readonly #bounds: Bounds;
  readonly #fields: readonly string[];

  constructor(component: Component, first: unknown, bounds: Bounds) {
    this.#component = component;
    this.#bounds = bounds;
    this.#fields = Object.keys(toTexts(component, first));
    this.first = {
      server: written(first),
      desks: [this.#open(first, 1), this.#open(first, 1)],
      left: bounds,
    };
  }

  readonly first: World;

  #open(value: unknown, revision: number): Desk {
    const editing = begin(this.#component, value, revision, null);
    return { editing, wire: null, orphans: [], told: revision, typed: 0, letGo: [], seen: [] };
  }

  /** Reaches everything that can be reached; how many states that were. */
  run(): number {
    const seen = new Map<string, { from: string | null; name: string }>();
    let front = [this.first];
    seen.set(this.#key(this.first), { from: null, name: "" });
    while (front.length > 0) {
      const next: World[] = [];
      for (const world of front) {
        const key = this.#key(world);
        const moves = this.#moves(world);
        const wrong = this.#judge(world, moves);
        if (wrong !== null) throw new Error(`${wrong}\n${path(seen, key).join("\n")}\n${key}`);
        for (const move of moves) {
          const reached = this.#key(move.world);
          const unseen = this.#overwrittenUnseen(world, move.world);
          if (unseen !== null) {
            throw new Error(`${unseen}\n${[...path(seen, key), move.name].join("\n")}`);
          }
          if (seen.has(reached)) continue;
          if (seen.size > most) throw new Error("More states than the bounds are meant for");
          seen.set(reached, { from: key, name: move.name });
          next.push(move.world);
        }
      }
      front = next;
    }
    return seen.size;
  }

  #key({ server, desks, left }: World): string {
    return JSON.stringify([
      server,
      left,
      desks.map(({ editing, ...desk }) => ({
        ...desk,
        editing: {
          ...editing,
          // What no move looks at would only make equal states look different.
          undo: left.undos > 0 ? editing.undo.map(({ texts }) => texts) : [],
          error: editing.error?.code,
          rest: editing.rest !== null,
        },
      })),
    ]);
  }

  #judge({ server, desks }: World, moves: readonly Move[]): string | null {
    for (const [i, desk] of desks.entries()) {
      const typed = Array.from({ length: desk.typed }, (_, n) => `${"ab"[i] ?? ""}${n}`);
      const there = union(marksIn(server.versions), marksIn(desk.editing.texts));
      const lost = without(without(typed, desk.letGo), there);
      if (lost.length > 0) return `Lost: ${lost.join()}`;
    }
    if (moves.some(({ name }) => isUnderWay(name))) return null;
    for (const { editing } of desks) {
      const same = sameTexts(
        this.#component,
        editing.texts,
        toTexts(this.#component, standing(server)),
      );
      if (!editing.conflict && !same)
        return "Nothing is under way, and an editor shows another text";
    }
    return null;
  }

  #overwrittenUnseen(before: World, after: World): string | null {
    if (after.server === before.server) return null;
    const gone = without(marksIn(standing(before.server)), marksIn(standing(after.server)));
    const who = before.desks.findIndex(
      (desk, i) => desk.wire !== after.desks[i]?.wire || desk.orphans !== after.desks[i].orphans,
    );
    const unseen = without(gone, before.desks[who]?.seen ?? []);
    return unseen.length > 0 ? `Overwritten unseen: ${unseen.join()}` : null;
  }

  #moves(world: World): Move[] {
    return [...this.#movesOf(world, 0), ...this.#movesOf(world, 1)];
  }

  #movesOf(world: World, i: 0 | 1): Move[] {
    const { server, left } = world;
    const desk = world.desks[i];
    const { editing, wire, orphans } = desk;
    const moves: Move[] = [];
    const put = (name: string, next: Desk, more: Partial<Omit<World, "desks">> = {}) => {
      const desks: [Desk, Desk] = [...world.desks];
      desks[i] = onScreen(next);
      moves.push({ name: `${"AB"[i] ?? ""} ${name}`, world: { ...world, ...more, desks } });
    };
    const happens = (event: EditEvent, own: Partial<Desk> = {}): Desk => {
      const next = step(this.#component, editing, event);
      const base = { ...desk, ...own, editing: next };
      return next.sending && next.sending !== editing.sending
        ? { ...base, wire: { at: "going", sent: next.sending } }
        : base;
    };
    const lettingGo = (event: EditEvent): Desk => {
      const next = happens(event);
      const gone = without(marksIn(editing.texts), marksIn(next.editing.texts));
      return { ...next, letGo: union(desk.letGo, gone) };
    };

    if (!editing.conflict) {
      if (desk.typed < this.#bounds.strokes[i]) {
        // The other one begins with another field, where there are several.
        const field = this.#fields[(desk.typed + i) % this.#fields.length] ?? "";
        const mark = `${"ab"[i] ?? ""}${desk.typed}`;
        const texts = { ...editing.texts, [field]: `${editing.texts[field] ?? ""} ${mark}` };
        const at = desk.typed * 10_000;
        put(`types ${mark}`, happens({ type: "typed", texts, at }, { typed: desk.typed + 1 }));
      }
      if (left.undos > 0 && editing.undo.length > 0) {
        put("undoes", lettingGo({ type: "undone" }), { left: { ...left, undos: left.undos - 1 } });
      }
      if (isUnsaved(this.#component, editing)) put("leaves the field", happens({ type: "due" }));
    }
    if (editing.rest) put("waits: rested", happens({ type: "due" }));
    if (editing.conflict && left.decisions > 0) {
      const deciding = { left: { ...left, decisions: left.decisions - 1 } };
      put("gives up", lettingGo({ type: "gaveUp" }), deciding);
      if (!editing.sending) {
        for (const [how, texts] of this.#merges(editing)) {
          put(`merges: ${how}`, lettingGo({ type: "merged", texts }), deciding);
        }
      }
    }
    if (desk.told < server.revision) {
      const revision = desk.told + 1;
      const value = server.versions[revision - 1];
      put("waits: hears", happens({ type: "heard", value, revision }, { told: revision }));
    }
    const losing = { left: { ...left, losses: left.losses - 1 } };
    if (wire?.at === "going") {
      const [next, answer] = this.#arrive(server, wire.sent);
      put("waits: arrives", { ...desk, wire: { at: "coming", answer } }, { server: next });
      if (left.losses > 0) put("loses", { ...desk, wire: { at: "coming", answer: null } }, losing);
    }
    if (wire?.at === "coming") {
      put("waits: answered", happens(eventOf(wire.answer), { wire: null }));
      if (left.losses > 0 && wire.answer) {
        put("loses the answer", happens(eventOf(null), { wire: null }), losing);
      }
    }
    for (const [n, orphan] of orphans.entries()) {
      const rest = orphans.filter((_, other) => other !== n);
      const [next] = this.#arrive(server, orphan);
      put("waits: an old page's arrives", { ...desk, orphans: rest }, { server: next });
    }
    if (left.reloads > 0) {
      const kept = keptOf(this.#component, editing);
      const opened = begin(this.#component, standing(server), server.revision, kept);
      const more = wire?.at === "going" ? [...orphans, wire.sent] : orphans;
      put(
        "reloads",
        { ...desk, editing: opened, wire: null, orphans: more, told: server.revision },
        { left: { ...left, reloads: left.reloads - 1 } },
      );
    }
    return moves;
  }

  #arrive(server: Server, { texts, revision }: At): [Server, Answer] {
    return save(server, fromTexts(this.#component, texts), revision);
  }

  /** As the merge view offers it, the other one's alone, and both. */
  #merges({ base, texts, conflict }: Editing): [string, Texts][] {
    if (!conflict) return [];
    const { theirs } = conflict;
    const fields = differing(this.#component, base, texts, theirs);
    const made = (choose: (field: (typeof fields)[number]) => string) =>
      mergeTexts(
        this.#component,
        base,
        texts,
        theirs,
        Object.fromEntries(fields.map((field) => [field.key, choose(field)])),
      );
    return [
      ["as offered", made(firstMerge)],
      ["theirs", made((field) => field.theirs)],
      ["both", made((field) => union(marksIn(field.theirs), marksIn(field.mine)).join(" "))],
    ];
  }
}

const isUnderWay = (name: string) => name.includes("waits:");

function onScreen(desk: Desk): Desk {
  const { texts, conflict } = desk.editing;
  const shown = union(marksIn(texts), conflict ? marksIn(conflict.theirs) : []);
  return without(shown, desk.seen).length > 0 ? { ...desk, seen: union(desk.seen, shown) } : desk;
}

function eventOf(answer: Answer | null): EditEvent {
  if (answer?.status === 200) return { type: "saved", revision: answer.revision };
  const error =
    answer === null ? networkError() : new ApiError(412, { code: "edited_elsewhere", ...answer });
  return { type: "refused", error };
}

function path(seen: Map<string, { from: string | null; name: string }>, key: string): string[] {
  const steps: string[] = [];
  for (let at: string | null = key; at !== null;) {
    const step = seen.get(at);
    if (step?.from != null) steps.unshift(step.name);
    at = step?.from ?? null;
  }
  return steps;
}

const plain: Bounds = { strokes: [1, 1], decisions: 2, losses: 0, reloads: 0, undos: 0 };
const setting = { core_setting_summary: "S", key_scenes: ["K"] };

test.each<[string, number, Component, unknown, Bounds]>([
  ["one text", 1_000, "title", "T", plain],
  ["different fields", 1_000, "setting", setting, plain],
  [
    "one text, and type on while it is saved",
    5_000,
    "title",
    "T",
    { ...plain, strokes: [2, 1], decisions: 1 },
  ],
  ["one text, where requests and answers are lost", 5_000, "title", "T", { ...plain, losses: 1 }],
  ["one text, and load the page again", 2_000, "title", "T", { ...plain, reloads: 1 }],
  ["one text, and take back what they typed", 1_000, "title", "T", { ...plain, undos: 1 }],
])(
  "two people who edit %s lose nothing in any interleaving",
  (_, least, component, first, bounds) => {
    expect(new Exploration(component, first, bounds).run()).toBeGreaterThan(least);
  },
  15_000,
);

test("the model of the server says what is written down for the real one", async () => {
  const lines = everyCase().map((one) => JSON.stringify(one));
  await expect(`[\n${lines.join(",\n")}\n]\n`).toMatchFileSnapshot(
    "../../../tests/revisionCheck.json",
  );
});
