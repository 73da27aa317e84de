import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { Sentence } from "./Sentence.tsx";

test("a text in a sentence of the page carries its own language, and the sentence stays whole", () => {
  const { container } = render(
    <p lang="en">
      <Sentence say={(a, b) => `“${b}” is like ${a}.`} texts={["末班地铁", "The Last Tube"]} />
    </p>,
  );
  expect(container.textContent).toBe("“The Last Tube” is like 末班地铁.");
  const spans = Array.from(container.querySelectorAll("span"), ({ lang, textContent }) => [
    lang,
    textContent,
  ]);
  expect(spans).toEqual([
    ["en", "The Last Tube"],
    ["zh-CN", "末班地铁"],
  ]);
});
