/** A stretch of one text that is, or is not, in the other. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

/** Beyond so many words a text, comparing costs more than it tells. */
const mostWords = 1_500;

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** What of each of two texts is not in the other, word by word, in Chinese as well. */
export function diffTexts(a: string, b: string): readonly [readonly Stretch[], readonly Stretch[]] {
  if (a === b) return [whole(a, false), whole(b, false)];
  const [first, second] = [split(a), split(b)];
  if (first.length > mostWords || second.length > mostWords)
    return [whole(a, true), whole(b, true)];

  const width = second.length + 1;
  // The longest common subsequence from each pair of positions on.
  const common = new Uint16Array((first.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      common[i * width + j] =
        first[i] === second[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }

  const left = new Stretches();
  const right = new Stretches();
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const [one = "", other = ""] = [first[i], second[j]];
    if (i < first.length && j < second.length && one === other) {
      left.add(one, false);
      right.add(other, false);
      i++;
      j++;
    } else if (j >= second.length || (i < first.length && at(i + 1, j) >= at(i, j + 1))) {
      left.add(one, true);
      i++;
    } else {
      right.add(other, true);
      j++;
    }
  }
  return [left.all, right.all];
}

function split(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

function whole(text: string, differs: boolean): readonly Stretch[] {
  return text === "" ? [] : [{ text, differs }];
}

class Stretches {
  readonly all: Stretch[] = [];

  add(text: string, differs: boolean): void {
    const last = this.all.at(-1);
    if (last?.differs === differs)
      this.all[this.all.length - 1] = { text: last.text + text, differs };
    else this.all.push({ text, differs });
  }
}
