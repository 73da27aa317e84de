import { Button, Group, Modal, NumberInput, Text, Textarea } from "@mantine/core";
import { useState, type SyntheticEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { GenerateIdeas, Idea } from "../../api/types.ts";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import classes from "./IdeationPage.module.css";

export type Asking =
  | { readonly kind: "regenerate"; readonly kept: number }
  | { readonly kind: "more" }
  | { readonly kind: "like"; readonly idea: Idea };

interface Props {
  readonly asking: Asking;
  readonly count: number;
  readonly busy: boolean;
  readonly onAsk: (body: GenerateIdeas) => void;
  readonly onClose: () => void;
}

const mostIdeas = 12;

/** What more is wanted: how many, and a word to the writer. */
export function GenerateDialog({ asking, count: usual, busy, onAsk, onClose }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const [count, setCount] = useState(usual);

  const ask = () => {
    const trimmed = note.trim();
    onAsk({
      mode: asking.kind === "regenerate" ? "regenerate" : "more",
      count,
      ...(trimmed && { note: trimmed }),
      ...(asking.kind === "like" && { basedOn: asking.idea.artifactId }),
    });
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    ask();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      ask();
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={title()}
      centered
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <form className={classes.dialog} onSubmit={onSubmit} onKeyDown={onKeyDown}>
        {asking.kind === "regenerate" && (
          <Text size="sm" lh={1.7} data-testid="regenerate-keeps">
            {t("ideation.regenerateKeeps", { count: asking.kept })}
          </Text>
        )}
        <Textarea
          label={t("ideation.note")}
          description={t("ideation.noteHint")}
          placeholder={t("ideation.notePlaceholder")}
          autosize
          minRows={2}
          maxRows={6}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
          data-testid="note"
        />
        <NumberInput
          label={t("ideation.count")}
          value={count}
          onChange={(value) => setCount(Math.min(mostIdeas, Math.max(1, Number(value) || 1)))}
          min={1}
          max={mostIdeas}
          allowDecimal={false}
          allowNegative={false}
          maw={140}
          data-testid="more-count"
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" loading={busy} data-testid="confirm">
            {asking.kind === "regenerate"
              ? t("ideation.regenerateConfirm")
              : t("ideation.moreConfirm")}
          </Button>
        </Group>
      </form>
    </Modal>
  );

  function title(): string {
    switch (asking.kind) {
      case "regenerate":
        return t("ideation.regenerateTitle");
      case "more":
        return t("ideation.moreTitle");
      case "like":
        return t("ideation.moreLike", { title: asking.idea.title });
    }
  }
}
