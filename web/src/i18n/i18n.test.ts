// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import en from "./en.json";
import { detectLanguage } from "./i18n.ts";
import zh from "./zh.json";

interface Texts {
  readonly [key: string]: string | Texts;
}

function flatten(texts: Texts, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const english = flatten(en);
const chinese = flatten(zh);
/** Chinese has one plural form where English has two; `_zero` is a text of its own in both. */
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, "");
const variables = (text: string) =>
  new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]));

describe("the texts", () => {
  test("have the same keys in both languages", () => {
    const keys = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(withoutPlural))];
    expect(keys(chinese).sort()).toEqual(keys(english).sort());
  });

  test("are nowhere empty", () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe("");
  });

  test("use the same variables in both languages", () => {
    for (const [key, text] of chinese) {
      expect(variables(text), key).toEqual(variables(english.get(key) ?? ""));
    }
  });

  test("have a sentence for every error code of the contract", () => {
    const codes =
      "model_rate_limited model_unavailable model_unreachable model_key_rejected model_refused " +
      "model_connection_lost model_silent model_not_a_stream model_answer_too_long " +
      "model_not_configured incomplete_answer unreadable_answer interrupted generation_running " +
      "edited_elsewhere nothing_missing not_found unknown";
    for (const code of codes.split(" ")) expect(en.errors).toHaveProperty(code);
  });
});

describe("the page's language", () => {
  test.each([
    [null, ["zh-TW", "en"], "zh"],
    [null, ["fr-FR", "zh-CN"], "zh"],
    [null, ["fr-FR", "en-GB", "zh"], "en"],
    [null, ["fr"], "en"],
    ["en", ["zh-CN"], "en"],
    ["nonsense", ["zh-CN"], "zh"],
  ] as const)("remembered %s and preferring %j is %s", (remembered, preferred, expected) => {
    expect(detectLanguage(remembered, preferred)).toBe(expected);
  });
});

const source = join(import.meta.dirname, "..");
const components = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"),
);
const shownAttributes = new Set([
  "title",
  "label",
  "placeholder",
  "description",
  "alt",
  "aria-label",
]);
const letters = /\p{L}{2}/u;

test("every text is used somewhere", () => {
  const code = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(join(source, file), "utf8"))
    .join("\n");
  const built = Array.from(code.matchAll(/`([\w.]+\.)\$\{/g), ([, start = ""]) => start);
  const unused = [...english.keys()]
    .map((key) => key.replace(/_(zero|one|other)$/, ""))
    .filter((key) => !code.includes(`"${key}"`) && !built.some((start) => key.startsWith(start)));
  expect(unused).toEqual([]);
});

/** Whether a string may come out as what an element, or one of the attributes that people meet, says. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxExpression(parent)) {
    const holder = parent.parent;
    return ts.isJsxAttribute(holder) ? shownAttributes.has(holder.name.getText()) : true;
  }
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isShown(parent);
  if (ts.isParenthesizedExpression(parent)) return isShown(parent);
  const chooses = [
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.PlusToken,
  ];
  return (
    ts.isBinaryExpression(parent) && chooses.includes(parent.operatorToken.kind) && isShown(parent)
  );
}

test.each(components)("%s shows no text of its own", (file) => {
  const text = readFileSync(join(source, file), "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) found.push(node.text.trim());
    if (ts.isStringLiteralLike(node)) {
      const attribute = ts.isJsxAttribute(node.parent) ? node.parent.name.getText() : "";
      if (/\p{Script=Han}/u.test(node.text)) found.push(node.text);
      if (shownAttributes.has(attribute) && letters.test(node.text)) found.push(node.text);
      if (letters.test(node.text) && isShown(node)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  expect(found).toEqual([]);
});
