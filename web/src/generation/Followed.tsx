import { Button } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { DocumentType, LiveStore } from "../live/document.ts";
import type { FoldedDocument } from "../live/fold.ts";
import { useStreamingData } from "../live/useStreamingData.ts";
import { ConnectionNote } from "../ui/ConnectionNote.tsx";
import { backToLibrary } from "../ui/libraryPlace.ts";
import { Message } from "../ui/Message.tsx";
import { Opening } from "../ui/Opening.tsx";

interface Props<S> {
  readonly type: DocumentType;
  readonly id: string;
  /** What is said when it is not there, in the kind's own words. */
  readonly gone: { readonly deleted: string; readonly not_found: string };
  readonly children: (doc: S, store: LiveStore<S>, connection: ReactElement) => ReactNode;
}

/** A document as it is followed live: until it is there, while it is, and when it is gone. */
export function Followed<S extends FoldedDocument>({ type, id, gone, children }: Props<S>) {
  const { t } = useTranslation();
  const { data, store, ...info } = useStreamingData<S>(type, id);
  const connection = <ConnectionNote info={info} onRetry={store.retryNow} />;
  if (info.closed && info.closed !== "left") {
    return (
      <Message
        title={info.closed === "not_allowed" ? t("generation.state.notAllowed") : gone[info.closed]}
        testId="gone"
        action={
          <Button component={Link} {...backToLibrary()}>
            {t("app.toLibrary")}
          </Button>
        }
      >
        {info.closed === "not_found" && t("generation.state.notFoundBody")}
      </Message>
    );
  }
  if (data) return children(data, store, connection);
  return (
    <>
      <Opening />
      {info.connection !== "connecting" && connection}
    </>
  );
}
