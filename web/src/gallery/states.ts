import type { Language } from "../i18n/i18n.ts";

/** How the server of a state behaves once the page has what was recorded. */
export type Behaviour = "live" | "drops" | "offline" | "holdsStreams" | "silent";

/** One state of one page: where it is, what the server says, and what a person did to get there. */
export interface GalleryState {
  readonly path: string | Readonly<Record<Language, string>>;
  /** The recorded document that every ideation is. */
  readonly document?: string;
  /** In the other language than the page. */
  readonly foreign?: true;
  readonly behaviour?: Behaviour;
  readonly library?: "empty" | "full";
  /** What the test of a model comes to. */
  readonly modelTest?: "modelAnswers" | "modelFails";
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
  /** Only where there is a pointer and a keyboard: a finger cannot get there. */
  readonly desk?: true;
}

const ideation = { path: "/ideations/x", ready: "status" } as const;
const form = { path: "/new", ready: "demo-hint" } as const;
const settings = { path: "/settings", models: "own" } as const;
const openPrompt = ["[data-own=true] [data-testid=edit-prompt]"];
const outline = { path: "/outlines/x", ready: "status" } as const;
const part = (name: string, testId: string) => `[data-part='${name}'] [data-testid=${testId}]`;
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

  librarySearch: {
    path: { zh: "/?q=包裹", en: "/?q=ending" },
    library: "full",
    ready: "excerpt",
  },

  settings: { ...settings, ready: "usage" },
  settingsDemo: { path: "/settings", ready: "usage" },
  modelAnswers: {
    ...settings,
    modelTest: "modelAnswers",
    steps: ["test-model"],
    ready: "[data-testid=model][data-state=answers]",
  },
  modelFails: {
    ...settings,
    modelTest: "modelFails",
    steps: ["test-model"],
    ready: "[data-testid=model][data-state=fails]",
  },
  promptEditing: {
    ...settings,
    steps: [...openPrompt, "prompt-text=一句话。One line."],
    ready: "save-prompt",
  },
  promptVersions: {
    ...settings,
    steps: [...openPrompt, "prompt-versions", "compare"],
    ready: "use-version",
  },
  promptConflict: {
    ...settings,
    refuse: {
      method: "PUT",
      status: 412,
      body: '{"code":"edited_elsewhere","mine":"x","current":"只写海上的故事。\\nOnly stories at sea.","revision":7}',
    },
    steps: [
      ...openPrompt,
      "prompt-text=只写山里的故事。\nOnly stories in the mountains.",
      "save-prompt",
    ],
    ready: "prompt-conflict",
  },
  promptReset: { ...settings, steps: [...openPrompt, "reset-prompt"], ready: "confirm" },
  settingsSilent: { path: "/settings", behaviour: "silent", ready: "settings" },

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
  keys: { ...ideation, document: "completed", steps: ["keys"], ready: "shortcuts", desk: true },
  outlineForm: { path: "/outlines/new", ready: "demo-hint" },
  outlineFormFilled: {
    path: "/outlines/new",
    models: "own",
    steps: ["!model-state", "source-text=快递员 The courier", "episodes=8", "minutes=3"],
    ready: "form-hint",
  },
  outlineFormIdea: {
    path: "/outlines/new?ideation=x&idea={idea}",
    document: "completed",
    ready: "demo-hint",
  },
  outlineFormGone: {
    path: "/outlines/new?ideation=x&idea=gone",
    document: "completed",
    ready: "demo-hint",
  },
  outlineFirst: { ...outline, document: "outlineFirst", ready: "draft-part" },
  outlineWriting: { ...outline, document: "outlineWriting", ready: "draft-part" },
  outlineStopped: { ...outline, document: "outlineStopped", ready: "unfinished-part" },
  outlineFailed: { ...outline, document: "outlineFailed", ready: "retry" },
  outlinePartly: { ...outline, document: "outlinePartly", ready: "missing" },
  outlineDone: { ...outline, document: "outlineDone", steps: ["header details summary"] },
  outlineMarked: { ...outline, document: "outlineMarked", ready: "refresh" },
  outlineElement: { ...outline, document: "outlineElement", ready: "draft-part" },
  outlineForeign: { ...outline, document: "outlineDone", foreign: true },
  outlineLost: {
    ...outline,
    document: "outlineWriting",
    behaviour: "drops",
    ready: "retry-now",
  },
  outlineMenu: {
    ...outline,
    document: "outlineMarked",
    steps: [part("setting", "part-menu")],
    ready: "lock",
  },
  outlineEditing: {
    ...outline,
    document: "outlineDone",
    steps: [part("target_audience", "edit")],
    ready: "editor",
  },
  outlineEditingCharacter: {
    ...outline,
    document: "outlineDone",
    steps: [part("characters/0", "edit")],
    ready: "editor",
  },
  outlineUnsaved: {
    ...outline,
    document: "outlineDone",
    refuse: { method: "PATCH", status: 503, body: '{"code":"network","retryable":true}' },
    steps: [part("title", "edit"), "field-title=新 New"],
    ready: "save-again",
  },
  outlineMerging: {
    ...outline,
    document: "outlineDone",
    steps: [part("selling_points", "edit"), "field-points=一个新的卖点\nA point of my own"],
    ready: "conflict",
  },
  outlineAnew: {
    ...outline,
    document: "outlineMarked",
    steps: ["refresh", "anew-note=慢一点 Slower"],
    ready: "write-anew",
  },
  outlineAnewNone: {
    ...outline,
    document: "outlineDone",
    steps: ["menu", "anew-any"],
    ready: "write-anew",
  },
  outlineVersions: {
    ...outline,
    document: "outlineMarked",
    steps: [part("selling_points", "part-menu"), part("selling_points", "versions")],
    ready: "comparison",
  },
  outlineLineage: {
    ...outline,
    document: "outlineMarked",
    steps: [
      "menu",
      "open-lineage",
      "!.react-flow__node",
      "?[data-testid=lineage-list]:not([open]) > summary",
    ],
    ready: "lineage-list",
  },
  outlineRun: {
    ...outline,
    document: "outlineDone",
    steps: ["menu", "how-made"],
    ready: "run",
  },
  outlineExport: { ...outline, document: "outlineDone", steps: ["export"], ready: "export-docx" },
  outlineDeleting: {
    ...outline,
    document: "outlineDone",
    steps: ["menu", "delete"],
    ready: "confirm",
  },
  outlineReading: {
    ...outline,
    path: "/outlines/x?view=read",
    document: "outlineDone",
    ready: "reading",
  },
  outlineGone: { path: "/outlines/x", ready: "gone" },

  gone: { path: "/ideations/x", ready: "gone" },
  notFound: { path: "/nowhere", ready: "not-found" },
};
