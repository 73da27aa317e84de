import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { routes, Studio } from "./App.tsx";
import { startI18n } from "./i18n/i18n.ts";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");
const root = createRoot(element);

await startI18n();
// The build for people has neither the gallery nor this question: both are constants there.
const hasGallery = import.meta.env.DEV || import.meta.env.MODE === "gallery";
if (hasGallery && location.pathname.startsWith("/gallery")) {
  const { Gallery } = await import("./gallery/Gallery.tsx");
  root.render(<Gallery />);
} else {
  root.render(
    <StrictMode>
      <Studio router={createBrowserRouter(routes)} />
    </StrictMode>,
  );
}
