import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconBookmark,
  IconBookmarkFilled,
  IconPencil,
  IconSparkles,
  IconX,
} from "@tabler/icons-react";
import { memo, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { Idea } from "../../api/types.ts";
import { SayWhy } from "../../ui/SayWhy.tsx";
import classes from "./Card.module.css";
import { IdeaEditor } from "./IdeaEditor.tsx";

export interface CardActions {
  readonly mark: (idea: Idea, marks: { favourite?: boolean; dismissed?: boolean }) => void;
  readonly moreLike: (idea: Idea) => void;
}

interface Props {
  readonly ideationId: string;
  readonly idea: Idea;
  readonly actions: CardActions;
  /** Why nothing new can be written now; null when it can. */
  readonly whyNotGenerate: string | null;
}

export const IdeaCard = memo(function IdeaCard({
  ideationId,
  idea,
  actions,
  whyNotGenerate,
}: Props) {
  const { t } = useTranslation();
  // What it was when the editing began: the newer text must not slip under what is being typed.
  const [editing, setEditing] = useState<Idea | null>(null);

  if (editing) {
    return (
      <article
        className={classes.card}
        data-kind="editing"
        data-testid="card"
        data-artifact-id={idea.artifactId}
      >
        <IdeaEditor ideationId={ideationId} idea={editing} onDone={() => setEditing(null)} />
      </article>
    );
  }

  return (
    <article
      className={classes.card}
      data-kind={idea.dismissed ? "dismissed" : idea.favourite ? "kept" : "idea"}
      data-testid="card"
      data-artifact-id={idea.artifactId}
    >
      <h2 className={classes.title}>{idea.title}</h2>
      <p className={classes.body}>{idea.body}</p>
      <div className={classes.actions}>
        {idea.dismissed ? (
          <Action
            icon={IconArrowBackUp}
            label={t("ideation.restore")}
            testId="restore"
            onClick={() => actions.mark(idea, { dismissed: false })}
          />
        ) : (
          <>
            <Action
              icon={idea.favourite ? IconBookmarkFilled : IconBookmark}
              label={idea.favourite ? t("ideation.unkeep") : t("ideation.keep")}
              pressed={idea.favourite}
              testId="favourite"
              onClick={() => actions.mark(idea, { favourite: !idea.favourite })}
            />
            {idea.favourite && <span className={classes.label}>{t("ideation.kept")}</span>}
            <Action
              icon={IconPencil}
              label={t("ideation.edit")}
              testId="edit"
              onClick={() => setEditing(idea)}
            />
            <SayWhy why={whyNotGenerate}>
              {(props) => (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t("ideation.moreLikeThis")}
                  title={whyNotGenerate ? undefined : t("ideation.moreLikeThis")}
                  data-testid="more-like"
                  onClick={() => actions.moreLike(idea)}
                  {...props}
                >
                  <IconSparkles size={18} stroke={1.6} />
                </ActionIcon>
              )}
            </SayWhy>
            <span className={classes.space} />
            <Action
              icon={IconX}
              label={t("ideation.dismiss")}
              testId="dismiss"
              onClick={() => actions.mark(idea, { dismissed: true })}
            />
          </>
        )}
      </div>
    </article>
  );
});

function Action({
  icon: Icon,
  label,
  pressed,
  testId,
  onClick,
}: {
  readonly icon: ComponentType<{ size: number; stroke: number }>;
  readonly label: string;
  readonly pressed?: boolean;
  readonly testId: string;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color={pressed ? "seal" : "gray"}
        size="lg"
        aria-label={label}
        aria-pressed={pressed}
        data-testid={testId}
        onClick={onClick}
      >
        <Icon size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
