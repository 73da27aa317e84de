import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { listItem, outlineItem } from "../../tests/listItem.ts";
import { FakeServer, problem, renderPage } from "../../tests/renderPage.tsx";
import type { LibraryItem } from "../api/types.ts";
import { LibraryPage } from "./LibraryPage.tsx";
import { leaveLibrary } from "./place.ts";

const list = "GET /api/library";

// Each test is a browser of its own, which was nowhere before.
beforeEach(() => leaveLibrary(null));

async function open(
  items: LibraryItem[],
  answers: ConstructorParameters<typeof FakeServer>[0] = {},
  at = "/",
) {
  const server: FakeServer = new FakeServer({
    "GET /api/stream/library": () => server.stream({ items, removed: [] }),
    [list]: () => Response.json({ items, next: null }),
    ...answers,
  });
  return { server, ...(await renderPage("/", at, <LibraryPage />)) };
}

const shown = () => screen.queryAllByTestId("library-item").map((row) => row.dataset.id);

test("the list is live: what is written, changed and removed elsewhere shows by itself", async () => {
  const { server } = await open([listItem("a")]);
  await waitFor(() => expect(shown()).toEqual(["a"]));
  const written = listItem("b", { status: "streaming", ideaCount: 1, ideaTitles: ["Night Ferry"] });
  await act(async () => {
    server.send({ items: [written], removed: ["a"] });
    await Promise.resolve();
  });
  await waitFor(() => expect(shown()).toEqual(["b"]));
  const row = screen.getByTestId("library-item").textContent;
  expect(row).toContain("Being written");
  expect(row).toContain("1 idea");
  expect(row).toContain("“Night Ferry”");
  await waitFor(() => expect(screen.getByTestId("library-item").textContent).toContain("Douyin"));
});

test("an entry tells its ideas' titles and how many more there are", async () => {
  await open([listItem("a")]);
  const row = await screen.findByTestId("library-item");
  expect(row.textContent).toContain("“One” “Two” “Three”and 3 more");
  expect(row.textContent).not.toContain("Finished");
});

test("an outline stands beside ideations, says how far it is, and opens", async () => {
  const half = outlineItem("b", { status: "streaming", componentCount: 3 });
  await open([listItem("a"), half]);
  await waitFor(() => expect(shown()).toEqual(["b", "a"]));
  const row = screen.getAllByTestId("library-item")[0] as HTMLElement;
  for (const text of ["Outline", "3 of 8 parts", "60 episodes of 2 min", "From “Night Ferry”"])
    expect(row.textContent).toContain(text);
  expect(within(row).getByRole("link").getAttribute("href")).toBe("/outlines/b");
  expect(screen.getByTestId("new-outline").getAttribute("href")).toBe("/outlines/new");
});

test("a search shows where it hit, marked, also once an event tells of that entry", async () => {
  const found = { place: "synopsis_stages", text: "…to the Moon and back" };
  const { server } = await open(
    [],
    {
      [list]: () => Response.json({ items: [outlineItem("b", { found })], next: null }),
    },
    "/?q=moon",
  );
  const excerpt = await screen.findByTestId("excerpt");
  expect(excerpt.textContent).toBe("In the synopsis…to the Moon and back");
  expect(excerpt.querySelector("mark")?.textContent).toBe("Moon");
  await act(async () => {
    server.send({ items: [outlineItem("b", { title: "Tides" })], removed: [] });
    await Promise.resolve();
  });
  await screen.findByText("Tides");
  expect(screen.getByTestId("excerpt").textContent).toContain("Moon");
});

test("a title in a sentence of the page carries its own language", async () => {
  await open([
    listItem("a", { title: "渡船", ideaTitles: ["Night Ferry", "末班地铁"] }),
    outlineItem("b", { title: "Tides", sourceTitle: "潮" }),
  ]);
  await waitFor(() => expect(shown()).toHaveLength(2));
  const languageOf = (text: string) =>
    screen.getByText(text).closest<HTMLElement>("[lang]:not(html)")?.lang;
  expect(["渡船", "Night Ferry", "末班地铁", "Tides", "潮"].map(languageOf)).toEqual([
    "zh-CN",
    "en",
    "zh-CN",
    "en",
    "zh-CN",
  ]);
});

test("who comes back finds the list as it was at once, and it is read again", async () => {
  let busy: Promise<Response> | null = null;
  const items = [listItem("a"), listItem("b")];
  const { server, router, container } = await open(items, {
    [list]: () => busy ?? Response.json({ items, next: null }),
  });
  await waitFor(() => expect(shown()).toEqual(["b", "a"]));
  await act(() => router.navigate("/ideations/a"));
  expect(container.textContent).toContain("elsewhere");
  const before = server.of(list).length;
  busy = new Promise(() => {});
  await act(() => router.navigate(-1));
  expect(shown()).toEqual(["b", "a"]);
  await waitFor(() => expect(server.of(list).length).toBeGreaterThan(before));
});

