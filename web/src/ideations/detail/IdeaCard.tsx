import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconBookmark,
  IconBookmarkFilled,
  IconDots,
  IconListDetails,
  IconPencil,
  IconSparkles,
  IconTypography,
  IconX,
} from "@tabler/icons-react";
import { memo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { Idea } from "../../api/types.ts";
import { Byline } from "../../generation/Byline.tsx";
import { languageOf } from "../../ui/languageOf.ts";
import { shortcutKey } from "../../ui/shortcuts.ts";
import classes from "./Card.module.css";
import { keptIdeaEdit, type IdeaEdit } from "./ideaEdit.ts";
import { IdeaEditor } from "./IdeaEditor.tsx";

export interface CardActions {
  readonly mark: (idea: Idea, marks: { favourite?: boolean; dismissed?: boolean }) => void;
  readonly moreLike: (idea: Idea) => void;
  readonly newTitle: (idea: Idea) => void;
}

interface Props {
  readonly ideationId: string;
  readonly idea: Idea;
  readonly actions: CardActions;
  /** Why nothing new can be written now; null when it can. */
  readonly whyNotGenerate: string | null;
  /** The title that is being written for it in place of its own. */
  readonly nextTitle?: ReactNode;
}

export const IdeaCard = memo(function IdeaCard({
  ideationId,
  idea,
  actions,
  whyNotGenerate,
  nextTitle,
}: Props) {
  const { t } = useTranslation();
  // What it was when the editing began: the newer text must not slip under what is being typed.
  const [editing, setEditing] = useState<IdeaEdit | null>(() => keptIdeaEdit(ideationId, idea));
  const [merging, setMerging] = useState(false);
  const card = useRef<HTMLElement>(null);
  const navigate = useNavigate();

  const edit = () => setEditing({ from: idea, mine: { title: idea.title, body: idea.body } });

  if (editing) {
    const done = () => {
      setEditing(null);
      setMerging(false);
      // The hands stay where they were: on this card.
      requestAnimationFrame(() => card.current?.focus());
    };
    return (
      <article
        ref={card}
        className={classes.card}
        data-kind={merging ? "merging" : "editing"}
        data-testid="card"
        data-artifact-id={idea.artifactId}
      >
        <IdeaEditor
          ideationId={ideationId}
          edit={editing}
          onConflict={() => setMerging(true)}
          onDone={done}
        />
      </article>
    );
  }

  const keys: Readonly<Record<string, () => void>> = idea.dismissed
    ? { x: () => actions.mark(idea, { dismissed: false }) }
    : {
        f: () => actions.mark(idea, { favourite: !idea.favourite }),
        e: edit,
        r: () => whyNotGenerate === null && actions.newTitle(idea),
        s: () => whyNotGenerate === null && actions.moreLike(idea),
        o: () => void navigate(outlineOf(ideationId, idea)),
        x: () => actions.mark(idea, { dismissed: true }),
      };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = keys[shortcutKey(event.nativeEvent) ?? ""];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const titleId = `title-${idea.artifactId}`;

  return (
    <article
      ref={card}
      className={classes.card}
      data-kind={idea.dismissed ? "dismissed" : idea.favourite ? "kept" : "idea"}
      data-testid="card"
      data-artifact-id={idea.artifactId}
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {idea.favourite && !idea.dismissed && <span className={classes.ribbon} aria-hidden />}
      <Byline
        by={idea.by}
        state={nextTitle === undefined ? undefined : t("ideation.titleBeingWritten")}
      />
      <div lang={languageOf(idea.title + idea.body)}>
        <h3 id={titleId} className={classes.title}>
          {nextTitle ?? idea.title}
        </h3>
        <p className={`${classes.body ?? ""} written`}>{idea.body}</p>
      </div>
      <div className={classes.actions}>
        {idea.dismissed ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={16} stroke={1.6} />}
            data-testid="restore"
            onClick={() => actions.mark(idea, { dismissed: false })}
          >
            {t("ideation.restore")}
          </Button>
        ) : (
          <>
            <Button
              variant="subtle"
              color={idea.favourite ? "seal" : "gray"}
              size="compact-sm"
              leftSection={
                idea.favourite ? (
                  <IconBookmarkFilled size={16} />
                ) : (
                  <IconBookmark size={16} stroke={1.6} />
                )
              }
              aria-pressed={idea.favourite}
              data-testid="favourite"
              onClick={() => actions.mark(idea, { favourite: !idea.favourite })}
            >
              {idea.favourite ? t("ideation.kept") : t("ideation.keep")}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconPencil size={16} stroke={1.6} />}
              data-testid="edit"
              onClick={edit}
            >
              {t("ideation.edit")}
            </Button>
            <Button
              component={Link}
              to={outlineOf(ideationId, idea)}
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconListDetails size={16} stroke={1.6} />}
              aria-label={t("ideation.outlineThis", { title: idea.title })}
              data-testid="outline"
            >
              {t("ideation.outline")}
            </Button>
            <span className={classes.rest}>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t("ideation.moreWith", { title: idea.title })}
                    data-testid="card-menu"
                  >
                    <IconDots size={18} stroke={1.6} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {whyNotGenerate !== null && (
                    <Menu.Label className={classes.menuWhy ?? ""}>{whyNotGenerate}</Menu.Label>
                  )}
                  <Menu.Item
                    leftSection={<IconSparkles size={16} stroke={1.6} />}
                    disabled={whyNotGenerate !== null}
                    data-testid="more-like"
                    onClick={() => actions.moreLike(idea)}
                  >
                    {t("ideation.moreLikeThis")}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconTypography size={16} stroke={1.6} />}
                    disabled={whyNotGenerate !== null}
                    data-testid="new-title"
                    onClick={() => actions.newTitle(idea)}
                  >
                    {t("ideation.newTitle")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t("ideation.dismissThis", { title: idea.title })}
                title={t("ideation.dismiss")}
                data-testid="dismiss"
                onClick={() => actions.mark(idea, { dismissed: true })}
              >
                <IconX size={18} stroke={1.6} />
              </ActionIcon>
            </span>
          </>
        )}
      </div>
    </article>
  );
});

/** Where an outline of that idea begins. */
function outlineOf(ideationId: string, idea: Idea): string {
  return `/outlines/new?ideation=${ideationId}&idea=${idea.artifactId}`;
}
