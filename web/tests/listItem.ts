import type { IdeationListItem } from "../src/api/types.ts";

/** An entry of the library; the later in the alphabet its id, the newer. */
export function listItem(id: string, more: Partial<IdeationListItem> = {}): IdeationListItem {
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
