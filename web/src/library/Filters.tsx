import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { IconBookmark, IconBookmarkFilled, IconSearch } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Genre } from "../api/types.ts";
import { genreNames, platformName, type Names } from "../ui/names.ts";
import classes from "./Filters.module.css";
import {
  kinds,
  longestSearch,
  narrows,
  sorts,
  statuses,
  type LibraryFilter,
  type Sort,
} from "./filter.ts";

interface Props {
  readonly filter: LibraryFilter;
  readonly names: Names | null;
  readonly onChange: (change: Partial<LibraryFilter>) => void;
  readonly onClear: () => void;
}

/** How the shelf is looked at. Native controls: at home under any thumb and any keyboard. */
export function Filters({ filter, names, onChange, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <search className={classes.filters} aria-label={t("library.filter.all")}>
      <TextInput
        type="search"
        aria-label={t("library.search")}
        placeholder={t("library.search")}
        maxLength={longestSearch}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        rightSection={
          filter.q && (
            <CloseButton
              aria-label={t("library.searchClear")}
              onClick={() => onChange({ q: "" })}
            />
          )
        }
        value={filter.q}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
        data-testid="search"
      />
      <div className={classes.choices}>
        <Choice
          label={t("library.filter.kind")}
          testId="filter-kind"
          value={filter.kind}
          onChange={(kind) => onChange({ kind: kind as LibraryFilter["kind"] })}
        >
          <option value="">{t("library.filter.anyKind")}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`library.filter.kinds.${kind}`)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t("library.filter.platform")}
          testId="filter-platform"
          value={filter.platform}
          onChange={(platform) => onChange({ platform })}
        >
          <option value="">{t("library.filter.anyPlatform")}</option>
          {platformsOf(names, filter.platform).map((value) => (
            <option key={value} value={value}>
              {platformName(names?.platforms ?? null, value)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t("library.filter.genre")}
          testId="filter-genre"
          value={filter.genre}
          onChange={(genre) => onChange({ genre })}
        >
          <option value="">{t("library.filter.anyGenre")}</option>
          {genresOf(names, filter.genre).map(({ path, text }) => (
            <option key={path} value={path}>
              {text}
            </option>
          ))}
        </Choice>
        <Choice
          label={t("library.filter.status")}
          testId="filter-status"
          value={filter.status}
          onChange={(status) => onChange({ status })}
        >
          <option value="">{t("library.filter.anyStatus")}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {t(`library.state.${status}`)}
            </option>
          ))}
        </Choice>
        <Button
          variant={filter.favourite ? "light" : "default"}
          aria-pressed={filter.favourite}
          data-testid="filter-favourite"
          leftSection={
            filter.favourite ? (
              <IconBookmarkFilled size={16} />
            ) : (
              <IconBookmark size={16} stroke={1.6} />
            )
          }
          onClick={() => onChange({ favourite: !filter.favourite })}
        >
          {t("library.filter.favourites")}
        </Button>
        <Choice
          label={t("library.filter.sort")}
          testId="sort"
          className={classes.sort}
          value={filter.sort}
          onChange={(sort) => onChange({ sort: sort as Sort })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`library.sort.${sort}`)}
            </option>
          ))}
        </Choice>
        {narrows(filter) && (
          <Button variant="subtle" data-testid="filter-clear" onClick={onClear}>
            {t("library.filter.clear")}
          </Button>
        )}
      </div>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly testId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Set for what is no filter. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

function Choice({ label, testId, value, onChange, className, children }: ChoiceProps) {
  return (
    <NativeSelect
      className={className ?? classes.choice ?? ""}
      aria-label={label}
      data-testid={testId}
      data-set={(!className && value !== "") || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {children}
    </NativeSelect>
  );
}

/** What an address names is offered too, also while the names are still being read. */
function platformsOf(names: Names | null, chosen: string): readonly string[] {
  const values = names?.platforms.map((platform) => platform.value) ?? [];
  return chosen && !values.includes(chosen) ? [chosen, ...values] : values;
}

const shownLevels = 3;

function genresOf(names: Names | null, chosen: string) {
  const all: { readonly path: string; readonly text: string }[] = [];
  const visit = (genres: readonly Genre[], above: readonly string[]) => {
    for (const genre of genres) {
      const path = [...above, genre.name];
      if (path.length > shownLevels) continue;
      all.push(option(names, path));
      visit(genre.children, path);
    }
  };
  visit(names?.genres ?? [], []);
  const isThere = !chosen || all.some((genre) => genre.path === chosen);
  return isThere ? all : [option(names, chosen.split("/")), ...all];
}

function option(names: Names | null, path: readonly string[]) {
  const indent = "\u3000".repeat(Math.min(path.length, shownLevels) - 1);
  return {
    path: path.join("/"),
    text: indent + (genreNames(names?.genres ?? null, path).at(-1) ?? ""),
  };
}
