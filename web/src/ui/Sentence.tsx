import type { ReactNode } from "react";
import { languageOf } from "./languageOf.ts";

/** The first of Unicode's letters for private use: what stands in a sentence for a text to come. */
const firstSlot = 0xe000;
const slots = /([\ue000-\uf8ff])/;

interface Props {
  /** The sentence of the page, around what it is given for each text. */
  readonly say: (...texts: string[]) => string;
  readonly texts: readonly string[];
  /** How a text is shown, when not as it is. */
  readonly show?: (text: string) => ReactNode;
}

/**
 * A sentence in the language of the page with texts of a writer or a model in it: each carries its own
 * language, since an English page may hold Chinese titles. Where they stand is the sentence's to say.
 */
export function Sentence({ say, texts, show = (text) => text }: Props) {
  const given = texts.map((_, i) => String.fromCharCode(firstSlot + i));
  return say(...given)
    .split(slots)
    .map((piece, i) => {
      const text = texts[given.indexOf(piece)];
      if (text === undefined) return piece;
      return (
        <span key={i} lang={languageOf(text)}>
          {show(text)}
        </span>
      );
    });
}
