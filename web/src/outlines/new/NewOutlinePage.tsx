import { Anchor, NumberInput, Title } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { api } from "../../api/client.ts";
import type { Idea } from "../../api/types.ts";
import { DemoHint } from "../../generation/DemoHint.tsx";
import classes from "../../generation/Form.module.css";
import { ChoicesFailed, FormFooter } from "../../generation/FormFooter.tsx";
import { LanguageField, Left, ModelField, mostText } from "../../generation/FormFields.tsx";
import { useStartForm } from "../../generation/useStartForm.ts";
import { fieldText } from "../../i18n/errorText.ts";
import { GrowingText } from "../../ui/GrowingText.tsx";
import { keepRanges } from "../../ui/keepRanges.ts";
import { languageOf } from "../../ui/languageOf.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useTitle } from "../../ui/useTitle.ts";
import { formOf } from "../text/episodes.ts";
import own from "./NewOutlinePage.module.css";
import {
  forgetOutlineDraft,
  loadOutlineDraft,
  longestEpisode,
  mostEpisodes,
  outlineRequest,
  saveOutlineDraft,
  within,
} from "./outlineDraft.ts";

export default function NewOutlinePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const ideation = search.get("ideation");
  const ideaId = search.get("idea");
  useTitle(t("newOutline.title"));
  const models = useFetched(api.models);
  const found = useFetched(
    useCallback(
      async (signal: AbortSignal): Promise<Idea | "own" | "gone"> => {
        if (ideation === null || ideaId === null) return "own";
        const { ideas } = await api.ideation(ideation, signal);
        return ideas.find(({ artifactId }) => artifactId === ideaId) ?? "gone";
      },
      [ideation, ideaId],
    ),
  );
  const [draft, setDraft] = useState(() => loadOutlineDraft());
  useEffect(() => saveOutlineDraft(draft), [draft]);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));

  const fromIdea = ideation !== null && ideaId !== null;
  const idea = typeof found.data === "object" ? found.data : null;
  const model =
    models.data?.find((m) => m.name === draft.model) ?? models.data?.find((m) => m.isDefault);
  const tooLong =
    draft.text.length > mostText
      ? t("form.tooLong", { count: draft.text.length - mostText })
      : undefined;
  const language =
    draft.language ??
    (languageOf(idea ? idea.title + idea.body : draft.text || t("app.tagline")) === "en"
      ? "en"
      : "zh");
  const why =
    !models.data || (fromIdea && !found.data)
      ? t("form.waitOptions")
      : fromIdea && !idea
        ? t("newOutline.whyGone")
        : !fromIdea && draft.text.trim() === ""
          ? t("newOutline.whyEmpty")
          : tooLong !== undefined
            ? t("form.whyTooLong")
            : null;
  const { form, error, starting, handlers } = useStartForm(
    () =>
      why === null
        ? outlineRequest({ ...draft, language }, fromIdea ? ideaId : null, model?.name)
        : null,
    async (body, key) => {
      const created = await api.createOutline(body, key);
      forgetOutlineDraft();
      await navigate(`/outlines/${created.id}`);
    },
  );
  const wrong = (field: string) => fieldText(t, error, field);
  const kind = formOf(draft.totalEpisodes, draft.episodeDuration);
  const failed = models.error ?? (fromIdea ? found.error : null);

  return (
    <form ref={form} className={classes.form} data-testid="new-outline" {...handlers}>
      <header>
        <Title order={1} className={classes.title}>
          {t("newOutline.title")}
        </Title>
        <p className={classes.lead}>{t("newOutline.lead")}</p>
      </header>

      {failed && (
        <ChoicesFailed
          error={failed}
          again={() => {
            models.again();
            found.again();
          }}
        />
      )}

      {fromIdea ? (
        <section className={own.source} aria-labelledby="source" data-testid="source">
          <h2 id="source" className={classes.label}>
            {t("newOutline.idea")}
          </h2>
          {idea ? (
            <div lang={languageOf(idea.title + idea.body)}>
              <p className={own.ideaTitle}>{idea.title}</p>
              <p className={`${own.ideaBody ?? ""} written`}>{idea.body}</p>
            </div>
          ) : (
            <p className={classes.hint}>
              {found.data === "gone" ? t("newOutline.gone") : t("app.loading")}
            </p>
          )}
          <Anchor component={Link} to={`/ideations/${ideation}`} size="sm">
            {t("newOutline.otherIdea")}
          </Anchor>
        </section>
      ) : (
        <div className={classes.field}>
          <GrowingText
            inputClass={classes.manuscript}
            label={t("newOutline.text")}
            description={t("newOutline.textHint")}
            placeholder={t("newOutline.textPlaceholder")}
            least={6}
            most={20}
            lang={languageOf(draft.text)}
            value={draft.text}
            onChange={(event) => change({ text: event.currentTarget.value })}
            error={tooLong ?? wrong("sourceText")}
            data-testid="source-text"
          />
          <Left text={draft.text} />
        </div>
      )}

      <div className={classes.field}>
        <div className={own.length}>
          <NumberInput
            label={t("newOutline.episodes")}
            value={draft.totalEpisodes}
            onChange={(value) => change({ totalEpisodes: within(Number(value), mostEpisodes) })}
            min={1}
            max={mostEpisodes}
            allowDecimal={false}
            allowNegative={false}
            error={wrong("totalEpisodes")}
            data-testid="episodes"
          />
          <NumberInput
            label={t("newOutline.minutes")}
            value={draft.episodeDuration}
            onChange={(value) => change({ episodeDuration: within(Number(value), longestEpisode) })}
            min={1}
            max={longestEpisode}
            allowDecimal={false}
            allowNegative={false}
            error={wrong("episodeDuration")}
            data-testid="minutes"
          />
        </div>
        <p className={classes.hint} data-testid="form-hint">
          {kind === null ? t("newOutline.form.none") : t(`newOutline.form.${kind}`)}{" "}
          {keepRanges(t("newOutline.form.usual"))}
        </p>
      </div>

      <div className={own.choices}>
        <LanguageField
          label={t("newOutline.language")}
          value={language}
          onChange={(chosen) => change({ language: chosen })}
        />
        <ModelField
          models={models.data ?? undefined}
          model={model}
          wait={models.error ? "–" : t("form.waitOptions")}
          error={wrong("model")}
          onChange={(name) => change({ model: name })}
        />
      </div>
      {model?.provider === "demo" && <DemoHint />}

      <FormFooter start={t("newOutline.start")} why={why} starting={starting} error={error} />
    </form>
  );
}
