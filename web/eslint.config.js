import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const noReact = {
  group: ["react", "react-*", "react/*", "@mantine/*"],
  message: "The live client knows no React; its one hook is useStreamingData.ts.",
};

export default tseslint.config(
  {
    ignores: [
      "dist",
      "public",
      "dist-tools",
      "dist-gallery",
      "dev",
      "src/api/schema.d.ts",
      "tests/planHook.ts",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    },
  },
  { files: ["src/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    files: ["src/live/**/*.ts"],
    ignores: ["src/live/useStreamingData.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [noReact] }] },
  },
  ...["library", "ideations", "outlines"].map((feature, _, features) => ({
    files: [`src/${feature}/**/*.{ts,tsx}`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: features.filter((other) => other !== feature).map((other) => `**/${other}/**`),
              message: "Features never import each other.",
            },
          ],
        },
      ],
    },
  })),
  {
    files: ["src/generation/**/*.{ts,tsx}", "src/ui/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/library/**", "**/ideations/**", "**/outlines/**"],
              message: "What features share knows none of them.",
            },
          ],
        },
      ],
    },
  },
  { files: ["*.js"], ...tseslint.configs.disableTypeChecked },
);
