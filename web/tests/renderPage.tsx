import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { vi } from "vitest";
import { startI18n, type Language } from "../src/i18n/i18n.ts";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

type Answer = (sent: Sent) => Response | Promise<Response>;

/** A server of the test's own: `"POST /api/ideations"` or a path alone for GET. */
export class FakeServer {
  readonly sent: Sent[] = [];
  readonly #answers: Record<string, Answer>;
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null;

  constructor(answers: Record<string, Answer> = {}) {
    this.#answers = {
      "GET /api/platforms": () => Response.json([platform]),
      "GET /api/genres": () => Response.json(genres),
      "GET /api/models": () => Response.json(models),
      ...answers,
    };
    vi.stubGlobal("fetch", (url: string, init: RequestInit = {}) => this.#fetch(url, init));
  }

  /** The answer for a live stream that begins with this event and stays open. */
  stream(first: unknown): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
        this.send(first);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  }

  send(data: unknown, name?: string): void {
    const event = name ? `event: ${name}\n` : "";
    const text = `id: x\n${event}data: ${JSON.stringify(data)}\n\n`;
    this.#stream?.enqueue(new TextEncoder().encode(text));
  }

  of(call: string): Sent[] {
    return this.sent.filter(({ method, path }) => `${method} ${path}` === call);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const sent: Sent = {
      method: init.method ?? "GET",
      path: url.split("?")[0] ?? url,
      query: Object.fromEntries(new URLSearchParams(url.split("?")[1])),
      headers: (init.headers ?? {}) as Record<string, string>,
      body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : undefined,
    };
    this.sent.push(sent);
    const answer = this.#answers[`${sent.method} ${sent.path}`];
    return answer ? answer(sent) : Response.json({ code: "not_found" }, { status: 404 });
  }
}

export function problem(status: number, body: object): Response {
  return Response.json(body, { status });
}

/** Renders one route as the app would, with "elsewhere" at every other. */
export async function renderPage(
  path: string,
  at: string,
  element: ReactElement,
  language: Language = "en",
) {
  stubBrowser();
  await startI18n(language);
  const router = createMemoryRouter(
    [
      { path, element },
      { path: "*", element: <p>elsewhere</p> },
    ],
    { initialEntries: [at] },
  );
  const view = render(
    <MantineProvider env="test">
      <Notifications />
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return { ...view, router };
}

/** What Mantine asks of a browser and jsdom has not. */
function stubBrowser(): void {
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  Element.prototype.scrollIntoView = () => undefined;
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query.includes("min-width"),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
}

const platform = {
  value: "抖音",
  label: "Douyin",
  profile: { zh: "节奏快", en: "Fast pace" },
};

const leaf = (name: string) => ({ name, label: name, selectable: true, children: [] });

const genres = [
  {
    name: "女频",
    label: "For women",
    selectable: false,
    children: [
      {
        name: "爱情类",
        label: "Romance",
        selectable: false,
        children: [
          { name: "甜宠", label: "Sweet love", selectable: true, children: [leaf("甜")] },
          { name: "虐恋", label: "Tormented love", selectable: true, children: [leaf("虐")] },
        ],
      },
    ],
  },
];

const models = [
  {
    name: "demo",
    provider: "demo",
    model: null,
    isDefault: true,
    inputPrice: null,
    outputPrice: null,
  },
];
