import { Button } from "@mantine/core";
import { IconFileDescription } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { IdeationRound } from "../../api/types.ts";
import { currentLanguage, type Translate } from "../../i18n/i18n.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { relativeTime } from "../../ui/relativeTime.ts";
import { Sentence } from "../../ui/Sentence.tsx";
import { useNow } from "../../ui/useNow.ts";
import classes from "./RoundHeading.module.css";

interface Props {
  readonly round: IdeationRound;
  readonly number: number;
  readonly onHowMade: (transformId: string) => void;
}

const aMinute = 60_000;

/** Which round it is, when and by which model it was written, and what the writer had said to it. */
export function RoundHeading({ round, number, onHowMade }: Props) {
  const { t } = useTranslation();
  const now = useNow(aMinute);
  const at = new Date(round.createdAt);
  const mode = modeText(t, round);
  return (
    <header className={classes.heading}>
      <div className={classes.line}>
        <h2 id={`round-${round.number}`}>{t("ideation.round", { n: number })}</h2>
        <p className={classes.meta}>
          <time dateTime={round.createdAt} title={at.toLocaleString(currentLanguage())}>
            {relativeTime(round.createdAt, now, currentLanguage())}
          </time>
          <span>{round.model}</span>
          {mode && <span>{mode}</span>}
        </p>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFileDescription size={15} stroke={1.6} />}
          onClick={() => onHowMade(round.transformId)}
          data-testid="how-made"
        >
          {t("run.title")}
        </Button>
      </div>
      {round.note && (
        <p className={classes.note}>
          <span className={classes.who}>{t("generation.yourNote")}</span>
          <span lang={languageOf(round.note)}>{round.note}</span>
        </p>
      )}
    </header>
  );
}

function modeText(t: Translate, { mode, basedOn }: IdeationRound): ReactNode {
  const like = basedOn ? (
    <Sentence say={(title) => t("ideation.mode.like", { title })} texts={[basedOn]} />
  ) : null;
  switch (mode) {
    case "more":
      return like ?? t("ideation.mode.more");
    case "regenerate":
      return (
        <>
          {t("ideation.mode.regenerate")}
          {like && t("ideation.mode.and")}
          {like}
        </>
      );
    case "missing":
      return t("ideation.mode.missing");
    default:
      return null;
  }
}
