import { Button, FileButton } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { newIdempotencyKey } from "../api/client.ts";
import { useAction } from "../ui/useAction.ts";
import classes from "./LibraryPage.module.css";
import { importFile } from "./importFile.ts";

/** Takes in a file that was exported as JSON, and opens what it became. */
export function ImportButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [busy, run] = useAction();
  const reset = useRef<() => void>(null);
  const take = (file: File | null) => {
    if (!file) return;
    const key = newIdempotencyKey();
    void run(async () => {
      const { kind, id } = await importFile(file, key);
      await navigate(`/${kind}s/${id}`);
    });
    // The same file may be chosen again.
    reset.current?.();
  };
  return (
    <FileButton onChange={take} accept=".json,application/json" resetRef={reset}>
      {(props) => (
        <Button
          {...props}
          variant="subtle"
          color="gray"
          px="sm"
          leftSection={<IconFileImport size={18} stroke={1.6} />}
          classNames={{ section: classes.importIcon ?? "", label: classes.importLabel ?? "" }}
          loading={busy}
          aria-label={t("library.import")}
          data-testid="import"
        >
          {t("library.import")}
        </Button>
      )}
    </FileButton>
  );
}
