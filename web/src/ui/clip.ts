const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** At most that many characters, never half of one, and where words have spaces between them never half a word. */
export function clip(text: string, most: number): string {
  const characters = Array.from(segments.segment(text), ({ segment }) => segment);
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most).join("");
  const lastSpace = cut.lastIndexOf(" ");
  const whole =
    characters[most] === " " || lastSpace < cut.length / 2 ? cut : cut.slice(0, lastSpace);
  return `${whole.trimEnd()}…`;
}
