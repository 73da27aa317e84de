import { useCallback, useEffect, useState } from "react";
import type { ApiError } from "../api/errors.ts";
import { asApiError } from "../api/errors.ts";

export interface Fetched<T> {
  readonly data: T | null;
  readonly error: ApiError | null;
  readonly again: () => void;
}

/** Reads once for each `read`; an answer that was overtaken by a newer read is dropped. */
export function useFetched<T>(read: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [state, setState] = useState<{ data: T | null; error: ApiError | null }>({
    data: null,
    error: null,
  });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    read(abort.signal).then(
      (data) => !abort.signal.aborted && setState({ data, error: null }),
      (error: unknown) =>
        !abort.signal.aborted && setState((before) => ({ ...before, error: asApiError(error) })),
    );
    return () => abort.abort();
  }, [read, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, again };
}
