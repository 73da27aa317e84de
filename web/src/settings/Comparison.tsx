import { diffTexts, type Stretch } from "../ui/textDiff.ts";
import classes from "./SettingsPage.module.css";

interface Props {
  readonly older: string;
  readonly newer: string;
  readonly olderName: string;
  readonly newerName: string;
  readonly language: string;
}

/** Two texts beside each other, with what is not in the other marked in each. */
export function Comparison({ older, newer, olderName, newerName, language }: Props) {
  const [left, right] = diffTexts(older, newer);
  return (
    <div className={classes.comparison} data-testid="comparison">
      <Side name={olderName} stretches={left} language={language} />
      <Side name={newerName} stretches={right} language={language} />
    </div>
  );
}

interface SideProps {
  readonly name: string;
  readonly stretches: readonly Stretch[];
  readonly language: string;
}

function Side({ name, stretches, language }: SideProps) {
  return (
    <section aria-label={name}>
      <h4 className={classes.side}>{name}</h4>
      <p className={classes.compared} lang={language}>
        {stretches.map(({ text, differs }, i) =>
          differs ? <mark key={i}>{text}</mark> : <span key={i}>{text}</span>,
        )}
      </p>
    </section>
  );
}
