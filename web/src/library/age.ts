/** Where an entry stands in time: what the shelf is parted by. */
export type Age =
  | { readonly kind: "today" | "yesterday" | "week" }
  | { readonly kind: "month"; readonly month: string };

const day = 86_400_000;
const week = 7;

/** By the reader's own calendar, not by hours that have passed. */
export function ageOf(then: string, now: number): Age {
  const [at, today] = [new Date(then), startOfDay(new Date(now))];
  // Days are not all 24 hours long.
  const days = Math.round((today - startOfDay(at)) / day);
  if (days <= 0) return { kind: "today" };
  if (days === 1) return { kind: "yesterday" };
  if (days < week) return { kind: "week" };
  const month = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}`;
  return { kind: "month", month };
}

export function sameAge(a: Age, b: Age): boolean {
  return a.kind === b.kind && (a.kind !== "month" || b.kind !== "month" || a.month === b.month);
}

export function monthName(month: string, language: string): string {
  return new Intl.DateTimeFormat(language, { year: "numeric", month: "long" }).format(
    new Date(`${month}-15T12:00:00`),
  );
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
