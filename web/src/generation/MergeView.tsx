import { Button, Group, TextInput } from "@mantine/core";
import {
  Fragment,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ChangeEvent,
  type KeyboardEvent,
  type SyntheticEvent,
} from "react";
import { useTranslation } from "react-i18next";
import { firstMerge } from "./firstMerge.ts";
import { GrowingText } from "../ui/GrowingText.tsx";
import { isComposing, isSubmitKey } from "../ui/ime.ts";
import { languageOf } from "../ui/languageOf.ts";
import { SayWhy } from "../ui/SayWhy.tsx";
import { diffTexts, type Stretch } from "../ui/textDiff.ts";
import classes from "./MergeView.module.css";

/** One text of what two people changed, as it was, and as each of them has it. */
export interface MergeField {
  readonly key: string;
  readonly label: string;
  /** What the button says that takes it. */
  readonly use: string;
  readonly kind: "title" | "text";
  /** What is wrong with an empty one; null when it may be empty. */
  readonly needed: string | null;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

interface Props {
  readonly title: string;
  readonly fields: readonly MergeField[];
  readonly saving: boolean;
  readonly error: string | null;
  readonly onSave: (merged: Readonly<Record<string, string>>) => void;
  /** Lets go of what was typed here; the other text stands already. */
  readonly onGiveUp: () => void;
}

/** Two texts, what differs marked in both, and the third that the writer makes of them. */
export function MergeView({ title, fields, saving, error, onSave, onGiveUp }: Props) {
  const { t } = useTranslation();
  const [merged, setMerged] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map((field) => [field.key, firstMerge(field)])),
  );
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const lacking = ({ key, needed }: MergeField) =>
    needed !== null && merged[key]?.trim() === "" ? needed : null;
  const why = fields.map(lacking).find((needed) => needed !== null) ?? null;
  const diffs = useMemo(() => fields.map(({ mine, theirs }) => diffTexts(mine, theirs)), [fields]);
  const change = (key: string, text: string) => setMerged({ ...merged, [key]: text });

  const save = () => {
    if (!saving && why === null) onSave(merged);
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
          {title}
        </h3>
        <p className={classes.lead}>{t("generation.conflictBody")}</p>
      </div>
      <div className={classes.versions}>
        {(["mine", "theirs"] as const).map((side, i) => (
          <section
            key={side}
            className={classes.version}
            data-side={side}
            aria-label={t(`generation.${side}`)}
          >
            <span className={classes.label}>{t(`generation.${side}`)}</span>
            {fields.map((field, n) => (
              <Fragment key={field.key}>
                {fields.length > 2 && <span className={classes.fieldName}>{field.label}</span>}
                <p
                  className={
                    field.kind === "title"
                      ? classes.versionTitle
                      : `${classes.versionBody ?? ""} written`
                  }
                  lang={languageOf(field[side])}
                >
                  <Marked stretches={diffs[n]?.[i] ?? []} />
                </p>
              </Fragment>
            ))}
            <Group gap="xs">
              {fields
                // What is the same in both needs no choosing.
                .filter(({ mine, theirs }) => mine !== theirs)
                .map((field) => (
                  <Button
                    key={field.key}
                    size="compact-sm"
                    variant="default"
                    data-testid={`use-${side}-${field.key}`}
                    onClick={() => change(field.key, field[side])}
                  >
                    {field.use}
                  </Button>
                ))}
            </Group>
          </section>
        ))}
      </div>
      <fieldset className={`${classes.merged ?? ""} bare`}>
        <legend className={classes.label}>{t("generation.merged")}</legend>
        {fields.map((field) => {
          const shared = {
            label: field.label,
            lang: languageOf(merged[field.key] ?? ""),
            value: merged[field.key] ?? "",
            onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
              change(field.key, event.currentTarget.value),
            error: lacking(field) !== null,
            // What would be typed now is in no request, and this view closes when it is answered.
            readOnly: saving,
            "data-testid": `merged-${field.key}`,
          };
          return field.kind === "title" ? (
            <TextInput key={field.key} {...shared} />
          ) : (
            <GrowingText key={field.key} least={3} {...shared} />
          );
        })}
      </fieldset>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Group gap="xs" align="flex-start">
        <SayWhy why={why}>
          {(props) => (
            <Button
              type="submit"
              size="sm"
              variant="outline"
              {...props}
              loading={saving}
              data-testid="save-merged"
            >
              {t("generation.saveMerged")}
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
          {t("generation.takeTheirs")}
        </Button>
      </Group>
    </form>
  );
}

/** A text with what differs underlined. */
export function Marked({ stretches }: { readonly stretches: readonly Stretch[] }) {
  return stretches.map(({ text, differs }, i) =>
    differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
  );
}
