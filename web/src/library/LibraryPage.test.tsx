import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FakeServer, renderPage } from "../../tests/renderPage.tsx";
import type { IdeationListItem } from "../api/types.ts";
import { LibraryPage } from "./LibraryPage.tsx";

const item = (id: string, more: Partial<IdeationListItem> = {}): IdeationListItem => ({
  id,
  kind: "ideation",
  status: "completed",
  title: `Title ${id}`,
  selectedPlatform: "抖音",
  genrePaths: [["女频", "爱情类", "甜宠"]],
  ideaCount: 6,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
  ...more,
});

async function open(
  items: IdeationListItem[],
  answers: ConstructorParameters<typeof FakeServer>[0] = {},
) {
  const server: FakeServer = new FakeServer({
    "GET /api/stream/library": () => server.stream({ items, removed: [] }),
    ...answers,
  });
  await renderPage("/", "/", <LibraryPage />);
  return server;
}

const shown = () => screen.queryAllByTestId("library-item").map((row) => row.dataset.id);

test("the list is live: what is written, changed and removed elsewhere shows by itself", async () => {
  const server = await open([item("a")]);
  await waitFor(() => expect(shown()).toEqual(["a"]));
  await act(async () => {
    server.send({ items: [item("b", { status: "streaming", ideaCount: 1 })], removed: ["a"] });
    await Promise.resolve();
  });
  await waitFor(() => expect(shown()).toEqual(["b"]));
  const row = screen.getByTestId("library-item").textContent;
  expect(row).toContain("being written");
  expect(row).toContain("1 idea");
  await waitFor(() => expect(screen.getByTestId("library-item").textContent).toContain("Douyin"));
});

test("an empty library invites to write", async () => {
  await open([]);
  expect((await screen.findByTestId("new")).getAttribute("href")).toBe("/new");
  expect(screen.getByTestId("library-empty")).toBeTruthy();
});

test("the search asks the server, and says when nothing was found", async () => {
  const server = await open([item("a")], {
    "GET /api/ideations": () => Response.json({ items: [], next: null }),
  });
  await waitFor(() => expect(shown()).toEqual(["a"]));
  fireEvent.change(screen.getByTestId("search"), { target: { value: "moon" } });
  await screen.findByText(/Nothing here matches/);
  expect(server.of("GET /api/ideations")).toHaveLength(1);
});

test("an ideation is deleted only once that was confirmed", async () => {
  const remove = "DELETE /api/ideations/a";
  const server = await open([item("a")], { [remove]: () => new Response(null, { status: 204 }) });
  fireEvent.click(await screen.findByTestId("delete"));
  expect(server.of(remove)).toHaveLength(0);
  fireEvent.click(await screen.findByTestId("confirm"));
  await waitFor(() => expect(server.of(remove)).toHaveLength(1));
  await waitFor(() => expect(shown()).toEqual([]));
});
