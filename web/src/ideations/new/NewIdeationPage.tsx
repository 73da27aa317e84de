import {
  Button,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Textarea,
  Title,
} from "@mantine/core";
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type SyntheticEvent,
  type KeyboardEvent,
} from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, newIdempotencyKey } from "../../api/client.ts";
import { asApiError, type ApiError } from "../../api/errors.ts";
import type { ModelInfo } from "../../api/types.ts";
import { errorText, fieldText } from "../../i18n/errorText.ts";
import { currentLanguage, type Translate } from "../../i18n/i18n.ts";
import { isComposing, isSubmitKey } from "../../ui/ime.ts";
import { readNames } from "../../ui/names.ts";
import { SayWhy } from "../../ui/SayWhy.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { DemoHint } from "./DemoHint.tsx";
import { clampCount, forgetDraft, loadDraft, mostIdeas, saveDraft } from "./formDraft.ts";
import { GenrePicker } from "./GenrePicker.tsx";
import classes from "./NewIdeationPage.module.css";
import { requestOf } from "./requestOf.ts";
import { equalShares } from "./shares.ts";

/** The most characters of a text that the server takes (its TextBounds). */
const mostText = 20_000;
/** From here on the writer is told how many are left. */
const nearlyFull = mostText - 1_000;

async function readChoices(signal: AbortSignal) {
  const [names, models] = await Promise.all([readNames(signal), api.models(signal)]);
  return { ...names, models };
}

