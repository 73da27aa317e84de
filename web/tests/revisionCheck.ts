/**
 * A small model of the server's revision check (contract, section 3): what becomes of one component
 * when it is saved for a revision. The real server gives the answers in revisionCheck.json, which
 * this writes, on both stores (OutlinePartTests).
 */
export interface Server {
  readonly revision: number;
  /** Everything that ever stood there, oldest first; the last one stands. */
  readonly versions: readonly unknown[];
}

export type Answer =
  | { readonly status: 200; readonly value: unknown; readonly revision: number }
  | {
      readonly status: 412;
      readonly mine: unknown;
      readonly current: unknown;
      readonly revision: number;
    };

/** A component as it was first written. */
export function written(value: unknown): Server {
  return { revision: 1, versions: [value] };
}

/** `PATCH` with that value and `If-Match`. */
export function save(server: Server, value: unknown, seen: number): [Server, Answer] {
  if (seen !== server.revision) {
    const current = server.versions.at(-1);
    return [server, { status: 412, mine: value, current, revision: server.revision }];
  }
  const revision = server.revision + 1;
  return [
    { revision, versions: [...server.versions, value] },
    { status: 200, value, revision },
  ];
}

interface Case {
  readonly saves: readonly { readonly value: string; readonly seen: number }[];
  readonly answers: readonly Answer[];
  readonly versions: readonly unknown[];
}

/** Every way to save three times, of two texts and three revisions; the first version is 原. */
export function everyCase(): Case[] {
  const each = ["甲", "乙"].flatMap((value) => [1, 2, 3].map((seen) => ({ value, seen })));
  return each.flatMap((first) =>
    each.flatMap((second) =>
      each.map((third) => {
        const saves = [first, second, third];
        const answers: Answer[] = [];
        let server = written("原");
        for (const { value, seen } of saves) {
          const [next, answer] = save(server, value, seen);
          server = next;
          answers.push(answer);
        }
        return { saves, answers, versions: server.versions };
      }),
    ),
  );
}
