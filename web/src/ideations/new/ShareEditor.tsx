import { NumberInput, Slider } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { setShare } from "./shares.ts";
import classes from "./ShareEditor.module.css";

interface Props {
  readonly names: readonly string[];
  readonly shares: readonly number[];
  readonly onChange: (shares: readonly number[]) => void;
}

export function ShareEditor({ names, shares, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.editor} role="group" aria-label={t("new.shares")}>
      <div className={classes.bar} aria-hidden>
        {shares.map((share, i) => (
          <span key={names[i]} style={{ flexGrow: share }} data-tone={i} />
        ))}
      </div>
      {names.map((name, i) => {
        const change = (value: string | number) => onChange(setShare(shares, i, Number(value)));
        return (
          <div key={name} className={classes.row}>
            <span className={classes.name}>
              <i data-tone={i} aria-hidden />
              {name}
            </span>
            <Slider
              className={classes.slider}
              value={shares[i] ?? 0}
              onChange={change}
              label={null}
              size="sm"
              thumbLabel={t("new.share", { name })}
            />
            <NumberInput
              className={classes.number}
              value={shares[i] ?? 0}
              onChange={change}
              min={0}
              max={100}
              allowDecimal={false}
              allowNegative={false}
              suffix="%"
              hideControls
              size="xs"
              data-testid="share"
              aria-label={t("new.share", { name })}
            />
          </div>
        );
      })}
    </div>
  );
}
