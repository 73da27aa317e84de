import { createEvent, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { FakeServer, problem, renderPage } from "../../../tests/renderPage.tsx";
import NewIdeationPage from "./NewIdeationPage.tsx";

const create = "POST /api/ideations";
const created = () => Response.json({ id: "d1", transformId: "t1" }, { status: 201 });

beforeEach(() => sessionStorage.clear());

async function open(server: FakeServer) {
  const view = await renderPage("/new", "/new", <NewIdeationPage />);
  await screen.findByText("Fast pace");
  expect(server.of("GET /api/models")).not.toHaveLength(0);
  return view;
}

const idea = () => screen.getByTestId("user-input");
const type = (text: string) => fireEvent.change(idea(), { target: { value: text } });
const start = () => fireEvent.click(screen.getByTestId("start"));

test("the shortest way is one click: the first platform, and no more", async () => {
  const server = new FakeServer({ [create]: created });
  const { router } = await open(server);
  start();
  await waitFor(() => expect(router.state.location.pathname).toBe("/ideations/d1"));
  expect(server.of(create)[0]?.body).toEqual({
    platform: "抖音",
    genrePaths: [],
    genreProportions: [],
    count: 6,
    language: "en",
    model: "demo",
  });
});

test("Enter while an input method composes submits nothing, with Ctrl neither", async () => {
  const server = new FakeServer({ [create]: created });
  await open(server);
  const count = screen.getByTestId("count");
  for (const field of [idea(), count]) {
    const composing = createEvent.keyDown(field, { key: "Enter", isComposing: true });
    fireEvent(field, composing);
    expect(composing.defaultPrevented).toBe(true);
    const inSafari = createEvent.keyDown(field, { key: "Enter", keyCode: 229, ctrlKey: true });
    fireEvent(field, inSafari);
    expect(inSafari.defaultPrevented).toBe(true);
  }
  expect(server.of(create)).toHaveLength(0);
});

test("Enter alone in a text is a line break, Ctrl with Enter starts", async () => {
  const server = new FakeServer({ [create]: created });
  const { router } = await open(server);
  const plain = createEvent.keyDown(idea(), { key: "Enter" });
  fireEvent(idea(), plain);
  expect(plain.defaultPrevented).toBe(false);
  expect(server.of(create)).toHaveLength(0);
  fireEvent.keyDown(idea(), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(router.state.location.pathname).toBe("/ideations/d1"));
});

test("what was typed survives a reload, and is forgotten once it was sent", async () => {
  const server = new FakeServer({ [create]: created });
  const first = await open(server);
  type("a courier");
  first.unmount();
  const second = await open(server);
  expect(idea()).toHaveProperty("value", "a courier");
  start();
  await waitFor(() => expect(second.router.state.location.pathname).toBe("/ideations/d1"));
  second.unmount();
  await open(server);
  expect(idea()).toHaveProperty("value", "");
});

test("what the server finds wrong is said at its field, and nothing typed is lost", async () => {
  const errors = { userInput: ["Too long."], "genrePaths[0]": ["Unknown genre."] };
  await open(new FakeServer({ [create]: () => problem(400, { code: "validation", errors }) }));
  type("a courier");
  start();
  await screen.findByText(/This text cannot be taken/);
  expect(idea().getAttribute("aria-invalid")).toBe("true");
  expect(within(screen.getByTestId("genre-picker")).getByText(/Choose them anew/)).toBeTruthy();
  expect(idea()).toHaveProperty("value", "a courier");
});

test("a second try after a lost answer carries the same key, a changed request a new one", async () => {
  const server = new FakeServer({ [create]: () => Promise.reject(new TypeError("lost")) });
  await open(server);
  for (const [tries, text] of ["a", "a", "b"].entries()) {
    type(text);
    start();
    await waitFor(() => expect(server.of(create)).toHaveLength(tries + 1));
    await screen.findByText(/could not be reached/);
    await waitFor(() => expect(screen.getByTestId("start").dataset.loading).toBeUndefined());
  }
  const keys = server.of(create).map((sent) => sent.headers["Idempotency-Key"]);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("chosen genres begin with equal shares that keep their sum when one is changed", async () => {
  const server = new FakeServer({ [create]: created });
  await open(server);
  fireEvent.click(screen.getByTestId("genres-open"));
  fireEvent.click(screen.getByRole("button", { name: "For women" }));
  fireEvent.click(screen.getByRole("button", { name: "Romance" }));
  fireEvent.click(screen.getByLabelText("Choose Sweet love"));
  fireEvent.click(screen.getByLabelText("Choose Tormented love"));
  const [first] = screen.getAllByTestId("share");
  if (!first) throw new Error("no share is shown");
  fireEvent.change(first, { target: { value: "70" } });
  start();
  await waitFor(() => expect(server.of(create)).toHaveLength(1));
  expect(server.of(create)[0]?.body).toMatchObject({
    genrePaths: [
      ["女频", "爱情类", "甜宠"],
      ["女频", "爱情类", "虐恋"],
    ],
    genreProportions: [70, 30],
  });
});

test("the demo model says that it is one, and how to connect another", async () => {
  await open(new FakeServer());
  expect(screen.getByTestId("demo-hint").textContent).toContain("demo model");
});
