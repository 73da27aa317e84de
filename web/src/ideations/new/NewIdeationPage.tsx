import { NumberInput, Title } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api } from "../../api/client.ts";
import { DemoHint } from "../../generation/DemoHint.tsx";
import classes from "../../generation/Form.module.css";
import { ChoicesFailed, FormFooter } from "../../generation/FormFooter.tsx";
import { LanguageField, Left, ModelField, mostText } from "../../generation/FormFields.tsx";
import { useStartForm } from "../../generation/useStartForm.ts";
import { fieldText } from "../../i18n/errorText.ts";
import { currentLanguage } from "../../i18n/i18n.ts";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { keepRanges } from "../../ui/keepRanges.ts";
import { readNames } from "../../ui/names.ts";
import { Choice } from "../../ui/Choice.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { clampCount, forgetDraft, loadDraft, mostIdeas, saveDraft } from "./formDraft.ts";
import { GenrePicker } from "./GenrePicker.tsx";
import { requestOf } from "./requestOf.ts";
import { equalShares } from "./shares.ts";

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
  useEffect(() => saveDraft(draft), [draft]);

  const change = useCallback((part: Partial<typeof draft>) => {
    setDraft((before) => ({ ...before, ...part }));
  }, []);

  const platforms = choices.data?.platforms ?? [];
  const platform = platforms.find((p) => p.value === draft.platform) ?? platforms[0];
  const models = choices.data?.models ?? [];
  const model = models.find((m) => m.name === draft.model) ?? models.find((m) => m.isDefault);
  // A choice that is not there yet says so where it will stand.
  const wait = choices.error ? "–" : t("form.waitOptions");
  const tooLong = (text: string) =>
    text.length > mostText ? t("form.tooLong", { count: text.length - mostText }) : undefined;
  const ideaTooLong = tooLong(draft.userInput);
  const requirementsTooLong = tooLong(draft.requirements);
  const why = !choices.data
    ? t("form.waitOptions")
    : (ideaTooLong ?? requirementsTooLong)
      ? t("form.whyTooLong")
      : null;

  const { form, error, starting, handlers } = useStartForm(
    () => (why === null && platform ? requestOf(draft, platform.value, model?.name) : null),
    async (body, key) => {
      const created = await api.createIdeation(body, key);
      forgetDraft();
      await navigate(`/ideations/${created.id}`);
    },
  );
  const wrong = (field: string) => fieldText(t, error, field);

  return (
    <form ref={form} className={classes.form} data-testid="new-ideation" {...handlers}>
      <header>
        <Title order={1} className={classes.title}>
          {t("new.title")}
        </Title>
        <p className={classes.lead}>{t("new.lead")}</p>
      </header>

      {choices.error && <ChoicesFailed error={choices.error} again={choices.again} />}

      <div className={classes.field}>
        <GrowingText
          inputClass={classes.manuscript}
          label={t("new.userInput")}
          description={t("new.userInputHint")}
          placeholder={t("new.userInputPlaceholder")}
          least={4}
          most={16}
          value={draft.userInput}
          onChange={(event) => change({ userInput: event.currentTarget.value })}
          error={ideaTooLong ?? wrong("userInput")}
          data-testid="user-input"
        />
        <Left text={draft.userInput} />
      </div>

      <div className={classes.field}>
        <Choice
          label={t("new.platform")}
          data-testid="platform"
          value={platform?.value ?? ""}
          onChange={(event) => change({ platform: event.currentTarget.value })}
          options={
            choices.data
              ? platforms.map((p) => ({
                  value: p.value,
                  label: currentLanguage() === "zh" ? p.value : p.label,
                }))
              : [{ value: "", label: wait }]
          }
          error={wrong("platform")}
          className={classes.narrow}
        />
        {platform && (
          <p className={classes.profile}>{keepRanges(platform.profile[currentLanguage()])}</p>
        )}
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
        <GrowingText
          inputClass={classes.manuscript}
          label={t("new.requirements")}
          description={t("new.requirementsHint")}
          placeholder={t("new.requirementsPlaceholder")}
          least={2}
          most={8}
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
        <LanguageField
          label={t("new.language")}
          value={draft.language}
          onChange={(language) => change({ language })}
        />
        <ModelField
          models={choices.data?.models}
          model={model}
          wait={wait}
          error={wrong("model")}
          onChange={(name) => change({ model: name })}
        />
      </div>
      {model?.provider === "demo" && <DemoHint />}

      <FormFooter
        start={t("new.start", { count: draft.count })}
        why={why}
        starting={starting}
        error={error}
      />
    </form>
  );
}
