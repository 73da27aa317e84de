import i18next, { type TFunction } from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";
import zh from "./zh.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export type Language = "zh" | "en";
export type Translate = TFunction;

const storageKey = "inkstream.language";

export function detectLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (remembered === "zh" || remembered === "en") return remembered;
  const first = preferred.find((tag) => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function currentLanguage(): Language {
  return i18next.language === "zh" ? "zh" : "en";
}

export async function startI18n(language?: Language): Promise<void> {
  const lng = language ?? detectLanguage(localStorage.getItem(storageKey), navigator.languages);
  i18next.on("languageChanged", showLanguage);
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: "en",
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
  });
}

export async function switchLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}

function showLanguage(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
