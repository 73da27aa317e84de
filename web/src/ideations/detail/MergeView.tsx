import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { SayWhy } from "../../ui/SayWhy.tsx";
import { diffTexts, type Stretch } from "../../ui/textDiff.ts";
import classes from "./MergeView.module.css";

export interface Texts {
  readonly title: string;
  readonly body: string;
}

interface Props {
  /** What both began from. */
  readonly base: Texts;
  readonly mine: Texts;
  readonly theirs: Texts;
  readonly saving: boolean;
  readonly error: string | null;
  readonly onSave: (merged: Texts) => void;
  /** Lets go of what was typed here; the other text stands already. */
  readonly onGiveUp: () => void;
}

/** Where only one side changed a field, that side is meant; where both did, the writer's own comes first. */
export function firstMerge(base: Texts, mine: Texts, theirs: Texts): Texts {
  const pick = (field: keyof Texts) => (mine[field] === base[field] ? theirs : mine)[field];
  return { title: pick("title"), body: pick("body") };
}

/** Two texts of one idea, what differs marked in both, and the third that the writer makes of them. */
export function MergeView({ base, mine, theirs, saving, error, onSave, onGiveUp }: Props) {
  const { t } = useTranslation();
  const [merged, setMerged] = useState(() => firstMerge(base, mine, theirs));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const untitled = merged.title.trim() === "";
  const [mineTitle, theirsTitle] = diffTexts(mine.title, theirs.title);
  const [mineBody, theirsBody] = diffTexts(mine.body, theirs.body);

  const save = () => {
    if (!saving && !untitled) onSave(merged);
  };
  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      save();
    }
  };

  return (
    <form
      className={classes.merge}
      data-testid="conflict"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <div role="alert">
        <h3 ref={heading} tabIndex={-1}>
          {t("ideation.conflictTitle")}
        </h3>
        <p className={classes.lead}>{t("ideation.conflictBody")}</p>
      </div>
      <div className={classes.versions}>
        <Version
          side="mine"
          label={t("ideation.mine")}
          title={mineTitle}
          body={mineBody}
          texts={mine}
          other={theirs}
          onUse={(part) => setMerged({ ...merged, ...part })}
        />
        <Version
          side="theirs"
          label={t("ideation.theirs")}
          title={theirsTitle}
          body={theirsBody}
          texts={theirs}
          other={mine}
          onUse={(part) => setMerged({ ...merged, ...part })}
        />
      </div>
      <fieldset className={`${classes.merged ?? ""} bare`}>
        <legend className={classes.label}>{t("ideation.merged")}</legend>
        <TextInput
          label={t("ideation.titleField")}
          lang={languageOf(merged.title)}
          value={merged.title}
          onChange={(event) => setMerged({ ...merged, title: event.currentTarget.value })}
          error={untitled}
          data-testid="merged-title"
        />
        <Textarea
          label={t("ideation.bodyField")}
          autosize
          minRows={3}
          lang={languageOf(merged.body)}
          value={merged.body}
          onChange={(event) => setMerged({ ...merged, body: event.currentTarget.value })}
          data-testid="merged-body"
        />
      </fieldset>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Group gap="xs" align="flex-start">
        <SayWhy why={untitled ? t("ideation.titleNeeded") : null}>
          {(props) => (
            <Button
              type="submit"
              size="sm"
              variant="outline"
              {...props}
              loading={saving}
              data-testid="save-merged"
            >
              {t("ideation.saveMerged")}
            </Button>
          )}
        </SayWhy>
        <Button
          size="sm"
          variant="subtle"
          color="gray"
          onClick={onGiveUp}
          data-testid="take-theirs"
        >
          {t("ideation.takeTheirs")}
        </Button>
      </Group>
    </form>
  );
}

function Version({
  side,
  label,
  title,
  body,
  texts,
  other,
  onUse,
}: {
  readonly side: "mine" | "theirs";
  readonly label: string;
  readonly title: readonly Stretch[];
  readonly body: readonly Stretch[];
  readonly texts: Texts;
  /** What is the same in both needs no choosing. */
  readonly other: Texts;
  readonly onUse: (part: Partial<Texts>) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className={classes.version} data-side={side} aria-label={label}>
      <span className={classes.label}>{label}</span>
      <p className={classes.versionTitle} lang={languageOf(texts.title)}>
        <Marked stretches={title} />
      </p>
      <p className={`${classes.versionBody ?? ""} written`} lang={languageOf(texts.body)}>
        <Marked stretches={body} />
      </p>
      <Group gap="xs">
        {texts.title !== other.title && (
          <Button
            size="compact-sm"
            variant="default"
            data-testid={`use-${side}-title`}
            onClick={() => onUse({ title: texts.title })}
          >
            {t("ideation.useTitle")}
          </Button>
        )}
        {texts.body !== other.body && (
          <Button
            size="compact-sm"
            variant="default"
            data-testid={`use-${side}-body`}
            onClick={() => onUse({ body: texts.body })}
          >
            {t("ideation.useBody")}
          </Button>
        )}
      </Group>
    </section>
  );
}

function Marked({ stretches }: { readonly stretches: readonly Stretch[] }) {
  return stretches.map(({ text, differs }, i) =>
    differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
  );
}
