/** Moves the focus to the next or previous of the elements with that test id; from anywhere else to the first. */
export function stepBetween(testId: string, by: 1 | -1): void {
  const all = Array.from(document.querySelectorAll<HTMLElement>(`[data-testid=${testId}]`));
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[at === -1 ? 0 : at + by];
  // Focus scrolls it into view as well.
  next?.focus();
}
