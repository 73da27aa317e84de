// node build/screenshots.mjs ADDRESS FOLDER: drives the main job in Chromium and takes the pictures of the documents.
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(
  new URL("../web/package.json", import.meta.url),
)("playwright-core");
const [address, folder] = process.argv.slice(2);
const mostBytes = 250_000;

const browser = await chromium.launch({
  executablePath: process.env.INKSTREAM_CHROMIUM || "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const zh = await open({
    locale: "zh-CN",
    viewport: { width: 1280, height: 1010 },
  });
  await fillForm(zh, "一个快递员发现，每个包裹都寄给年轻时的自己");
  await picture(zh, "new.png", { fullPage: true });
  await start(zh);
  await inTheMiddleOf(zh, 4);
  await picture(zh, "ideation.png");

  const en = await open({
    locale: "en-GB",
    viewport: { width: 1280, height: 920 },
    colorScheme: "dark",
  });
  await fillForm(
    en,
    "A courier finds that every parcel is addressed to her younger self",
  );
  await start(en);
  await inTheMiddleOf(en, 2);
  await picture(en, "ideation-en-dark.png");

  const phone = await open({
    locale: "zh-CN",
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 1.5,
  });
  await fillForm(phone, "末班地铁上，每晚都坐着十年后的她");
  await start(phone);
  await inTheMiddleOf(phone, 1);
  await picture(phone, "phone.png");
} finally {
  await browser.close();
}

async function open(options) {
  const context = await browser.newContext({
    colorScheme: "light",
    ...options,
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByTestId("new").click();
  return page;
}

/** Two genres, 60 to 40, and the writer's own idea. */
async function fillForm(page, userInput) {
  const sheet = page.viewportSize().width < 768;
  await page.getByTestId("genres-open").click();
  const path = (names) => `[data-genre='${names.join("/")}']`;
  const into = (...names) =>
    page.locator(`[data-testid=genre-open]${path(names)}`).click();
  const pick = (...names) =>
    page.locator(`[data-testid=genre]${path(names)}`).click();
  await into("女频");
  await into("女频", "爱情类");
  await pick("女频", "爱情类", "甜宠");
  if (sheet)
    await page
      .getByRole("dialog")
      .getByRole("button")
      .filter({ hasText: /返回|Back/ })
      .click();
  await into("女频", "设定类");
  await pick("女频", "设定类", "穿越");
  await page.getByRole("button", { name: /^(选好了|Done choosing)$/ }).click();
  await page
    .locator("[data-testid=share] input, input[data-testid=share]")
    .first()
    .fill("60");
  await page
    .locator(
      "textarea[data-testid=user-input], [data-testid=user-input] textarea",
    )
    .first()
    .fill(userInput);
  await page
    .locator(
      "textarea[data-testid=user-input], [data-testid=user-input] textarea",
    )
    .first()
    .blur();
}

async function start(page) {
  await page.getByTestId("start").click();
  await page.waitForURL("**/ideations/*");
}

/** Waits until so many cards are finished and the next one has text; the first of them is kept, as a writer would. */
async function inTheMiddleOf(page, cards) {
  await page.getByTestId("favourite").first().click();
  await page.mouse.move(0, 0);
  await page.waitForFunction(
    (finished) =>
      document.querySelectorAll("[data-testid=card]").length >= finished &&
      document.querySelector("[data-testid=card][data-kind=kept]") !== null &&
      (document.querySelector("[data-testid=draft-card] p")?.textContent
        .length ?? 0) >= 24,
    cards,
    { polling: "raf" },
  );
}

async function picture(page, name, options = {}) {
  const file = join(folder, name);
  await page.screenshot({ path: file, ...options });
  const { size } = statSync(file);
  if (size > mostBytes)
    throw new Error(`${file} has ${size} bytes: more than ${mostBytes}.`);
}
