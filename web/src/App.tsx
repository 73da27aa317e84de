import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { lazy, Suspense, type ComponentProps } from "react";
import { RouterProvider, type RouteObject } from "react-router";
import { LibraryPage } from "./library/LibraryPage.tsx";
import { inkVariables, theme } from "./theme.ts";
import { CrashPage, NotFoundPage } from "./ui/FallbackPages.tsx";
import { Opening } from "./ui/Opening.tsx";
import { Shell } from "./ui/Shell.tsx";

const NewIdeationPage = lazy(() => import("./ideations/new/NewIdeationPage.tsx"));
const IdeationPage = lazy(() => import("./ideations/detail/IdeationPage.tsx"));

const SettingsPage = lazy(() => import("./settings/SettingsPage.tsx"));
const NewOutlinePage = lazy(() => import("./outlines/new/NewOutlinePage.tsx"));
const OutlinePage = lazy(() => import("./outlines/detail/OutlinePage.tsx"));

const colorScheme = localStorageColorSchemeManager({ key: "inkstream.theme" });

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <CrashPage />,
    children: [
      { path: "/", element: <LibraryPage /> },
      {
        path: "/new",
        element: (
          <Suspense fallback={<Opening />}>
            <NewIdeationPage />
          </Suspense>
        ),
      },
      {
        path: "/ideations/:id",
        element: (
          <Suspense fallback={<Opening />}>
            <IdeationPage />
          </Suspense>
        ),
      },
      {
        path: "/settings",
        element: (
          <Suspense fallback={<Opening />}>
            <SettingsPage />
          </Suspense>
        ),
      },
      {
        path: "/outlines/new",
        element: (
          <Suspense fallback={<Opening />}>
            <NewOutlinePage />
          </Suspense>
        ),
      },
      {
        path: "/outlines/:id",
        element: (
          <Suspense fallback={<Opening />}>
            <OutlinePage />
          </Suspense>
        ),
      },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

export function Studio({ router }: Pick<ComponentProps<typeof RouterProvider>, "router">) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={inkVariables}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
    >
      {/* As high as its words: large text on a phone takes more than the usual 200 pixels. */}
      <Notifications position="bottom-center" limit={3} notificationMaxHeight="none" />
      <RouterProvider router={router} />
    </MantineProvider>
  );
}
