import { useCallback, useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import { editName } from "../../ui/kept.ts";
import type { Component } from "../text/parts.ts";
import { ComponentEdit } from "./componentEdit.ts";

export interface Opened {
  readonly edit: ComponentEdit;
  /** Which element is being edited; null for the whole component. */
  readonly element: number | null;
}

interface EditOfComponent {
  readonly opened: Opened | null;
  readonly open: (element: number | null) => ComponentEdit;
  readonly close: () => void;
}

/** The editing of one component: one at a time, and opened again by itself when a reload cut it short. */
export function useComponentEdit(
  outlineId: string,
  component: Component,
  value: unknown,
  revision: number | undefined,
): EditOfComponent {
  const key = editName(outlineId, component);
  const create = (from: unknown, at: number) =>
    new ComponentEdit(
      {
        component,
        storage: localStorage,
        key,
        save: async (next, seen) =>
          (await api.editComponent(outlineId, component, next, seen)).revision,
      },
      from,
      at,
    );
  const [opened, setOpened] = useState<Opened | null>(() => {
    if (revision === undefined || !ComponentEdit.isKept(localStorage, key)) return null;
    const edit = create(value, revision);
    return { edit, element: firstChanged(edit) };
  });
  const edit = opened?.edit;

  useEffect(() => {
    if (edit && revision !== undefined) edit.adopt(value, revision);
  }, [edit, value, revision]);
  useEffect(() => {
    if (!edit) return;
    const onOnline = () => void edit.flush();
    addEventListener("online", onOnline);
    return () => {
      removeEventListener("online", onOnline);
      edit.close();
    };
  }, [edit]);

  return {
    opened,
    open: (element) => {
      const next = edit ?? create(value, revision ?? 0);
      setOpened({ edit: next, element });
      return next;
    },
    close: useCallback(() => setOpened(null), []),
  };
}

/** Where the writer was when the page was loaded again. */
function firstChanged(edit: ComponentEdit): number | null {
  const { texts, base } = edit.getSnapshot();
  const key = Object.keys({ ...base, ...texts }).find((name) => texts[name] !== base[name]);
  return key?.includes("/") ? Number(key.split("/")[0]) : null;
}
