// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";

/**
 * What a first visit loads before it shows the library, compressed as a server sends it. Looks at
 * what `npm run build` made: ./test builds before it tests.
 */
const mostScript = 250 * 1024;
/** A route's own part beyond that. */
const mostRoute = 62 * 1024;
/** The picture of a lineage brings a library for graphs: only who asks for it waits for it. */
const mostPicture = 90 * 1024;

const dist = join(import.meta.dirname, "..", "dist");
const read = (file: string) => readFileSync(join(dist, file), "utf8");
const size = (file: string) => gzipSync(readFileSync(join(dist, file))).length;
const sum = (files: Iterable<string>) => [...files].reduce((all, file) => all + size(file), 0);

/** A script and all that it imports before it runs. */
function withImports(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = read(entry);
  for (const [, name = ""] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
    withImports(`assets/${name}`, seen);
  }
  return seen;
}

describe("the built page", () => {
  const first = new Set<string>();
  beforeAll(() => {
    if (!existsSync(join(dist, "index.html"))) throw new Error("Run `npm run build` first.");
    for (const [, src = ""] of read("index.html").matchAll(
      /(?:src|href)="\/(assets\/[^"]+\.js)"/g,
    )) {
      withImports(src, first);
    }
  });

  test("shows the library for less than 250 KB of compressed script", () => {
    expect(first.size).toBeGreaterThan(0);
    expect(sum(first)).toBeLessThan(mostScript);
  });

  test.each(["NewIdeationPage", "IdeationPage", "NewOutlinePage", "OutlinePage", "LineageDrawer"])(
    "loads %s only where it is needed",
    (route) => {
      const file = readdirSync(join(dist, "assets")).find(
        (name) => name.startsWith(`${route}-`) && name.endsWith(".js"),
      );
      expect(file).toBeDefined();
      const own = [...withImports(`assets/${file ?? ""}`)].filter((name) => !first.has(name));
      expect(first).not.toContain(`assets/${file ?? ""}`);
      expect(sum(own)).toBeLessThan(route === "LineageDrawer" ? mostPicture : mostRoute);
    },
  );

  test("has no gallery in it", () => {
    for (const name of readdirSync(join(dist, "assets"))) {
      expect(name).not.toMatch(/gallery/i);
      if (name.endsWith(".js")) expect(read(`assets/${name}`)).not.toContain("data-gallery");
    }
  });
});
