/** A text with what was searched for marked in it, letters of ASCII in either case, as the server finds it. */
export function Sought({ text, q }: { readonly text: string; readonly q: string }) {
  const sought = lowerAscii(q.trim());
  if (!sought) return text;
  const lower = lowerAscii(text);
  const pieces = [];
  let at = 0;
  for (let hit = lower.indexOf(sought); hit >= 0; hit = lower.indexOf(sought, at)) {
    const end = hit + sought.length;
    pieces.push(text.slice(at, hit), <mark key={hit}>{text.slice(hit, end)}</mark>);
    at = end;
  }
  return [...pieces, text.slice(at)];
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
