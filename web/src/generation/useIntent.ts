import { useCallback, useRef } from "react";
import { newIdempotencyKey } from "../api/client.ts";

/**
 * Sends what a person asks for under one key until it was taken, so that a second try after a lost
 * answer does nothing twice; the next asking is a new intent, even with the same words.
 */
export function useIntent<B>(
  act: (work: () => Promise<unknown>) => Promise<boolean>,
  send: (body: B, key: string) => Promise<unknown>,
): (body: B) => Promise<boolean> {
  const intent = useRef({ body: "", key: "" });
  return useCallback(
    async (body) => {
      const written = JSON.stringify(body);
      if (intent.current.body !== written)
        intent.current = { body: written, key: newIdempotencyKey() };
      const { key } = intent.current;
      if (!(await act(() => send(body, key)))) return false;
      intent.current = { body: "", key: "" };
      return true;
    },
    [act, send],
  );
}
