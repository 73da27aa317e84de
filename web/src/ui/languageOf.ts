/** The language that a text is in, for fonts, line breaks and screen readers: a page in English may hold Chinese ideas. */
export function languageOf(text: string): "zh-CN" | "en" {
  return /\p{Script=Han}/u.test(text) ? "zh-CN" : "en";
}
