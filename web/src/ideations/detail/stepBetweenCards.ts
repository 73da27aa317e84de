/** Moves the focus to the next or previous card; from anywhere else to the first. */
export function stepBetweenCards(by: 1 | -1): void {
  const cards = Array.from(document.querySelectorAll<HTMLElement>("[data-testid=card]"));
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[at === -1 ? 0 : at + by];
  // Focus scrolls it into view as well.
  next?.focus();
}
