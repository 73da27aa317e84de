import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Cinnabar, the red of a seal: the one accent. */
const seal: MantineColorsTuple = [
  "#fbefec",
  "#f3dcd6",
  "#e6b6ab",
  "#d98e7d",
  "#ce6d58",
  "#c4573f",
  "#b54a34",
  "#a63f2c",
  "#8c3424",
  "#74291b",
];

/** Greys with a little paper in them; Mantine's own are blue beside this palette. */
const gray: MantineColorsTuple = [
  "#f7f3ea",
  "#f0eadd",
  "#e6dece",
  "#dbd2c1",
  "#cbc1af",
  "#a89d8c",
  "#857b6d",
  "#5f574c",
  "#453f37",
  "#2b2723",
];

const dark: MantineColorsTuple = [
  "#d8d1c4",
  "#bcb3a4",
  "#a69c8d",
  "#7c7366",
  "#453f37",
  "#37322b",
  "#2a2621",
  "#1f1c19",
  "#191715",
  "#12100e",
];

export const theme = createTheme({
  primaryColor: "seal",
  primaryShade: { light: 7, dark: 6 },
  colors: { seal, gray, dark },
  white: "#fffdf8",
  black: "#26221d",
  defaultRadius: "sm",
  fontFamily: "var(--ink-sans)",
  headings: { fontFamily: "var(--ink-serif)", fontWeight: "600" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
});

const paper = {
  "--mantine-color-body": "#f6f2e9",
  "--mantine-color-text": "#26221d",
  "--mantine-color-dimmed": "#6b6257",
  "--mantine-color-default": "#fdfbf5",
  "--mantine-color-default-hover": "#f1ebde",
  "--mantine-color-default-border": "#d8cfbf",
  "--mantine-color-placeholder": "#8a8073",
  "--mantine-color-anchor": "#8c3424",
  "--mantine-color-error": "#a3271b",
  "--mantine-color-disabled": "transparent",
  "--mantine-color-disabled-color": "#8a7f71",
  "--mantine-color-disabled-border": "#dbd2c1",
  "--ink-line": "#e2dacb",
  "--ink-sheet": "#fdfbf5",
  "--ink-accent": "#a63f2c",
  "--ink-wash": "#efe8da",
};

const night = {
  "--mantine-color-body": "#191715",
  "--mantine-color-text": "#e8e2d6",
  "--mantine-color-dimmed": "#a69c8d",
  "--mantine-color-default": "#24211d",
  "--mantine-color-default-hover": "#2e2a25",
  "--mantine-color-default-border": "#453f37",
  "--mantine-color-placeholder": "#8d8477",
  "--mantine-color-anchor": "#e6a392",
  "--mantine-color-error": "#f08d7d",
  "--mantine-color-disabled": "transparent",
  "--mantine-color-disabled-color": "#8a8073",
  "--mantine-color-disabled-border": "#37322b",
  "--ink-line": "#37322b",
  "--ink-sheet": "#221f1b",
  "--ink-accent": "#e08b76",
  "--ink-wash": "#2a2621",
};

export const inkVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: paper,
  dark: night,
});
