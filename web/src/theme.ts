import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Ten steps of one colour; what they are stands in ui/tokens.css, like every other value. */
const steps = (name: string) =>
  Array.from(
    { length: 10 },
    (_, step) => `var(--${name}-${step})`,
  ) as unknown as MantineColorsTuple;

export const theme = createTheme({
  primaryColor: "seal",
  primaryShade: { light: 7, dark: 6 },
  colors: { seal: steps("seal"), gray: steps("gray"), dark: steps("dark") },
  white: "var(--ink-on-accent)",
  black: "var(--ink-text)",
  defaultRadius: "sm",
  fontFamily: "var(--ink-sans)",
  fontFamilyMonospace: "var(--ink-mono)",
  fontSizes: {
    xs: "var(--ink-size-label)",
    sm: "var(--ink-size-ui)",
    md: "var(--ink-size-text)",
    lg: "var(--ink-size-lead)",
    xl: "var(--ink-size-title)",
  },
  headings: { fontFamily: "var(--ink-serif)", fontWeight: "600", textWrap: "balance" },
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    // A dialog's header is no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: "presentation" } } } },
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } } } },
    // Inside the page's landmarks, and without an element of no role among its items.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
  },
});

/** Mantine's names for what the tokens already say; the scheme switches the tokens. */
const names = {
  "--mantine-color-body": "var(--ink-paper)",
  "--mantine-color-text": "var(--ink-text)",
  "--mantine-color-dimmed": "var(--ink-soft)",
  "--mantine-color-default": "var(--ink-sheet)",
  "--mantine-color-default-color": "var(--ink-text)",
  "--mantine-color-default-hover": "var(--ink-hover)",
  "--mantine-color-default-border": "var(--ink-edge)",
  "--mantine-color-placeholder": "var(--ink-hint)",
  "--mantine-color-anchor": "var(--ink-accent-deep)",
  "--mantine-color-error": "var(--ink-error)",
  "--mantine-color-disabled": "transparent",
  "--mantine-color-disabled-color": "var(--ink-off)",
  "--mantine-color-disabled-border": "var(--ink-line)",
};

export const inkVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: names,
  dark: names,
});
