import type { ApiError } from "../api/errors.ts";
import en from "./en.json";
import type { Translate } from "./i18n.ts";

type ErrorCode = keyof typeof en.errors;

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(en.errors, code);
}

/** A sentence for a code; the server's own words only where this page knows none. */
export function codeText(t: Translate, code: string, detail?: string): string {
  if (isKnown(code) && code !== "withDetail" && code !== "unknown") return t(`errors.${code}`);
  const sentence = t("errors.unknown");
  return detail ? t("errors.withDetail", { sentence, detail }) : sentence;
}

export function errorText(t: Translate, error: ApiError): string {
  if (Object.keys(error.fields).length > 0) return t("errors.validation");
  return codeText(t, error.code, error.message);
}

function hasSentence(field: string): field is keyof typeof en.fields {
  return Object.hasOwn(en.fields, field);
}

/** What is wrong with a field, in the page's language: the server names the field, its own words are for programs. */
export function fieldText(t: Translate, error: ApiError | null, field: string): string | undefined {
  const told = error?.fields[field];
  return told !== undefined && hasSentence(field) ? t(`fields.${field}`) : told;
}
