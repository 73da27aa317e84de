import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
} from "react";
import { newIdempotencyKey } from "../api/client.ts";
import { asApiError, type ApiError } from "../api/errors.ts";
import { isComposing, isSubmitKey } from "../ui/ime.ts";

interface StartForm {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly error: ApiError | null;
  readonly starting: boolean;
  readonly handlers: {
    readonly onSubmit: (event: SyntheticEvent) => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * A form that begins a document: sent once however often it is asked, under one key for one body,
 * never by an Enter that belongs to an input method. `request` is null while it cannot be sent.
 */
export function useStartForm<B>(
  request: () => B | null,
  send: (body: B, idempotencyKey: string) => Promise<void>,
): StartForm {
  const form = useRef<HTMLFormElement>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [starting, setStarting] = useState(false);
  const intent = useRef({ body: "", key: "" });

  useEffect(() => {
    if (error)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]")?.focus();
  }, [error]);

  const start = async () => {
    const body = starting ? null : request();
    if (body === null) return;
    setStarting(true);
    setError(null);
    // The same request keeps its key, so that a second try after a lost answer starts nothing twice.
    const written = JSON.stringify(body);
    if (intent.current.body !== written)
      intent.current = { body: written, key: newIdempotencyKey() };
    try {
      await send(body, intent.current.key);
    } catch (failure) {
      setError(asApiError(failure));
      setStarting(false);
    }
  };

  return {
    form,
    error,
    starting,
    handlers: {
      onSubmit: (event) => {
        event.preventDefault();
        void start();
      },
      onKeyDown: (event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
        else if (isSubmitKey(event)) {
          event.preventDefault();
          void start();
        }
      },
    },
  };
}
