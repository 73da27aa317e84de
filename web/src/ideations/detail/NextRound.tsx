import { ActionIcon, Button, NumberInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState, type KeyboardEvent, type RefObject, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { GenerateIdeas, Idea } from "../../api/types.ts";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { Sentence } from "../../ui/Sentence.tsx";
import { useWhy } from "../../ui/SayWhy.tsx";
import { useKeptText } from "../../ui/useKeptText.ts";
import classes from "./NextRound.module.css";
import { mostIdeas } from "./usualCount.ts";

interface Props {
  readonly ideationId: string;
  readonly ideas: readonly Idea[];
  /** The card that the next ones are to be like; null: any. */
  readonly like: Idea | null;
  readonly onLike: (idea: Idea | null) => void;
  /** How many are asked for unless the writer says otherwise. */
  readonly usual: number;
  /** Whether it is the one obvious next thing to do. */
  readonly primary: boolean;
  readonly why: string | null;
  readonly busy: boolean;
  /** True when it was taken. */
  readonly onAsk: (body: GenerateIdeas) => Promise<boolean>;
  readonly note: RefObject<HTMLTextAreaElement | null>;
}

/** Where the writer says what the next round should be, under all that is there already. */
export function NextRound(props: Props) {
  const { ideationId, ideas, like, onLike, usual, primary, why, busy, onAsk, note: field } = props;
  const { t } = useTranslation();
  const [note, setNote] = useKeptText(`note.${ideationId}`);
  const [count, setCount] = useState<number | null>(null);
  const [sure, setSure] = useState(false);
  const refusal = useWhy(why);
  const shown = ideas.filter((idea) => !idea.dismissed);
  const stays = ideas.filter((idea) => idea.favourite || idea.revision > 1).length;
  const kept = shown.filter((idea) => idea.favourite).length;
  const dismissed = ideas.length - shown.length;
  const wanted = count ?? usual;

  const ask = async (mode: "more" | "regenerate") => {
    const trimmed = note.trim();
    const taken = await onAsk({
      mode,
      count: wanted,
      ...(trimmed && { note: trimmed }),
      ...(like && { basedOn: like.artifactId }),
    });
    if (!taken) return;
    setNote("");
    onLike(null);
  };
  const more = () => {
    if (why === null && !busy) void ask("more");
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    more();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      more();
    }
  };

  return (
    <section className={classes.next} aria-labelledby="next-round" data-testid="next-round">
      <div>
        <h2 id="next-round">{t("ideation.next.title")}</h2>
        {(kept > 0 || dismissed > 0) && (
          <p className={classes.steers} data-testid="steers">
            {[
              kept > 0 && t("ideation.next.kept", { count: kept }),
              dismissed > 0 && t("ideation.next.dismissed", { count: dismissed }),
            ]
              .filter(Boolean)
              .join(t("ideation.next.and"))}
            {t("ideation.next.steers")}
          </p>
        )}
      </div>
      <form onSubmit={onSubmit} onKeyDown={onKeyDown}>
        {like && (
          <p className={classes.like} data-testid="like">
            <span>
              <Sentence say={(title) => t("ideation.moreLike", { title })} texts={[like.title]} />
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t("ideation.next.notLike", { title: like.title })}
              onClick={() => onLike(null)}
            >
              <IconX size={14} />
            </ActionIcon>
          </p>
        )}
        <GrowingText
          ref={field}
          inputClass={classes.note}
          label={t("ideation.note")}
          description={t("ideation.noteHint")}
          placeholder={t("ideation.notePlaceholder")}
          least={2}
          most={8}
          maxLength={20_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-testid="note"
        />
        <div className={classes.row}>
          <NumberInput
            className={classes.count ?? ""}
            label={t("ideation.count")}
            value={wanted}
            onChange={(value) => setCount(Math.min(mostIdeas, Math.max(1, Number(value) || 1)))}
            min={1}
            max={mostIdeas}
            allowDecimal={false}
            allowNegative={false}
            data-testid="more-count"
          />
          <div className={classes.buttons}>
            <Button
              type="submit"
              variant={primary ? "filled" : "default"}
              loading={busy}
              data-testid="more"
              {...refusal.props}
            >
              {t("ideation.next.more", { count: wanted })}
            </Button>
            {shown.length > 0 && (
              <Button
                variant="default"
                onClick={() => setSure(true)}
                data-testid="regenerate"
                {...refusal.props}
              >
                {t("ideation.regenerate")}
              </Button>
            )}
            {refusal.words}
          </div>
        </div>
      </form>
      <Confirm
        opened={sure}
        title={t("ideation.regenerateTitle")}
        body={
          <span data-testid="regenerate-keeps">
            {t("ideation.regenerateKeeps", { count: stays })}
          </span>
        }
        confirm={t("ideation.regenerateConfirm")}
        busy={busy}
        onConfirm={() => {
          setSure(false);
          void ask("regenerate");
        }}
        onClose={() => setSure(false)}
      />
    </section>
  );
}
