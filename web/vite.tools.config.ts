import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: "dist-tools",
    emptyOutDir: false,
    minify: false,
    ...(mode === "fold-client"
      ? {
          target: "node20",
          ssr: "tools/fold-client.ts",
          rolldownOptions: { output: { entryFileNames: "fold-client.mjs", format: "es" as const } },
        }
      : {
          target: "es2022",
          lib: {
            entry: "tests/plan-hook-page.tsx",
            name: "planHookPage",
            formats: ["iife" as const],
            fileName: () => "plan-hook-page.js",
          },
        }),
  },
  ssr: { noExternal: true as const },
}));
