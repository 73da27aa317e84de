import { beforeEach, expect, test } from "vitest";
import {
  loadOutlineDraft,
  outlineRequest,
  saveOutlineDraft,
  type OutlineDraft,
} from "./outlineDraft.ts";

const draft: OutlineDraft = {
  text: " A courier. ",
  totalEpisodes: 80,
  episodeDuration: 1,
  language: "en",
  model: null,
};

beforeEach(() => sessionStorage.clear());

test("what was typed is there after a reload", () => {
  saveOutlineDraft(draft);
  expect(loadOutlineDraft()).toEqual(draft);
});

test.each(["nonsense", "[]", '{"text":1,"totalEpisodes":"x","language":"fr"}', '{"model":7}'])(
  "stored %s counts as nothing typed",
  (stored) => {
    sessionStorage.setItem("inkstream.newOutline", stored);
    expect(loadOutlineDraft()).toEqual({
      text: "",
      totalEpisodes: 60,
      episodeDuration: 2,
      language: null,
      model: null,
    });
  },
);

test("numbers out of range come back within it", () => {
  saveOutlineDraft({ ...draft, totalEpisodes: 999, episodeDuration: 0.2 });
  expect(loadOutlineDraft()).toMatchObject({ totalEpisodes: 200, episodeDuration: 1 });
});

test("the request names the idea, or the writer's own text, never both", () => {
  expect(outlineRequest(draft, null, "demo")).toEqual({
    sourceText: "A courier.",
    totalEpisodes: 80,
    episodeDuration: 1,
    language: "en",
    model: "demo",
  });
  expect(outlineRequest(draft, "a1", undefined)).toEqual({
    sourceArtifactId: "a1",
    totalEpisodes: 80,
    episodeDuration: 1,
    language: "en",
  });
});
