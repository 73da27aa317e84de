// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const source = join(import.meta.dirname, "..");
const tokenFile = join("ui", "tokens.css");
const read = (file: string) => readFileSync(join(source, file), "utf8");
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.(css|tsx?)$/.test(file) && !file.includes(".test.") && file !== tokenFile,
);
const tokens = read(tokenFile);

/** Comments may say anything. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** What of a file belongs into the token file. */
export function strays(file: string, text: string): string[] {
  const found = code(text).match(
    /#(?:[\da-f]{6}(?:[\da-f]{2})?|[\da-f]{3,4})\b|\b(?:rgba?|hsla?|oklch|lab)\([^)]*\)/gi,
  );
  const sizes = file.endsWith(".css")
    ? Array.from(code(text).matchAll(/font(?:-size)?:\s*([^;]+);/g), ([whole, value = ""]) =>
        /^(var\(--ink-size-[a-z]+\)|inherit)$/.test(value.trim()) ? "" : whole,
      )
    : Array.from(code(text).matchAll(/\b(?:fz|fontSize)[=:]\s*\S*\d\S*/g), ([whole]) => whole);
  return [...(found ?? []), ...sizes].filter(Boolean);
}

test.each(files)("%s has no colour and no size of its own", (file) => {
  expect(strays(file, read(file))).toEqual([]);
});

test("what is looked for would be found", () => {
  expect(strays("a.css", "a { color: #a63f2c; font-size: 14px; background: rgb(1 2 3); }")).toEqual(
    ["#a63f2c", "rgb(1 2 3)", "font-size: 14px;"],
  );
  expect(strays("a.css", "a { font-size: 0.9rem }".replace("}", ";}"))).toHaveLength(1);
  expect(strays("a.tsx", "<Text fz={13}>")).toHaveLength(1);
  expect(strays("a.css", "/* #fff */ a { font-size: var(--ink-size-text); }")).toEqual([]);
});

describe("the tokens", () => {
  test("that are used are there, and those that are there are used", () => {
    const all = files.map(read).join("\n") + tokens;
    const named = new Set(Array.from(tokens.matchAll(/(--ink-[\w-]+):/g), (match) => match[1]));
    const used = new Set(Array.from(all.matchAll(/var\((--ink-[\w-]+)[),]/g), (match) => match[1]));
    expect([...used].filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => !used.has(name))).toEqual([]);
  });

  test("of light and of dark are the same", () => {
    const [, light = "", dark = ""] =
      /:root,\s*:root\[data[^{]*\{([^}]*)\}\s*:root\[data[^{]*\{([^}]*)\}/.exec(tokens) ?? [];
    const names = (block: string) =>
      Array.from(block.matchAll(/(--[\w-]+):/g), (match) => match[1]);
    expect(names(light).length).toBeGreaterThan(20);
    expect(names(dark)).toEqual(names(light));
  });

  test("and the address bar's colour say the same", () => {
    const html = readFileSync(join(source, "..", "index.html"), "utf8");
    const bars = Array.from(html.matchAll(/theme-color" content="(#\w+)"/g), (match) => match[1]);
    const papers = Array.from(tokens.matchAll(/--ink-paper: (#\w+);/g), (match) => match[1]);
    expect(bars).toEqual(papers);
  });

  /** WCAG's contrast of two colours. */
  function contrast(a: string, b: string): number {
    const light = (hex: string) =>
      [1, 3, 5]
        .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * ([0.2126, 0.7152, 0.0722][i] ?? 0), 0);
    const [high = 0, low = 0] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  }

  test.each(["light", "dark"])("can be read on every ground, %s", (scheme) => {
    const block = new RegExp(`scheme="${scheme}"\\]\\s*\\{([^}]*)\\}`).exec(tokens)?.[1] ?? "";
    const value = (name: string) =>
      new RegExp(`--ink-${name}: (#\\w+);`).exec(block)?.[1] ?? expect.fail(name);
    for (const ground of ["paper", "sheet", "wash"]) {
      for (const ink of ["text", "soft", "accent-deep", "model", "error", "good"]) {
        expect(contrast(value(ink), value(ground)), `${ink} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
      }
      expect(contrast(value("field-edge"), value(ground)), ground).toBeGreaterThanOrEqual(3);
    }
    for (const ink of ["hint", "off", "accent"]) {
      expect(contrast(value(ink), value("sheet")), ink).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(value("accent"), value("accent-wash"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(value("model"), value("model-wash"))).toBeGreaterThanOrEqual(4.5);
  });
});
