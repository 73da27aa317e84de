import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LibraryItem } from "../api/types.ts";
import { errorText } from "../i18n/errorText.ts";
import { clip } from "../ui/clip.ts";
import { Sentence } from "../ui/Sentence.tsx";
import { Deletions } from "./deletions.ts";
import classes from "./LibraryPage.module.css";

/** How long a deletion can be taken back, in milliseconds. A pointer on the note stops the clock. */
const undoTime = 8_000;

const noteOf = (id: string) => `deleted-${id}`;

/** Of the whole page: a deletion can be taken back from wherever its note is seen. */
const deletions = new Deletions((id) => notifications.hide(noteOf(id)));
addEventListener("pagehide", () => deletions.leave());
document.addEventListener("visibilitychange", () => {
  // On a phone this is the last that a page is sure to hear.
  if (document.visibilityState === "hidden") deletions.leave();
});

/** The ids that lists leave out, and how to delete one with a note that can take it back. */
export function useDeletions(): readonly [
  ReadonlySet<string>,
  (item: LibraryItem, title: string) => void,
] {
  const { t } = useTranslation();
  const hidden = useSyncExternalStore(deletions.subscribe, deletions.getSnapshot);
  const remove = useCallback(
    (item: LibraryItem, title: string) => {
      const { id } = item;
      deletions.doom(item);
      notifications.show({
        id: noteOf(id),
        autoClose: undoTime,
        color: "gray",
        closeButtonProps: { "aria-label": t("app.close") },
        message: (
          <span className={classes.note}>
            <span>
              <Sentence
                say={(name) => t("library.deleted", { title: name })}
                texts={[clip(title, 24)]}
              />
            </span>
            <Button
              variant="light"
              size="compact-sm"
              data-testid="undo"
              onClick={() => {
                deletions.spare(id);
                notifications.hide(noteOf(id));
              }}
            >
              {t("app.undo")}
            </Button>
          </span>
        ),
        onClose: () => {
          void deletions.carryOut(id).then((error) => {
            if (error) notifications.show({ color: "seal", message: errorText(t, error) });
          });
        },
      });
    },
    [t],
  );
  return [hidden, remove];
}
