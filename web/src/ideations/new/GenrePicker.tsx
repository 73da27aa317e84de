import { ActionIcon, Button, Modal, UnstyledButton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCheck, IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Genre } from "../../api/types.ts";
import { genreNames, shortGenre } from "../../ui/names.ts";
import { choiceOf, countBelow, toggleGenre, type GenrePath } from "./genreChoice.ts";
import classes from "./GenrePicker.module.css";
import { ShareEditor } from "./ShareEditor.tsx";

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

  return (
    <section className={classes.picker} data-testid="genre-picker" aria-labelledby="genres-label">
      <div className={classes.heading}>
        <span id="genres-label" className={classes.label}>
          {t("new.genres")}
        </span>
        <span className={classes.hint}>{t("new.genresHint")}</span>
      </div>

      {chosen.length === 0 ? (
        <p className={classes.none}>{t("new.genresNone")}</p>
      ) : (
        <ul className={classes.chosen}>
          {chosen.map((path) => (
            <li key={path.join("/")} className={classes.chip}>
              <span title={genreNames(genres, path).join(" › ")}>{shortGenre(genres, path)}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t("new.genreRemove", { name: shortGenre(genres, path) })}
                onClick={() => toggle(path)}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}

      {chosen.length > 1 && (
        <ShareEditor
          names={chosen.map((path) => shortGenre(genres, path))}
          shares={shares}
          onChange={onShares}
        />
      )}

      {wide ? (
        opened ? (
          <>
            <Columns {...levels} />
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpened(false)}
              className={classes.toggle}
            >
              {t("new.genresDone")}
            </Button>
          </>
        ) : (
          <Button
            variant="default"
            size="xs"
            onClick={() => setOpened(true)}
            className={classes.toggle}
            data-testid="genres-open"
          >
            {t("new.genresAdd")}
          </Button>
        )
      ) : (
        <>
          <Button
            variant="default"
            size="sm"
            onClick={() => setOpened(true)}
            className={classes.toggle}
            data-testid="genres-open"
          >
            {t("new.genresAdd")}
          </Button>
          <Modal
            opened={opened}
            onClose={() => setOpened(false)}
            fullScreen
            title={t("new.genres")}
            closeButtonProps={{ "aria-label": t("app.close") }}
          >
            <DrillDown {...levels} />
            <Button fullWidth mt="md" onClick={() => setOpened(false)}>
              {t("new.genresDone")}
            </Button>
          </Modal>
        </>
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
  const { genres, open } = props;
  const paths = [[], ...open.map((_, i) => open.slice(0, i + 1))];
  return (
    <div className={classes.columns}>
      {paths.map((path) => {
        const nodes = childrenAt(genres, path);
        if (nodes.length === 0) return null;
        return (
          <ul key={path.join("/")} className={classes.column}>
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
    <>
      {open.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          leftSection={<IconChevronLeft size={16} />}
          onClick={() => onOpen(above)}
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
    </>
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
          <span className={classes.box} data-included={choice.kind === "included"}>
            {choice.kind === "chosen" && <IconCheck size={13} stroke={3} />}
          </span>
          {!opens && <span className={classes.name}>{name}</span>}
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
