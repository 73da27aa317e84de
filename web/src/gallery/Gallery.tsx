import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { createMemoryRouter } from "react-router";
import { routes, Studio } from "../App.tsx";
import { currentLanguage } from "../i18n/i18n.ts";
import { standInForTheServer } from "./galleryServer.ts";
import { recordedDocument } from "./recorded.ts";
import { states, type GalleryState } from "./states.ts";

/** How long a step may wait for what it presses, in milliseconds. */
const patience = 5_000;

/** How long what a state leaves behind may take to settle, in milliseconds. */
const settling = 20;

/**
 * Every state of every page, from what was recorded: in development and test builds only. From one to
 * the next goes who changes the address: pages are loaded once for a whole walk.
 */
export function Gallery() {
  const [shown, setShown] = useState<string | null>(nameInAddress);
  useEffect(() => {
    const onChange = () => {
      delete document.documentElement.dataset.gallery;
      // What refuses or breaks off leaves retries behind, which would meet the next state.
      if (shown !== null && isLasting(states[shown])) {
        location.reload();
        return;
      }
      setShown(null);
      notifications.clean();
      scrollTo(0, 0);
      setTimeout(() => setShown(nameInAddress()), settling);
    };
    addEventListener("popstate", onChange);
    return () => removeEventListener("popstate", onChange);
  }, [shown]);
  if (shown === null) return null;
  const state = states[shown];
  return state ? <Shown key={shown} name={shown} state={state} /> : <Contents />;
}

function nameInAddress(): string {
  return location.pathname.split("/")[2] ?? "";
}

function isLasting(state: GalleryState | undefined): boolean {
  return state?.refuse !== undefined || state?.behaviour !== undefined;
}

function Contents() {
  return (
    <ul>
      {Object.entries(states).map(([name, { desk }]) => (
        <li key={name}>
          <a href={`/gallery/${name}`} data-state={name} data-desk={desk}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Shown({ name, state }: { readonly name: string; readonly state: GalleryState }) {
  const [router] = useState(() => {
    standInForTheServer(state, currentLanguage());
    return createMemoryRouter(routes, { initialEntries: [pathOf(state)] });
  });
  useEffect(() => {
    void act(state).then(() => {
      document.documentElement.dataset.gallery = name;
    });
  }, [name, state]);
  return <Studio router={router} />;
}

/** A path may name the first idea of the recorded document. */
function pathOf({ path: inEither, document: name }: GalleryState): string {
  const path = typeof inEither === "string" ? inEither : inEither[currentLanguage()];
  if (!path.includes("{idea}") || name === undefined) return path;
  const doc = recordedDocument(currentLanguage(), name);
  return path.replace("{idea}", "ideas" in doc ? (doc.ideas[0]?.artifactId ?? "") : "");
}

async function act({ steps = [], ready }: GalleryState): Promise<void> {
  for (const step of steps) {
    const [target = "", text] = step.split(/=(?![^[]*\])/);
    if (target.startsWith("!")) {
      await there(target.slice(1));
      continue;
    }
    if (target.startsWith("?")) {
      // A step that only some screens have.
      document.querySelector<HTMLElement>(selectorOf(target.slice(1)))?.click();
      await aMoment();
      continue;
    }
    const element = await there(target);
    // A menu of a button beyond the window's edge is not shown.
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "center" });
    if (text === undefined) element.click();
    else type(element, text);
    await aMoment();
  }
  await there(ready);
}

/** What is pressed or waited for: the name that tests know it by, or a selector. */
function selectorOf(target: string): string {
  return /^[\w-]+$/.test(target) ? `[data-testid=${target}]` : target;
}

async function there(target: string): Promise<HTMLElement> {
  const selector = selectorOf(target);
  const until = performance.now() + patience;
  for (;;) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found;
    if (performance.now() > until) throw new Error(`${selector} never came`);
    await aMoment();
  }
}

function type(element: HTMLElement, text: string): void {
  const prototype = Object.getPrototypeOf(element) as object;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, text);
  element.dispatchEvent(new Event("input", { bubbles: true }));
}

function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}
