// @vitest-environment node
import { expect, test, vi } from "vitest";
import { api, newIdempotencyKey } from "./client.ts";
import { ApiError } from "./errors.ts";

function answer(status: number, body: unknown, type = "application/problem+json") {
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers: { "Content-Type": type } }));
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error("expected an ApiError");
  return error;
}

const anIdeation = { platform: "抖音", genrePaths: [], genreProportions: [] };

test("a problem becomes an error with its code and whether to retry", async () => {
  answer(409, { code: "generation_running", retryable: false, transformId: "t9" });
  const error = await failureOf(api.generate("d1", { mode: "more" }, "k"));
  expect(error).toMatchObject({ status: 409, code: "generation_running", retryable: false });
  expect(error.problem.transformId).toBe("t9");
});

test("a validation problem names its fields, whichever way the server spells their paths", async () => {
  answer(400, {
    errors: { "genrePaths[1]": ["overlaps"], GenrePaths: ["twice"], count: ["≤ 12"] },
  });
  const error = await failureOf(api.createIdeation(anIdeation, "k"));
  expect(error.fields).toEqual({ genrePaths: "overlaps twice", count: "≤ 12" });
});

test("a page of HTML from a proxy is an error too, never a crash", async () => {
  answer(502, "<html>Bad gateway</html>", "text/html");
  expect(await failureOf(api.stop("t1"))).toMatchObject({ status: 502, code: "unknown" });
});

test("no answer at all is an error that may be retried", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await failureOf(api.stop("t1"))).toMatchObject({ code: "network", retryable: true });
});

test("an answer without a body is no error", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(null, { status: 204 })));
  expect(await api.deleteIdeation("d1")).toBeNull();
});

test("creating carries its idempotency key, and every intent has its own", async () => {
  const fetched = answer(201, { id: "d1", transformId: "t1" }, "application/json");
  await api.createIdeation(anIdeation, "key-1");
  expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ "Idempotency-Key": "key-1" });
  expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
});

test("changing a text says which revision it was made from, marking a card does not", async () => {
  const fetched = answer(200, {}, "application/json");
  await api.editIdea("d1", "a1", { title: "x" }, 3);
  await api.editIdea("d1", "a1", { favourite: true });
  expect(fetched.mock.calls[0]?.[1].headers).toHaveProperty("If-Match", '"3"');
  expect(fetched.mock.calls[1]?.[1].headers).not.toHaveProperty("If-Match");
});
