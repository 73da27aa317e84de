import { Button, CloseButton, TextInput } from "@mantine/core";
import { IconBookmark, IconBookmarkFilled, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Genre } from "../api/types.ts";
import { Choice, type Option } from "../ui/Choice.tsx";
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
      <div className={classes.line}>
        <TextInput
          className={classes.search ?? ""}
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
        {narrows(filter) && (
          <Button variant="subtle" data-testid="filter-clear" onClick={onClear}>
            {t("library.filter.clear")}
          </Button>
        )}
      </div>
      <div className={classes.choices} data-testid="filters">
        <Filter
          label={t("library.filter.kind")}
          testId="filter-kind"
          value={filter.kind}
          any={t("library.filter.anyKind")}
          options={kinds.map((kind) => ({ value: kind, label: t(`library.filter.kinds.${kind}`) }))}
          onChange={(kind) => onChange({ kind: kind as LibraryFilter["kind"] })}
        />
        <Filter
          label={t("library.filter.platform")}
          testId="filter-platform"
          value={filter.platform}
          any={t("library.filter.anyPlatform")}
          options={platformsOf(names, filter.platform)}
          onChange={(platform) => onChange({ platform })}
        />
        <Filter
          label={t("library.filter.genre")}
          testId="filter-genre"
          value={filter.genre}
          any={t("library.filter.anyGenre")}
          options={genresOf(names, filter.genre)}
          onChange={(genre) => onChange({ genre })}
        />
        <Filter
          label={t("library.filter.status")}
          testId="filter-status"
          value={filter.status}
          any={t("library.filter.anyStatus")}
          options={statuses.map((status) => ({
            value: status,
            label: t(`library.state.${status}`),
          }))}
          onChange={(status) => onChange({ status })}
        />
        <Button
          className={classes.favourite ?? ""}
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
          className={classes.sort}
          aria-label={t("library.filter.sort")}
          data-testid="sort"
          value={filter.sort}
          options={sorts.map((sort) => ({ value: sort, label: t(`library.sort.${sort}`) }))}
          onChange={(event) => onChange({ sort: event.currentTarget.value as Sort })}
        />
      </div>
    </search>
  );
}

interface FilterProps {
  readonly label: string;
  readonly testId: string;
  readonly value: string;
  /** What leaves nothing out, in words. */
  readonly any: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

function Filter({ label, testId, value, any, options, onChange }: FilterProps) {
  return (
    <Choice
      className={classes.choice}
      aria-label={label}
      data-testid={testId}
      data-set={value !== "" || undefined}
      value={value}
      options={[{ value: "", label: any }, ...options]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What an address names is offered too, also while the names are still being read. */
function platformsOf(names: Names | null, chosen: string): readonly Option[] {
  const values = names?.platforms.map((platform) => platform.value) ?? [];
  const offered = chosen && !values.includes(chosen) ? [chosen, ...values] : values;
  return offered.map((value) => ({ value, label: platformName(names?.platforms ?? null, value) }));
}

const shownLevels = 3;

function genresOf(names: Names | null, chosen: string): readonly Option[] {
  const all: Option[] = [];
  const visit = (genres: readonly Genre[], above: readonly string[]) => {
    for (const genre of genres) {
      const path = [...above, genre.name];
      if (path.length > shownLevels) continue;
      all.push(option(names, path));
      visit(genre.children, path);
    }
  };
  visit(names?.genres ?? [], []);
  const isThere = !chosen || all.some((genre) => genre.value === chosen);
  return isThere ? all : [option(names, chosen.split("/")), ...all];
}

function option(names: Names | null, path: readonly string[]): Option {
  const indent = "\u3000".repeat(Math.min(path.length, shownLevels) - 1);
  return {
    value: path.join("/"),
    label: indent + (genreNames(names?.genres ?? null, path).at(-1) ?? ""),
  };
}
