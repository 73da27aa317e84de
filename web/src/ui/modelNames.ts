import type { ModelInfo } from "../api/types.ts";
import type { Translate } from "../i18n/i18n.ts";

/** The demo model has a name in words; any other is called what the writer called it. */
export function modelName(t: Translate, { name, provider }: ModelInfo): string {
  return provider === "demo" ? t("form.modelDemo") : name;
}

/** What the built-in demo model is called where only the name is known (the server's DemoName). */
const demo = "demo";

/** The same for what tells of a model that may not be there any more. */
export function recordedModelName(t: Translate, name: string): string {
  return name === demo ? t("form.modelDemo") : name;
}

/** How a model is reached, and which one it is there; nothing to say of the demo model. */
export function modelOrigin(t: Translate, { provider, model }: ModelInfo): string {
  if (provider === "demo") return "";
  const reached = t(`form.provider.${provider === "anthropic" ? "anthropic" : "openai"}`);
  return [reached, model].filter(Boolean).join(" · ");
}