export default function NewIdeationPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useTitle(t("new.title"));
  const choices = useFetched(readChoices);
  const [draft, setDraft] = useState(() => loadDraft(currentLanguage()));
  const [error, setError] = useState<ApiError | null>(null);
  const [starting, setStarting] = useState(false);
  const intent = useRef({ body: "", key: "" });
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => saveDraft(draft), [draft]);

  const change = useCallback((part: Partial<typeof draft>) => {
    setDraft((before) => ({ ...before, ...part }));
  }, []);

  const platforms = choices.data?.platforms ?? [];
  const platform = platforms.find((p) => p.value === draft.platform) ?? platforms[0];
  const models = choices.data?.models ?? [];
  const model = models.find((m) => m.name === draft.model) ?? models.find((m) => m.isDefault);
  // A choice that is not there yet says so where it will stand.
  const waiting = [{ value: "", label: choices.error ? "–" : t("new.waitOptions") }];
  const tooLong = (text: string) =>
    text.length > mostText ? t("new.tooLong", { count: text.length - mostText }) : undefined;
  const wrong = (field: string) => fieldText(t, error, field);
  const ideaTooLong = tooLong(draft.userInput);
  const requirementsTooLong = tooLong(draft.requirements);
  const why = !choices.data
    ? t("new.waitOptions")
    : (ideaTooLong ?? requirementsTooLong)
      ? t("new.whyTooLong")
      : null;

  const start = async () => {
    if (starting || why !== null || !platform) return;
    setStarting(true);
    setError(null);
    const body = requestOf(draft, platform.value, model?.name);
    // The same request keeps its key, so that a second try after a lost answer starts nothing twice.
    const written = JSON.stringify(body);
    if (intent.current.body !== written)
      intent.current = { body: written, key: newIdempotencyKey() };
    try {
      const created = await api.createIdeation(body, intent.current.key);
      forgetDraft();
      await navigate(`/ideations/${created.id}`);
    } catch (failure) {
      setError(asApiError(failure));
      setStarting(false);
    }
  };

  useEffect(() => {
    if (error)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]")?.focus();
  }, [error]);

  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    void start();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && isComposing(event)) event.preventDefault();
    else if (isSubmitKey(event)) {
      event.preventDefault();
      void start();
    }
  };

  return (
    <form
      ref={form}
      className={classes.form}
      data-testid="new-ideation"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
    >
      <header>
        <Title order={1} className={classes.title}>
          {t("new.title")}
        </Title>
        <p className={classes.lead}>{t("new.lead")}</p>
      </header>

      {choices.error && (
        <p className={classes.failure} role="alert">
          {t("new.optionsFailed")} {errorText(t, choices.error)}{" "}
          <Button variant="default" size="compact-sm" onClick={choices.again}>
            {t("app.retry")}
          </Button>
        </p>
      )}

      <div className={classes.field}>
        <Textarea
          classNames={{ input: classes.manuscript ?? "" }}
          label={t("new.userInput")}
          description={t("new.userInputHint")}
          placeholder={t("new.userInputPlaceholder")}
          autosize
          minRows={4}
          maxRows={16}
          value={draft.userInput}
          onChange={(event) => change({ userInput: event.currentTarget.value })}
          error={ideaTooLong ?? wrong("userInput")}
          data-testid="user-input"
        />
        <Left text={draft.userInput} />
      </div>

      <div className={classes.field}>
        <NativeSelect
          label={t("new.platform")}
          data-testid="platform"
          value={platform?.value ?? ""}
          onChange={(event) => change({ platform: event.currentTarget.value })}
          data={
            choices.data
              ? platforms.map((p) => ({
                  value: p.value,
                  label: currentLanguage() === "zh" ? p.value : p.label,
                }))
              : waiting
          }
          error={wrong("platform")}
          className={classes.narrow}
        />
        {platform && <p className={classes.profile}>{platform.profile[currentLanguage()]}</p>}
      </div>

      <GenrePicker
        genres={choices.data?.genres ?? []}
        chosen={draft.genres}
        shares={draft.shares}
        onChoose={(genres) => change({ genres, shares: equalShares(genres.length) })}
        onShares={(shares) => change({ shares })}
        error={wrong("genrePaths") ?? wrong("genreProportions")}
      />

      <div className={classes.field}>
        <Textarea
          classNames={{ input: classes.manuscript ?? "" }}
          label={t("new.requirements")}
          description={t("new.requirementsHint")}
          placeholder={t("new.requirementsPlaceholder")}
          autosize
          minRows={2}
          maxRows={8}
          value={draft.requirements}
          onChange={(event) => change({ requirements: event.currentTarget.value })}
          error={requirementsTooLong ?? wrong("requirements")}
          data-testid="requirements"
        />
        <Left text={draft.requirements} />
      </div>

      <div className={classes.row}>
        <NumberInput
          label={t("new.count")}
          value={draft.count}
          onChange={(value) => change({ count: clampCount(Number(value)) })}
          min={1}
          max={mostIdeas}
          allowDecimal={false}
          allowNegative={false}
          error={wrong("count")}
          data-testid="count"
        />
        <div>
          <span className={classes.label} id="language-label">
            {t("new.language")}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="language-label"
            value={draft.language}
            onChange={(language) => change({ language: language === "zh" ? "zh" : "en" })}
            data={[
              { value: "zh", label: t("new.languageZh") },
              { value: "en", label: t("new.languageEn") },
            ]}
            data-testid="output-language"
          />
        </div>
        <div className={classes.field}>
          <NativeSelect
            label={t("new.model")}
            value={model?.name ?? ""}
            onChange={(event) => change({ model: event.currentTarget.value })}
            data={
              choices.data
                ? models.map((m) => ({ value: m.name, label: modelName(t, m) }))
                : waiting
            }
            error={wrong("model")}
            data-testid="model"
          />
          {model && model.provider !== "demo" && <ModelState model={model} />}
        </div>
      </div>
      {model?.provider === "demo" && <DemoHint />}

      <footer className={classes.footer}>
        {error && (
          <p className={classes.failure} role="alert" tabIndex={-1} data-testid="failure">
            {errorText(t, error)}
          </p>
        )}
        <SayWhy why={why}>
          {(props) => (
            <Button type="submit" size="md" loading={starting} data-testid="start" {...props}>
              {t("new.start", { count: draft.count })}
            </Button>
          )}
        </SayWhy>
        {why === null && <span className={classes.keys}>{t("new.startHint")}</span>}
      </footer>
    </form>
  );
}

/** The demo model has a name in words; any other is called what the writer called it. */
function modelName(t: Translate, model: ModelInfo): string {
  const name = model.provider === "demo" ? t("new.modelDemo") : model.name;
  return model.isDefault ? t("new.modelDefault", { name }) : name;
}

/** How much room is left, once that matters. */
function Left({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  if (text.length < nearlyFull || text.length > mostText) return null;
  return <p className={classes.hint}>{t("new.left", { count: mostText - text.length })}</p>;
}

/** Which model a name stands for, and what it costs. */
function ModelState({ model }: { readonly model: ModelInfo }) {
  const { t, i18n } = useTranslation();
  const price = (value: number) =>
    new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(value);
  return (
    <p className={classes.hint} data-testid="model-state">
      {[model.provider, model.model].filter(Boolean).join(" · ")}
      {model.inputPrice != null && model.outputPrice != null && (
        <>
          <br />
          {t("new.prices", {
            input: price(model.inputPrice),
            output: price(model.outputPrice),
          })}
        </>
      )}
    </p>
  );
}
