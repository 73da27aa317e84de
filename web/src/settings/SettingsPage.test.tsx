import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { FakeServer, problem, renderPage } from "../../tests/renderPage.tsx";
import type { PromptDocument } from "../api/types.ts";
import SettingsPage from "./SettingsPage.tsx";

const prompt = (more: Partial<PromptDocument> = {}): PromptDocument => ({
  name: "ideation.en",
  kind: "ideation",
  language: "en",
  version: 0,
  isOwn: false,
  text: "Write well.",
  builtIn: "Write well.",
  updatedAt: null,
  ...more,
});

const total = (calls: number, cost: number | null = null) => ({
  calls,
  inputTokens: calls * 1000,
  outputTokens: calls * 500,
  seconds: calls * 60,
  cost,
});

async function open(answers: ConstructorParameters<typeof FakeServer>[0] = {}) {
  sessionStorage.clear();
  const server = new FakeServer({
    "GET /api/prompts": () => Response.json([prompt()]),
    "GET /api/usage": () =>
      Response.json({
        monthFrom: "2026-01-01T00:00:00Z",
        month: total(1, 0.5),
        all: total(3, 0.75),
        models: [
          { model: "demo", month: total(1), all: total(1) },
          { model: "other", month: total(0), all: total(2, 0.75) },
        ],
      }),
    ...answers,
  });
  await renderPage("/settings", "/settings", <SettingsPage />);
  return server;
}

const edit = async (text: string) => {
  fireEvent.click(await screen.findByTestId("edit-prompt"));
  fireEvent.change(screen.getByTestId("prompt-text"), { target: { value: text } });
};

test("a test of a model says that it answers, or in words why it does not", async () => {
  let ok = true;
  const call = "POST /api/models/demo/test";
  const server = await open({
    [call]: () =>
      Response.json(
        ok
          ? { ok: true, milliseconds: 840, error: null }
          : {
              ok: false,
              milliseconds: 3,
              error: { code: "model_key_rejected", message: "x", retryable: false },
            },
      ),
  });
  fireEvent.click(await screen.findByTestId("test-model"));
  await screen.findByText("It answers. First word after 0.8 s.");
  ok = false;
  fireEvent.click(screen.getByTestId("test-model"));
  await screen.findByText(/^No answer\. .*did not accept the key/);
  expect(server.of(call)).toHaveLength(2);
});

test("instructions are saved over the version that was seen, and are then the writer's own", async () => {
  const put = "PUT /api/prompts/ideation.en";
  const server = await open({
    [put]: () => Response.json(prompt({ version: 1, isOwn: true, text: "Write better." })),
  });
  fireEvent.click(await screen.findByTestId("edit-prompt"));
  fireEvent.click(screen.getByTestId("save-prompt"));
  expect(screen.getByText("Nothing is changed.")).toBeTruthy();
  fireEvent.change(screen.getByTestId("prompt-text"), { target: { value: "Write better." } });
  fireEvent.click(screen.getByTestId("save-prompt"));
  await screen.findByText("Yours");
  expect(server.of(put)).toHaveLength(1);
  expect(server.of(put)[0]?.headers["If-Match"]).toBe('"0"');
  expect(server.of(put)[0]?.body).toEqual({ text: "Write better." });
  expect(screen.getByText("Nothing is changed.")).toBeTruthy();
});

test("an emptied or endless text is not sent, and says why", async () => {
  const server = await open();
  await edit("  ");
  fireEvent.click(screen.getByTestId("save-prompt"));
  expect(screen.getByText(/^Write something/)).toBeTruthy();
  fireEvent.change(screen.getByTestId("prompt-text"), { target: { value: "x".repeat(8001) } });
  fireEvent.click(screen.getByTestId("save-prompt"));
  expect(screen.getByText(/these are 8001/)).toBeTruthy();
  expect(server.of("PUT /api/prompts/ideation.en")).toHaveLength(0);
});

test("of two writers none loses a text: both are shown, and either can be kept", async () => {
  const put = "PUT /api/prompts/ideation.en";
  let refuse = true;
  const server = await open({
    [put]: () =>
      refuse
        ? problem(412, { code: "edited_elsewhere", mine: "a", current: "Write more.", revision: 4 })
        : Response.json(prompt({ version: 5, isOwn: true, text: "Write less." })),
  });
  await edit("Write less.");
  fireEvent.click(screen.getByTestId("save-prompt"));
  const conflict = within(await screen.findByTestId("prompt-conflict"));
  expect(conflict.getByText("more")).toBeTruthy();
  expect(conflict.getByText("less")).toBeTruthy();
  refuse = false;
  fireEvent.click(conflict.getByTestId("save-over"));
  await screen.findByText("Version 5");
  expect(server.of(put)[1]?.headers["If-Match"]).toBe('"4"');
});

test("every version down to the built-in one is compared, taken up again, and the prompt is reset", async () => {
  const own = prompt({ version: 2, isOwn: true, text: "Write best." });
  await open({
    "GET /api/prompts": () => Response.json([own]),
    "GET /api/prompts/ideation.en/versions": () =>
      Response.json([
        { version: 2, isOwn: true, text: "Write best.", createdAt: "2026-01-02T00:00:00Z" },
        { version: 1, isOwn: true, text: "Write better.", createdAt: "2026-01-01T00:00:00Z" },
        { version: 0, isOwn: false, text: "Write well.", createdAt: null },
      ]),
    "POST /api/prompts/ideation.en/reset": () => Response.json(prompt({ version: 3 })),
  });
  fireEvent.click(await screen.findByTestId("edit-prompt"));
  fireEvent.click(screen.getByTestId("prompt-versions"));
  const versions = within(await screen.findByTestId("versions"));
  expect(versions.getByText("as in the editor")).toBeTruthy();
  fireEvent.click(versions.getAllByTestId("compare")[0] as HTMLElement);
  expect(within(screen.getByTestId("comparison")).getByText("better")).toBeTruthy();
  fireEvent.click(versions.getByTestId("use-version"));
  expect(screen.getByTestId<HTMLTextAreaElement>("prompt-text").value).toBe("Write better.");

  fireEvent.click(screen.getByTestId("reset-prompt"));
  fireEvent.click(await screen.findByTestId("confirm"));
  await waitFor(() =>
    expect(screen.getByTestId<HTMLTextAreaElement>("prompt-text").value).toBe("Write well."),
  );
  expect(screen.queryByText("Yours")).toBeNull();
});

test("what is typed survives a reload of the page", async () => {
  await open();
  await edit("Half a thought");
  expect(sessionStorage.getItem("inkstream.text.prompt.ideation.en")).toBe("Half a thought");
});

test("what it took is summed for the month and in all", async () => {
  await open();
  const usage = within(await screen.findByTestId("usage"));
  expect(usage.getByText("0.5")).toBeTruthy();
  expect(usage.queryByText("other")).toBeNull();
  fireEvent.click(usage.getByText("In all"));
  await waitFor(() => expect(usage.getByText("other")).toBeTruthy());
  expect(usage.getByText("3,000")).toBeTruthy();
  expect(usage.getAllByText("0.75")).toHaveLength(2);
  expect(usage.getByText("no price is set")).toBeTruthy();
});

test("a part that cannot be read says so, and the rest of the page is there", async () => {
  await open({ "GET /api/usage": () => problem(503, { code: "unavailable", retryable: true }) });
  await screen.findByTestId("model");
  expect((await screen.findByRole("alert")).textContent).toContain("Try again");
});
