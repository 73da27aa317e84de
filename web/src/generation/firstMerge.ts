interface ThreeTexts {
  /** What both began from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Where only one side changed a text, that side is meant; where both did, the writer's own comes first. */
export function firstMerge({ base, mine, theirs }: ThreeTexts): string {
  return mine === base ? theirs : mine;
}
