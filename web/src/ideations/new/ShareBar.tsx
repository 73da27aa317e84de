import { ActionIcon, NumberInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { moveBorder, setShare } from "./shares.ts";
import classes from "./ShareBar.module.css";

interface Props {
  readonly names: readonly string[];
  /** The whole path of each, for the pointer. */
  readonly paths: readonly string[];
  readonly shares: readonly number[];
  readonly onChange: (shares: readonly number[]) => void;
  readonly onRemove: (index: number) => void;
}

/** Per cent that one press of a key moves a border. */
const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  End: 100,
  Home: -100,
};

/** The chosen genres as one bar that is dragged at its borders, and the same as numbers. */
export function ShareBar({ names, paths, shares, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{
    readonly border: number;
    readonly from: number;
    readonly shares: readonly number[];
  } | null>(null);
  const borders = shares.slice(0, -1).map((_, i) => sum(shares.slice(0, i + 1)));

  const onPointerDown = (event: PointerEvent<HTMLElement>, border: number) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ border, from: event.clientX, shares });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag) return;
    const width = bar.current?.clientWidth ?? 1;
    const by = ((event.clientX - drag.from) / width) * 100;
    onChange(moveBorder(drag.shares, drag.border, by));
  };
  const onKeyDown = (event: KeyboardEvent, border: number) => {
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChange(moveBorder(shares, border, event.shiftKey ? step * 10 : step));
  };

  return (
    <div className={classes.shares} role="group" aria-label={t("new.shares")}>
      {shares.length > 1 && (
        <div ref={bar} className={classes.bar} data-testid="share-bar">
          {shares.map((share, i) => (
            <span
              key={paths[i]}
              className={classes.part}
              style={{ flexGrow: share }}
              data-tone={i}
              aria-hidden
            >
              <span>{names[i]}</span>
            </span>
          ))}
          {borders.map((at, i) => (
            <span
              key={i}
              className={classes.border}
              style={{ left: `${at}%` }}
              role="slider"
              tabIndex={0}
              aria-label={t("new.border", { left: names[i], right: names[i + 1] })}
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={at}
              aria-valuetext={t("new.borderValue", {
                left: names[i],
                leftShare: shares[i],
                right: names[i + 1],
                rightShare: shares[i + 1],
              })}
              data-testid="share-border"
              data-dragging={drag?.border === i}
              onPointerDown={(event) => onPointerDown(event, i)}
              onPointerMove={onPointerMove}
              onPointerUp={() => setDrag(null)}
              onPointerCancel={() => setDrag(null)}
              onKeyDown={(event) => onKeyDown(event, i)}
            />
          ))}
        </div>
      )}
      <ul className={classes.rows}>
        {names.map((name, i) => (
          <li key={paths[i]} className={classes.row}>
            <span className={classes.name} title={paths[i]}>
              <i data-tone={i} aria-hidden />
              {name}
            </span>
            {shares.length > 1 && (
              <NumberInput
                className={classes.number ?? ""}
                value={shares[i] ?? 0}
                onChange={(value) => onChange(setShare(shares, i, Number(value)))}
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
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="md"
              aria-label={t("new.genreRemove", { name })}
              onClick={() => onRemove(i)}
            >
              <IconX size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
