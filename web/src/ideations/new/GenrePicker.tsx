import { Button, Drawer, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconPencil,
  IconPlus,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Genre } from "../../api/types.ts";
import { genreNames, shortGenre } from "../../ui/names.ts";
import { choiceOf, countBelow, mostGenres, toggleGenre, type GenrePath } from "./genreChoice.ts";
import classes from "./GenrePicker.module.css";
import { ShareBar } from "./ShareBar.tsx";

interface Props {
  readonly genres: readonly Genre[];
  readonly chosen: readonly GenrePath[];
  readonly shares: readonly number[];
  readonly onChoose: (chosen: readonly GenrePath[]) => void;
  readonly onShares: (shares: readonly number[]) => void;
  readonly error: string | undefined;
}

export function GenrePicker({ genres, chosen, shares, onChoose, onShares, error }: Props) {
  const { t } = useTranslation();
  const wide = useMediaQuery("(min-width: 48rem)", true, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState(false);
  const [open, setOpen] = useState<GenrePath>([]);
  const toggle = (path: GenrePath) => onChoose(toggleGenre(chosen, path));
  const levels = { genres, chosen, open, onOpen: setOpen, onToggle: toggle };
  const done = (
    <Button
      variant={wide ? "default" : "filled"}
      size="sm"
      onClick={() => setOpened(false)}
      data-testid="genres-done"
    >
      {t("new.genresDone")}
    </Button>
  );
  const counted = (
    <p className={classes.counted} aria-live="polite">
      {chosen.length === mostGenres
        ? t("new.genreFull")
        : t("new.genresCount", { n: chosen.length, most: mostGenres })}
    </p>
  );

  return (
    <section className={classes.picker} data-testid="genre-picker" aria-labelledby="genres-label">
      <div>
        <h2 id="genres-label" className={classes.label}>
          {t("new.genres")}
        </h2>
        <p className={classes.hint}>
          {chosen.length === 0 ? t("new.genresNone") : t("new.genresHint")}
        </p>
      </div>

      {chosen.length > 0 && (
        <ShareBar
          names={chosen.map((path) => shortGenre(genres, path))}
          paths={chosen.map((path) => genreNames(genres, path).join(" › "))}
          shares={shares}
          onChange={onShares}
          onRemove={(i) => onChoose(chosen.filter((_, at) => at !== i))}
        />
      )}

      {wide && opened ? (
        <div className={classes.panel}>
          <Columns {...levels} />
          <div className={classes.foot}>
            {counted}
            {done}
          </div>
        </div>
      ) : (
        <Button
          className={classes.add ?? ""}
          variant="default"
          size="sm"
          leftSection={
            chosen.length === 0 ? (
              <IconPlus size={16} stroke={1.6} />
            ) : (
              <IconPencil size={16} stroke={1.6} />
            )
          }
          onClick={() => setOpened(true)}
          data-testid="genres-open"
        >
          {chosen.length === 0 ? t("new.genresAdd") : t("new.genresChange")}
        </Button>
      )}
      {!wide && (
        <Drawer
          opened={opened}
          onClose={() => setOpened(false)}
          position="bottom"
          size="85%"
          title={t("new.genres")}
          closeButtonProps={{ "aria-label": t("app.close") }}
          classNames={{ body: classes.drawer ?? "" }}
        >
          <DrillDown {...levels} />
          <div className={classes.foot}>
            {counted}
            {done}
          </div>
        </Drawer>
      )}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

interface LevelProps {
  readonly genres: readonly Genre[];
  readonly chosen: readonly GenrePath[];
  /** The path whose children are shown last. */
  readonly open: GenrePath;
  readonly onOpen: (path: GenrePath) => void;
  readonly onToggle: (path: GenrePath) => void;
}

function childrenAt(genres: readonly Genre[], path: GenrePath): readonly Genre[] {
  return path.reduce<readonly Genre[]>(
    (level, name) => level.find((node) => node.name === name)?.children ?? [],
    genres,
  );
}

function Columns(props: LevelProps) {
  const { t } = useTranslation();
  const { genres, open } = props;
  const paths = [[], ...open.map((_, i) => open.slice(0, i + 1))];
  const deepest = useRef<HTMLDivElement>(null);
  useEffect(() => {
    deepest.current?.lastElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [open]);
  return (
    <div className={classes.columns} ref={deepest}>
      {paths.map((path) => {
        const nodes = childrenAt(genres, path);
        if (nodes.length === 0) return null;
        return (
          <ul
            key={path.join("/")}
            className={classes.column}
            aria-label={genreNames(genres, path).at(-1) ?? t("new.genreTop")}
          >
            {nodes.map((node) => (
              <Row key={node.name} node={node} path={[...path, node.name]} {...props} />
            ))}
          </ul>
        );
      })}
    </div>
  );
}

function DrillDown(props: LevelProps) {
  const { t } = useTranslation();
  const { genres, open, onOpen } = props;
  const above = open.slice(0, -1);
  return (
    <div className={classes.level}>
      {open.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconChevronLeft size={16} />}
          onClick={() => onOpen(above)}
          data-testid="genre-back"
        >
          {t("new.genreBack", {
            name: genreNames(genres, above).at(-1) ?? t("new.genreTop"),
          })}
        </Button>
      )}
      <ul className={classes.sheet}>
        {childrenAt(genres, open).map((node) => (
          <Row key={node.name} node={node} path={[...open, node.name]} {...props} />
        ))}
      </ul>
    </div>
  );
}

function Row({
  node,
  path,
  genres,
  chosen,
  open,
  onOpen,
  onToggle,
}: LevelProps & { readonly node: Genre; readonly path: GenrePath }) {
  const { t } = useTranslation();
  const name = genreNames(genres, path).at(-1) ?? node.name;
  const choice = choiceOf(chosen, path);
  const below = countBelow(chosen, path);
  const opens = node.children.length > 0;
  const isOpen = path.every((part, i) => open[i] === part);
  const why =
    choice.kind === "included"
      ? t("new.genreIncluded", { name: shortGenre(genres, choice.by) })
      : choice.kind === "full"
        ? t("new.genreFull")
        : undefined;

  return (
    <li className={classes.row} data-open={isOpen && opens} data-chosen={choice.kind === "chosen"}>
      {node.selectable && (
        <UnstyledButton
          role="checkbox"
          aria-checked={choice.kind === "chosen"}
          aria-disabled={why !== undefined}
          aria-label={why ? `${name}: ${why}` : t("new.genrePick", { name })}
          title={why}
          className={classes.check}
          data-testid="genre"
          data-genre={path.join("/")}
          onClick={() => onToggle(path)}
        >
          <span className={classes.box}>
            {choice.kind === "chosen" && <IconCheck size={13} stroke={3} />}
          </span>
          {!opens && (
            <span className={classes.name}>
              {name}
              {choice.kind === "included" && <small>{t("new.genreIncludedShort")}</small>}
            </span>
          )}
        </UnstyledButton>
      )}
      {opens && (
        <UnstyledButton
          className={classes.open}
          aria-expanded={isOpen}
          data-testid="genre-open"
          data-genre={path.join("/")}
          onClick={() => onOpen(path)}
        >
          <span className={classes.name}>{name}</span>
          {below > 0 && choice.kind !== "chosen" && (
            <span className={classes.below} title={t("new.genreBelow", { count: below })}>
              {below}
            </span>
          )}
          <IconChevronRight size={15} aria-hidden />
        </UnstyledButton>
      )}
    </li>
  );
}
