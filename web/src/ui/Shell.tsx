import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconKeyboard, IconMoon, IconSun } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, ScrollRestoration, useNavigate } from "react-router";
import { currentLanguage, switchLanguage } from "../i18n/i18n.ts";
import { languageOf } from "./languageOf.ts";
import { backToLibrary } from "./libraryPlace.ts";
import classes from "./Shell.module.css";
import { useShortcuts } from "./shortcuts.ts";

const ShortcutsDialog = lazy(() => import("./ShortcutsDialog.tsx"));

export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const dark = scheme === "dark";
  const [helping, setHelping] = useState(false);

  useShortcuts(
    useMemo(
      () => ({
        "?": () => setHelping(true),
        n: () => void navigate("/new"),
        l: () => {
          const { to, ...how } = backToLibrary();
          void navigate(to, how);
        },
        "/": () => document.querySelector<HTMLElement>("[type=search]")?.focus(),
      }),
      [navigate],
    ),
  );

  return (
    <div className={classes.page}>
      <a className={classes.skip} href="#main">
        {t("app.skip")}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <span className={classes.seal} aria-hidden />
          <span className={classes.name}>{t("app.name")}</span>
          <span className={classes.tagline}>{t("app.tagline")}</span>
        </Link>
        <div className={classes.tools}>
          <Button
            className={classes.language ?? ""}
            variant="subtle"
            color="gray"
            size="compact-sm"
            fw={500}
            data-testid="language"
            aria-label={t("app.languageLabel")}
            onClick={() => void switchLanguage(currentLanguage() === "zh" ? "en" : "zh")}
          >
            <span lang={languageOf(t("app.language"))}>{t("app.language")}</span>
          </Button>
          <ActionIcon
            component={Link}
            to="/settings"
            variant="subtle"
            color="gray"
            size="lg"
            data-testid="to-settings"
            aria-label={t("settings.title")}
            title={t("settings.title")}
          >
            <IconAdjustmentsHorizontal size={18} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            className={classes.keys ?? ""}
            variant="subtle"
            color="gray"
            size="lg"
            data-testid="keys"
            data-keys
            aria-label={t("keys.title")}
            title={t("keys.title")}
            onClick={() => setHelping(true)}
          >
            <IconKeyboard size={18} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            data-testid="theme"
            aria-label={dark ? t("app.toLight") : t("app.toDark")}
            title={dark ? t("app.toLight") : t("app.toDark")}
            onClick={() => setColorScheme(dark ? "light" : "dark")}
          >
            {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
          </ActionIcon>
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      {helping && (
        <Suspense>
          <ShortcutsDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
      <ScrollRestoration />
    </div>
  );
}
