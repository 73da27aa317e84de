import { afterEach, expect, test, vi } from "vitest";
import { Deletions } from "./deletions.ts";

const sent = (status = 204) => {
  const fetch = vi.fn<typeof globalThis.fetch>(() =>
    Promise.resolve(
      status === 204 ? new Response(null, { status }) : Response.json({ code: "x" }, { status }),
    ),
  );
  vi.stubGlobal("fetch", fetch);
  return fetch;
};

afterEach(() => {
  vi.unstubAllGlobals();
});

test("what is doomed is hidden at once and nothing is sent", () => {
  const fetch = sent();
  const deletions = new Deletions();
  deletions.doom({ kind: "ideation", id: "a" });
  expect([...deletions.getSnapshot()]).toEqual(["a"]);
  expect(fetch).not.toHaveBeenCalled();
});

test("what is spared comes back, and its end sends nothing", async () => {
  const fetch = sent();
  const deletions = new Deletions();
  deletions.doom({ kind: "ideation", id: "a" });
  expect(deletions.spare("a")).toBe(true);
  await deletions.carryOut("a");
  expect(deletions.getSnapshot().size).toBe(0);
  expect(fetch).not.toHaveBeenCalled();
});

test("what is carried out is sent once, outlives the page, stays hidden and cannot be spared", async () => {
  const fetch = sent();
  const deletions = new Deletions();
  deletions.doom({ kind: "outline", id: "a b" });
  await Promise.all([deletions.carryOut("a b"), deletions.carryOut("a b")]);
  expect(fetch).toHaveBeenCalledOnce();
  expect(fetch.mock.calls[0]).toMatchObject([
    "/api/outlines/a%20b",
    { method: "DELETE", keepalive: true },
  ]);
  expect(deletions.spare("a b")).toBe(false);
  expect([...deletions.getSnapshot()]).toEqual(["a b"]);
});

test("leaving the page carries out all that is open, and closes their notes", () => {
  const fetch = sent();
  const left: string[] = [];
  const deletions = new Deletions((id) => left.push(id));
  deletions.doom({ kind: "ideation", id: "a" });
  deletions.doom({ kind: "ideation", id: "b" });
  deletions.spare("a");
  deletions.leave();
  deletions.leave();
  expect(fetch).toHaveBeenCalledOnce();
  expect(left).toEqual(["b"]);
});

test("what could not be deleted is shown again; what was gone already is gone", async () => {
  sent(503);
  const deletions = new Deletions();
  deletions.doom({ kind: "ideation", id: "a" });
  expect((await deletions.carryOut("a"))?.status).toBe(503);
  expect(deletions.getSnapshot().size).toBe(0);
  sent(404);
  deletions.doom({ kind: "ideation", id: "a" });
  expect(await deletions.carryOut("a")).toBeNull();
  expect([...deletions.getSnapshot()]).toEqual(["a"]);
});
