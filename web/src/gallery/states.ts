/** How the server of a state behaves once the page has what was recorded. */
export type Behaviour = "live" | "drops" | "offline" | "holdsStreams" | "silent";

/** One state of one page: where it is, what the server says, and what a person did to get there. */
export interface GalleryState {
  readonly path: string;
  /** The recorded document that every ideation is. */
  readonly document?: string;
  /** In the other language than the page. */
  readonly foreign?: true;
  readonly behaviour?: Behaviour;
  readonly library?: "empty" | "full";
  /** The demo model unless the studio has its own. */
  readonly models?: "own";
  /** Answers to other calls: `"PATCH /api/ideations/x/ideas/y"` by method alone. */
  readonly refuse?: { readonly method: string; readonly status: number; readonly body: string };
  /** Which recorded transform the run drawer shows. */
  readonly transform?: "transformDone" | "transformFailed" | "transformRunning";
  /** What is pressed, one after the other; `name=text` types, `!name` waits, `?name` may be missing. */
  readonly steps?: readonly string[];
  /** What is there once the state is reached: a test id. */
  readonly ready: string;
}

const ideation = { path: "/ideations/x", ready: "status" } as const;
const form = { path: "/new", ready: "demo-hint" } as const;
const pickTwo = [
  "genres-open",
  "[data-testid=genre-open][data-genre='女频']",
  "[data-testid=genre-open][data-genre='女频/爱情类']",
  "[data-testid=genre][data-genre='女频/爱情类/甜宠']",
  "[data-testid=genre][data-genre='女频/爱情类/虐恋']",
];

export const states: Readonly<Record<string, GalleryState>> = {
  libraryEmpty: { path: "/", library: "empty", ready: "library-empty" },
  library: { path: "/", library: "full", ready: "search" },

  form,
  formGenres: { ...form, steps: pickTwo, ready: "genre" },
  formShares: {
    ...form,
    steps: [
      ...pickTwo,
      "?genre-back",
      "[data-testid=genre-open][data-genre='女频/设定类']",
      "[data-testid=genre][data-genre='女频/设定类/穿越']",
      "[data-testid=genres-done]",
    ],
    ready: "share-bar",
  },
  formOwnModel: { ...form, models: "own", ready: "model-state" },
  formDemo: { ...form, steps: ["[data-testid=demo-hint] summary"] },
  formRefused: {
    ...form,
    refuse: {
      method: "POST",
      status: 400,
      body: '{"code":"validation","errors":{"userInput":["Too long."]}}',
    },
    steps: ["!demo-hint", "start"],
    ready: "failure",
  },
  formWithoutChoices: { path: "/new", behaviour: "silent", ready: "start" },

  opening: { path: "/ideations/x", behaviour: "silent", ready: "opening" },
  waiting: { ...ideation, document: "waiting" },
  thinking: { ...ideation, document: "thinking" },
  firstTitle: { ...ideation, document: "firstTitle", ready: "draft-card" },
  writing: { ...ideation, document: "writing", ready: "draft-card" },
  retrying: { ...ideation, document: "retrying" },
  secondAttempt: { ...ideation, document: "secondAttempt", ready: "draft-card" },
  interrupted: { ...ideation, document: "interrupted", ready: "draft-card" },
  failed: { ...ideation, document: "failed", ready: "retry" },
  keyRejected: { ...ideation, document: "keyRejected" },
  partly: { ...ideation, document: "partly", ready: "missing" },
  stopped: { ...ideation, document: "stopped", ready: "missing" },
  completed: { ...ideation, document: "completed" },
  marked: { ...ideation, document: "marked", steps: ["[data-testid=dismissed] summary"] },
  rounds: { ...ideation, document: "rounds", ready: "draft-card" },
  retitling: { ...ideation, document: "retitling" },
  long: { ...ideation, document: "long", steps: ["header details summary"] },
  foreign: { ...ideation, document: "rounds", foreign: true },
  lost: { ...ideation, document: "writing", behaviour: "drops", ready: "retry-now" },
  offline: { ...ideation, document: "writing", behaviour: "offline", ready: "retry-now" },
  polling: { ...ideation, document: "writing", behaviour: "holdsStreams" },
  cardMenu: { ...ideation, document: "completed", steps: ["card-menu"], ready: "more-like" },
  cardMenuWhileWriting: {
    ...ideation,
    document: "writing",
    steps: ["card-menu"],
    ready: "more-like",
  },
  editing: { ...ideation, document: "completed", steps: ["edit"], ready: "edit-title" },
  untitled: {
    ...ideation,
    document: "completed",
    steps: ["edit", "edit-title="],
    ready: "edit-title",
  },
  merging: {
    ...ideation,
    document: "marked",
    steps: [
      "[data-testid=card]:nth-of-type(2) [data-testid=edit]",
      "edit-title=末班地铁 The Last Tube",
      "save",
    ],
    ready: "conflict",
  },
  like: {
    ...ideation,
    document: "completed",
    steps: ["card-menu", "more-like", "note=Darker. 再暗一点。"],
    ready: "like",
  },
  replacing: {
    ...ideation,
    document: "marked",
    steps: ["regenerate"],
    ready: "regenerate-keeps",
  },
  deleting: { ...ideation, document: "completed", steps: ["menu", "delete"], ready: "confirm" },
  run: {
    ...ideation,
    document: "completed",
    transform: "transformDone",
    steps: ["how-made", "[data-testid=run] summary"],
    ready: "run",
  },
  runFailed: {
    ...ideation,
    document: "completed",
    transform: "transformFailed",
    steps: ["how-made", "[data-testid=run] summary"],
    ready: "run",
  },
  runRunning: {
    ...ideation,
    document: "writing",
    transform: "transformRunning",
    steps: ["how-made"],
    ready: "run",
  },
  actionFailed: {
    ...ideation,
    document: "completed",
    refuse: { method: "PATCH", status: 503, body: '{"code":"network","retryable":true}' },
    steps: ["favourite"],
    ready: "notice",
  },
  keys: { ...ideation, document: "completed", steps: ["keys"], ready: "shortcuts" },
  gone: { path: "/ideations/x", ready: "gone" },
  notFound: { path: "/nowhere", ready: "not-found" },
};