test("a mark and a deletion of an outline are an outline's", async () => {
  const { server } = await open([outlineItem("o")], {
    "PATCH /api/outlines/o": () => Response.json(outlineItem("o", { favourite: true })),
    "DELETE /api/outlines/o": () => new Response(null, { status: 204 }),
  });
  fireEvent.click(await screen.findByTestId("mark"));
  await waitFor(() => expect(server.of("PATCH /api/outlines/o")).toHaveLength(1));
  fireEvent.click(screen.getByTestId("delete"));
  await screen.findByTestId("undo");
  fireEvent(window, new Event("pagehide"));
  await waitFor(() => expect(server.of("DELETE /api/outlines/o")).toHaveLength(1));
});

test("an empty library invites to write", async () => {
  await open([]);
  expect((await screen.findByTestId("new")).getAttribute("href")).toBe("/new");
  expect(await screen.findByTestId("library-empty")).toBeTruthy();
});

test("the address is the filter: it is asked, and it is changed", async () => {
  const { server, router } = await open(
    [listItem("a", { favourite: true })],
    {},
    "/?platform=抖音&sort=updated",
  );
  await waitFor(() => expect(shown()).toEqual(["a"]));
  expect(server.of(list)[0]?.query).toEqual({ platform: "抖音", sort: "updated", limit: "100" });
  fireEvent.click(screen.getByTestId("filter-favourite"));
  await waitFor(() =>
    expect(server.of(list).at(-1)?.query).toMatchObject({ platform: "抖音", favourite: "true" }),
  );
  expect(router.state.location.search).toContain("favourite=true");
  fireEvent.click(screen.getByTestId("filter-clear"));
  await waitFor(() => expect(router.state.location.search).toBe("?sort=updated"));
});

test("the search asks the server once the typing rests, and says when nothing was found", async () => {
  const { server } = await open([listItem("a")], {
    [list]: (sent) => Response.json({ items: sent.query.q ? [] : [listItem("a")], next: null }),
  });
  await waitFor(() => expect(shown()).toEqual(["a"]));
  for (const value of ["m", "mo", "moo", "moon"])
    fireEvent.change(screen.getByTestId("search"), { target: { value } });
  await screen.findByText(/Nothing here matches “moon”/);
  expect(server.of(list).filter((sent) => sent.query.q)).toHaveLength(1);
  fireEvent.click(screen.getByText("Show everything"));
  await waitFor(() => expect(shown()).toEqual(["a"]));
});

test("a mark shows at once, and is taken back with a word when the server refuses it", async () => {
  const patch = "PATCH /api/ideations/a";
  let refuse = false;
  const { server } = await open([listItem("a")], {
    [patch]: () =>
      refuse
        ? problem(503, { code: "unavailable", retryable: true })
        : Response.json(listItem("a", { favourite: true })),
  });
  const mark = await screen.findByTestId("mark");
  fireEvent.click(mark);
  expect(mark.getAttribute("aria-pressed")).toBe("true");
  await waitFor(() => expect(server.of(patch)[0]?.body).toEqual({ favourite: true }));
  refuse = true;
  fireEvent.click(mark);
  expect(mark.getAttribute("aria-pressed")).toBe("false");
  await screen.findByRole("alert");
  expect(mark.getAttribute("aria-pressed")).toBe("true");
});

test("a deletion can be taken back, and is sent when the page is left", async () => {
  const remove = "DELETE /api/ideations/a";
  const { server } = await open([listItem("a"), listItem("b")], {
    [remove]: () => new Response(null, { status: 204 }),
  });
  await waitFor(() => expect(shown()).toEqual(["b", "a"]));
  const first = () => within(screen.getAllByTestId("library-item").at(-1) as HTMLElement);
  fireEvent.click(first().getByTestId("delete"));
  await waitFor(() => expect(shown()).toEqual(["b"]));
  fireEvent.click(await screen.findByTestId("undo"));
  await waitFor(() => expect(shown()).toEqual(["b", "a"]));
  expect(server.of(remove)).toHaveLength(0);

  fireEvent.click(first().getByTestId("delete"));
  await screen.findByTestId("undo");
  fireEvent(window, new Event("pagehide"));
  await waitFor(() => expect(server.of(remove)).toHaveLength(1));
  expect(shown()).toEqual(["b"]);
});

test("a list that cannot be read says so and is read again", async () => {
  let broken = true;
  await open([listItem("z")], {
    [list]: () =>
      broken
        ? problem(503, { code: "unavailable", retryable: true })
        : Response.json({ items: [listItem("z")], next: null }),
  });
  const alert = await screen.findByTestId("library-error");
  broken = false;
  fireEvent.click(within(alert).getByRole("button"));
  await waitFor(() => expect(shown()).toEqual(["z"]));
});
