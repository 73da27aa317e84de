import { useCallback, useState } from "react";

/** A text that survives a reload of its tab; sent or emptied, it is forgotten. */
export function useKeptText(key: string): readonly [string, (text: string) => void] {
  const name = `inkstream.text.${key}`;
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? "");
  const change = useCallback(
    (next: string) => {
      if (next === "") sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, next);
      setText(next);
    },
    [name],
  );
  return [text, change];
}
