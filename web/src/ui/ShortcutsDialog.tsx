import { Modal, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./ShortcutsDialog.module.css";
import { turnShortcuts, useShortcutsAreOn } from "./shortcuts.ts";

const groups = {
  anywhere: { help: "?", new: "N", library: "L", search: "/" },
  ideas: {
    next: "J",
    previous: "K",
    keep: "F",
    edit: "E",
    retitle: "R",
    like: "S",
    outline: "O",
    dismiss: "X",
    note: "M",
    stop: ".",
  },
  outlines: {
    next: "J",
    previous: "K",
    edit: "E",
    anew: "R",
    versions: "V",
    lock: "O",
    read: "B",
  },
  texts: { submit: "Ctrl Enter", leave: "Esc" },
} as const;

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const on = useShortcutsAreOn();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("keys.title")}
      centered
      closeButtonProps={{ "aria-label": t("app.close") }}
    >
      <div data-testid="shortcuts">
        <Group title={t("keys.anywhere.title")}>
          <Key name={t("keys.anywhere.help")} keys={groups.anywhere.help} />
          <Key name={t("keys.anywhere.new")} keys={groups.anywhere.new} />
          <Key name={t("keys.anywhere.library")} keys={groups.anywhere.library} />
          <Key name={t("keys.anywhere.search")} keys={groups.anywhere.search} />
        </Group>
        <Group title={t("keys.ideas.title")}>
          <Key name={t("keys.ideas.next")} keys={groups.ideas.next} />
          <Key name={t("keys.ideas.previous")} keys={groups.ideas.previous} />
          <Key name={t("keys.ideas.keep")} keys={groups.ideas.keep} />
          <Key name={t("keys.ideas.edit")} keys={groups.ideas.edit} />
          <Key name={t("keys.ideas.retitle")} keys={groups.ideas.retitle} />
          <Key name={t("keys.ideas.like")} keys={groups.ideas.like} />
          <Key name={t("keys.ideas.outline")} keys={groups.ideas.outline} />
          <Key name={t("keys.ideas.dismiss")} keys={groups.ideas.dismiss} />
          <Key name={t("keys.ideas.note")} keys={groups.ideas.note} />
          <Key name={t("keys.ideas.stop")} keys={groups.ideas.stop} />
        </Group>
        <Group title={t("keys.outlines.title")}>
          <Key name={t("keys.outlines.next")} keys={groups.outlines.next} />
          <Key name={t("keys.outlines.previous")} keys={groups.outlines.previous} />
          <Key name={t("keys.outlines.edit")} keys={groups.outlines.edit} />
          <Key name={t("keys.outlines.anew")} keys={groups.outlines.anew} />
          <Key name={t("keys.outlines.versions")} keys={groups.outlines.versions} />
          <Key name={t("keys.outlines.lock")} keys={groups.outlines.lock} />
          <Key name={t("keys.outlines.read")} keys={groups.outlines.read} />
        </Group>
        <Group title={t("keys.texts.title")}>
          <Key name={t("keys.texts.submit")} keys={groups.texts.submit} />
          <Key name={t("keys.texts.leave")} keys={groups.texts.leave} />
        </Group>
        <Switch
          className={classes.off ?? ""}
          label={t("keys.on")}
          description={t("keys.onHint")}
          checked={on}
          onChange={(event) => turnShortcuts(event.currentTarget.checked)}
          data-testid="shortcuts-on"
        />
      </div>
    </Modal>
  );
}

function Group({
  title,
  children,
}: {
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  return (
    <>
      <h3 className={classes.group}>{title}</h3>
      <dl className={classes.list}>{children}</dl>
    </>
  );
}

function Key({ name, keys }: { readonly name: string; readonly keys: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.split(" ").map((key) => (
          <span key={key}>
            <kbd>{key}</kbd>{" "}
          </span>
        ))}
      </dd>
    </div>
  );
}
