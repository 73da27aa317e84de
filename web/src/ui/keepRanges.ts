/** Nothing breaks a line on either side of it, and nothing of it is seen. */
const wordJoiner = "\u2060";

/** A text in which no line ends within a range of numbers, such as 8–15. */
export function keepRanges(text: string): string {
  return text.replace(/(?<=\d)–(?=\d)/g, `${wordJoiner}–${wordJoiner}`);
}
