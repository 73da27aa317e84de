import type { LibraryItem } from "../src/api/types.ts";

type Ideation = Extract<LibraryItem, { kind: "ideation" }>;
type Outline = Extract<LibraryItem, { kind: "outline" }>;

/** An entry of the library; the later in the alphabet its id, the newer. */
export function listItem(id: string, more: Partial<Ideation> = {}): Ideation {
  return {
    id,
    kind: "ideation",
    status: "completed",
    title: `Title ${id}`,
    selectedPlatform: "抖音",
    genrePaths: [["女频", "爱情类", "甜宠"]],
    ideaCount: 6,
    ideaTitles: ["One", "Two", "Three"],
    favourite: false,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    ...more,
  };
}

/** The same of an outline. */
export function outlineItem(id: string, more: Partial<Outline> = {}): Outline {
  return {
    id,
    kind: "outline",
    status: "completed",
    title: `Title ${id}`,
    selectedPlatform: null,
    genrePaths: [],
    sourceTitle: "Night Ferry",
    totalEpisodes: 60,
    episodeDuration: 2,
    componentCount: 5,
    favourite: false,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    ...more,
  };
}
