import type { OutlineDocument } from "../../api/types.ts";
import type { Translate } from "../../i18n/i18n.ts";
import { componentOf, elementOf, hasElements, type Component } from "./parts.ts";
import type { TextField } from "./texts.ts";

/** A part as people call it. */
export function partLabel(t: Translate, doc: OutlineDocument, part: string): string {
  const component = componentOf(part) ?? "title";
  const element = elementOf(part);
  if (element === null) return t(`outline.part.${component}`);
  const name = component === "characters" ? doc.components.characters?.[element]?.name : undefined;
  return name || t("outline.elementOf", { name: t(`outline.part.${component}`), n: element + 1 });
}

/** A field by its name, and by its element where there are several. */
export function fieldLabel(t: Translate, component: Component, field: TextField): string {
  const name = t(`outline.field.${field.member}`);
  if (field.element === null || !hasElements(component)) return name;
  return component === "synopsis_stages"
    ? t("outline.stageNumber", { n: field.element + 1 })
    : t("outline.ofCharacter", { n: field.element + 1, name });
}
