// node build/record-gallery.mjs: records web/src/gallery/recorded from the running server (build/build the Studio first).
// A scripted model, under a real provider's protocol, brings the server into every state that a page can show.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { texts } from "./gallery-texts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(
  root,
  "src/Inkstream.Studio/bin/Release/net10.0/Inkstream.Studio.dll",
);
const target = join(root, "web/src/gallery/recorded");

/** What the model does with the requests to come; a request that nothing stands for hangs. */
const scripts = [];
const held = new Set();
/** Whatever goes wrong, no server outlives this. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill()));
const model = createServer(async (request, response) => {
  const script = scripts.shift() ?? { hold: 0, text: "" };
  if (script.status) {
    response.writeHead(script.status, { "Content-Type": "application/json" });
    response.end('{"error":{"message":"no"}}');
    return;
  }
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const text = script.text.slice(0, script.hold ?? script.text.length);
  await pause(60);
  for (let at = 0; at < text.length; at += 12) {
    send({ delta: { content: text.slice(at, at + 12) } });
    await pause(6);
  }
  if (script.hold === undefined) {
    send({ delta: {}, finish_reason: "stop" });
    response.write(
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [], usage: { prompt_tokens: 612, completion_tokens: 874, total_tokens: 1486 } })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  } else {
    held.add(response);
  }
  function send(choice) {
    response.write(
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, ...choice }] })}\n\n`,
    );
  }
});
model.listen(0, "127.0.0.1");
await once(model, "listening");

for (const language of ["zh", "en"]) await record(language, texts[language]);
await recordChoices();
model.close();
model.closeAllConnections();

async function record(
  language,
  { idea, requirements, note, ideas, more, long, edit, outline, plan, sought },
) {
  const answer = (list) =>
    JSON.stringify({ ideas: list.map(([title, body]) => ({ title, body })) });
  const whole = answer(ideas);
  const documents = {};
  const keep = async (name, id) =>
    (documents[name] = await api(`/api/ideations/${id}`));
  const until = async (id, fits) => {
    for (let tries = 0; tries < 600; tries++) {
      const read = await api(`/api/ideations/${id}`);
      if (fits(read)) return read;
      await pause(20);
    }
    throw new Error(
      `never came to ${fits}: ${JSON.stringify(await api(`/api/ideations/${id}`)).slice(0, 2000)}`,
    );
  };
  const untilOutline = async (id, fits) => {
    for (let tries = 0; tries < 600; tries++) {
      const read = await api(`/api/outlines/${id}`);
      if (fits(read)) return read;
      await pause(20);
    }
    throw new Error(`the outline never came to ${fits}`);
  };
  const over = (id) => until(id, (doc) => doc.status !== "streaming");
  const create = async (change = {}) =>
    (
      await api("/api/ideations", "POST", {
        platform: "抖音",
        genrePaths: [
          ["女频", "爱情类", "甜宠"],
          ["女频", "设定类", "穿越"],
        ],
        genreProportions: [60, 40],
        userInput: idea,
        requirements,
        count: 6,
        language,
        ...change,
      })
    ).id;
  const mark = (id, card, body, headers = {}) =>
    api(
      `/api/ideations/${id}/ideas/${card.artifactId}`,
      "PATCH",
      body,
      headers,
    );

  let studio = await start();
  let { api } = studio;

  // Half a title, half a text, and not a word yet.
  const half = whole.indexOf(ideas[2][1].slice(-12)) - 20;
  scripts.push({ text: whole, hold: half });
  const writing = await create();
  await until(
    writing,
    (doc) =>
      doc.ideas.length === 2 &&
      doc.streamingData?.draft?.value.body?.length > 10,
  );
  await keep("writing", writing);
  scripts.push({ text: whole, hold: 24 });
  const first = await create();
  await until(first, (doc) => doc.streamingData?.draft?.value.title);
  await keep("firstTitle", first);
  scripts.push({ text: "", hold: 0 });
  const thinking = await create();
  await until(thinking, (doc) => doc.streamingData?.attempt.startedAt);
  await keep("thinking", thinking);

  // Stopped in the middle.
  await api(
    `/api/transforms/${documents.writing.streamingData.transformId}/stop`,
    "POST",
  );
  await over(writing);
  await keep("stopped", writing);
  await api(
    `/api/transforms/${documents.firstTitle.streamingData.transformId}/stop`,
    "POST",
  );
  await api(
    `/api/transforms/${documents.thinking.streamingData.transformId}/stop`,
    "POST",
  );

  // A model that has trouble: tried again, written after all; failed for good, and for a reason that trying cannot mend.
  scripts.push({ status: 503 }, { text: whole, hold: half });
  const troubled = await create();
  await until(troubled, (doc) => doc.streamingData?.attempt.retryAt);
  await keep("retrying", troubled);
  await until(troubled, (doc) => doc.ideas.length === 2);
  await keep("secondAttempt", troubled);
  const failedAttempt = (
    await api(
      `/api/transforms/${documents.secondAttempt.streamingData.transformId}`,
    )
  ).retryOf;
  documents.transformFailed = await api(`/api/transforms/${failedAttempt}`);
  documents.transformRunning = await api(
    `/api/transforms/${documents.secondAttempt.streamingData.transformId}`,
  );
  await api(
    `/api/transforms/${documents.secondAttempt.streamingData.transformId}/stop`,
    "POST",
  );
  scripts.push({ status: 503 }, { status: 503 }, { status: 503 });
  const failed = await create();
  await over(failed);
  await keep("failed", failed);
  scripts.push({ status: 401 });
  const keyless = await create();
  await over(keyless);
  await keep("keyRejected", keyless);

  // Half an answer, three times.
  for (const most of [3, 1, 0])
    scripts.push({
      text: most
        ? answer(ideas.slice(3 - most, 3))
        : answer(ideas).slice(0, 60),
    });
  scripts.splice(
    -3,
    3,
    { text: answer(ideas.slice(0, 3)) },
    { text: answer(ideas.slice(3, 4)) },
    { text: answer(ideas.slice(4, 5)).slice(0, -24) },
  );
  const partly = await create();
  await over(partly);
  await keep("partly", partly);

  // All of it, then what a writer does with it, and two more rounds.
  scripts.push({ text: whole });
  const whole1 = await create();
  await over(whole1);
  await keep("completed", whole1);
  const [a, b, c] = documents.completed.ideas;
  await mark(whole1, a, { favourite: true });
  await mark(whole1, b, { dismissed: true });
  await mark(whole1, c, edit, { "If-Match": '"1"' });
  await keep("marked", whole1);
  const stale = await fetch(
    `${studio.address}/api/ideations/${whole1}/ideas/${c.artifactId}`,
    {
      method: "PATCH",
      headers: { "Content-Type": "application/json", "If-Match": '"1"' },
      body: JSON.stringify({ title: c.title, body: c.body }),
    },
  );
  documents.conflict = await stale.json();
  scripts.push({ text: answer(more.slice(0, 2)) });
  await api(`/api/ideations/${whole1}/generate`, "POST", {
    mode: "more",
    basedOn: a.artifactId,
    note,
    count: 2,
  });
  await over(whole1);
  scripts.push({
    text: answer(more.slice(2)),
    hold: answer(more.slice(2)).length - 30,
  });
  await api(`/api/ideations/${whole1}/generate`, "POST", {
    mode: "regenerate",
    count: 2,
  });
  await until(
    whole1,
    (doc) =>
      doc.ideas.some((card) => card.round === 3) &&
      doc.streamingData?.draft?.value.body?.length > 10,
  );
  await keep("rounds", whole1);
  await api(
    `/api/transforms/${documents.rounds.streamingData.transformId}/stop`,
    "POST",
  );
  await over(whole1);
  scripts.push({ text: answer([more[3]]), hold: 22 });
  await api(`/api/ideations/${whole1}/generate`, "POST", {
    mode: "title",
    basedOn: a.artifactId,
  });
  await until(whole1, (doc) => doc.streamingData?.draft?.value.title);
  await keep("retitling", whole1);
  documents.transformDone = await api(
    `/api/transforms/${documents.completed.rounds[0].transformId}`,
  );
  await api(
    `/api/transforms/${documents.retitling.streamingData.transformId}/stop`,
    "POST",
  );
  await over(whole1);

  // The longest things anyone may write.
  scripts.push({ text: answer(long) });
  const longest = await create({
    userInput: long[0][1],
    requirements: long[0][1],
    genrePaths: [],
    genreProportions: [],
    count: 2,
  });
  await over(longest);
  await keep("long", longest);
  await recordOutlines(
    language,
    studio,
    outline,
    { id: whole1, idea: a },
    documents,
  );

  // An outline that was stopped, one under way, and what a search finds of all that.
  const written = {
    title: plan[0],
    genre: plan[0],
    selling_points: [plan[1], plan[2], plan[3]],
    synopsis_stages: Array(5).fill(plan[1]),
  };
  scripts.push({
    text: JSON.stringify(written),
    hold: JSON.stringify(written).length - 3,
  });
  const small = (
    await api("/api/outlines", "POST", {
      sourceText: plan[1],
      totalEpisodes: 24,
      episodeDuration: 3,
      language,
    })
  ).id;
  const { transformId } = (
    await untilOutline(small, (doc) => Object.keys(doc.components).length >= 3)
  ).streamingData;
  await api(`/api/transforms/${transformId}/stop`, "POST");
  scripts.push({ text: JSON.stringify(written), hold: 60 });
  await api("/api/outlines", "POST", {
    sourceArtifactId: a.artifactId,
    totalEpisodes: 60,
    episodeDuration: 2,
  });
  await pause(600);
  documents.library = await api("/api/library?limit=100");
  documents.librarySearch = await api(
    `/api/library?q=${encodeURIComponent(sought)}`,
  );
  const text = plan[2];
  documents.prompts = await api("/api/prompts");
  const own = await api(
    `/api/prompts/ideation.${language}`,
    "PUT",
    {
      text: `${documents.prompts.find((one) => one.name === `ideation.${language}`).text}\n\n${text}`,
    },
    { "If-Match": '"0"' },
  );
  await api(
    `/api/prompts/ideation.${language}`,
    "PUT",
    { text: own.text.replace(text, plan[3]) },
    { "If-Match": '"1"' },
  );
  documents.prompts = await api("/api/prompts");
  documents.promptVersions = await api(
    `/api/prompts/ideation.${language}/versions`,
  );
  documents.usage = await api("/api/usage");
  scripts.push({ text: "OK" });
  documents.modelAnswers = await api("/api/models/deepseek/test", "POST");
  scripts.push({ status: 401 });
  documents.modelFails = await api("/api/models/deepseek/test", "POST");
  await studio.end("SIGTERM");

  // One place, and it is taken.
  studio = await start("--Generation:Parallel=1");
  ({ api } = studio);
  scripts.push({ text: whole, hold: half });
  const busy = await create();
  await until(busy, (doc) => doc.ideas.length === 2);
  const waiting = await create();
  await keep("waiting", waiting);

  // Killed in the middle, and started again.
  await studio.end("SIGKILL");
  scripts.push(
    { text: answer(ideas.slice(2)), hold: 40 },
    { text: answer(ideas.slice(2)), hold: 40 },
  );
  studio = await start(`--Storage:Path=${studio.folder}`);
  ({ api } = studio);
  await until(
    busy,
    (doc) =>
      doc.streamingData?.attempt.reason === "interrupted" &&
      doc.streamingData.draft,
  );
  await keep("interrupted", busy);
  await studio.end("SIGTERM");
  for (const response of held) response.destroy();
  held.clear();
  rmSync(studio.folder, { recursive: true });

  write(language, documents);
}

/** An outline in every state that a page can show: from its first letters to what a writer and a changed idea make of it. */
async function recordOutlines(
  language,
  { api, address },
  { source, note, components, edit, anew },
  from,
  documents,
) {
  const read = (id) => api(`/api/outlines/${id}`);
  const until = async (id, fits) => {
    for (let tries = 0; tries < 1500; tries++) {
      const doc = await read(id);
      if (fits(doc)) return doc;
      await pause(20);
    }
    throw new Error(
      `never came to ${fits}: ${JSON.stringify(await read(id)).slice(0, 2000)}`,
    );
  };
  const over = (id) => until(id, (doc) => doc.status !== "streaming");
  const keep = async (name, id) => (documents[name] = await read(id));
  const create = async (more = { sourceText: source }) =>
    (
      await api("/api/outlines", "POST", {
        totalEpisodes: 60,
        episodeDuration: 2,
        language,
        ...more,
      })
    ).id;
  const generate = (id, body) =>
    api(`/api/outlines/${id}/generate`, "POST", body);
  const stop = async (id, doc) => {
    await api(`/api/transforms/${doc.streamingData.transformId}/stop`, "POST");
    await over(id);
  };
  const only = (...names) =>
    Object.fromEntries(names.map((name) => [name, components[name]]));
  const whole = JSON.stringify(components);

  // The first letters of the title, the middle of a stage, and what a stop leaves of it.
  scripts.push({ text: whole, hold: 13 });
  const first = await create();
  await until(first, (doc) => doc.streamingData?.draft?.value);
  await stop(first, await keep("outlineFirst", first));
  const stage = JSON.stringify(components.synopsis_stages[2]).slice(1, -1);
  scripts.push({ text: whole, hold: whole.indexOf(stage) + stage.length - 8 });
  const writing = await create();
  await until(
    writing,
    (doc) =>
      doc.streamingData?.draft?.part === "synopsis_stages" &&
      doc.streamingData.draft.value[2]?.length > 20,
  );
  await stop(writing, await keep("outlineWriting", writing));
  await keep("outlineStopped", writing);

  // Nothing came; and most of it came, but not in three tries.
  scripts.push({ status: 503 }, { status: 503 }, { status: 503 });
  const failed = await create();
  await over(failed);
  await keep("outlineFailed", failed);
  scripts.push(
    {
      text: JSON.stringify(
        only("title", "genre", "target_audience", "selling_points"),
      ),
    },
    { text: "{}" },
    { text: "{}" },
  );
  const partly = await create();
  await over(partly);
  await keep("outlinePartly", partly);

  // All of it, from an idea; then edits, a lock, one character anew, and an idea that changed.
  scripts.push({ text: whole });
  const done = await create({ sourceArtifactId: from.idea.artifactId });
  await over(done);
  await keep("outlineDone", done);
  const save = (component, value, revision) =>
    api(
      `/api/outlines/${done}/components/${component}`,
      "PATCH",
      { value },
      { "If-Match": `"${revision}"` },
    );
  await save("selling_points", edit, 1);
  const stale = await fetch(
    `${address}/api/outlines/${done}/components/selling_points`,
    {
      method: "PATCH",
      headers: { "Content-Type": "application/json", "If-Match": '"1"' },
      body: JSON.stringify({
        value: [...components.selling_points.slice(0, 2), source],
      }),
    },
  );
  documents.outlineConflict = await stale.json();
  await api(`/api/outlines/${done}/components/setting`, "PATCH", {
    locked: true,
  });
  const again = JSON.stringify({ "characters/1": anew });
  scripts.push({
    text: again,
    hold: again.indexOf(anew.description) + anew.description.length - 6,
  });
  await generate(done, { parts: ["characters/1"], note });
  await until(
    done,
    (doc) => doc.streamingData?.draft?.value?.description?.length > 20,
  );
  await stop(done, await keep("outlineElement", done));
  scripts.push({
    text: JSON.stringify({
      selling_points: components.selling_points.toReversed(),
    }),
  });
  await generate(done, { parts: ["selling_points"], note });
  await over(done);
  documents.outlineVersions = await api(
    `/api/outlines/${done}/components/selling_points/versions`,
  );
  await save("selling_points", edit, 3);
  await api(
    `/api/ideations/${from.id}/ideas/${from.idea.artifactId}`,
    "PATCH",
    { title: from.idea.title, body: `${from.idea.body} ${source}` },
    { "If-Match": `"${from.idea.revision}"` },
  );
  await until(done, (doc) => doc.parts.title.outOfDate);
  await keep("outlineMarked", done);
  documents.outlineLineage = await api(`/api/outlines/${done}/lineage`);
}

async function recordChoices() {
  const studio = await start();
  const demo = await start("--Models:Default=demo");
  const names = {
    models: await studio.api("/api/models"),
    demoModels: await demo.api("/api/models"),
    platforms: await studio.api("/api/platforms"),
    genres: await studio.api("/api/genres"),
  };
  for (const each of [studio, demo]) {
    await each.end("SIGTERM");
    rmSync(each.folder, { recursive: true });
  }
  write("choices", names);
}

/** Times are shifted to the day on which they are looked at, so when they were recorded goes along. */
function write(name, documents) {
  writeFileSync(
    join(target, `${name}.json`),
    JSON.stringify(
      { recordedAt: new Date().toISOString(), ...documents },
      null,
      1,
    ) + "\n",
  );
  console.log(name, Object.keys(documents).join(" "));
}

async function start(...settings) {
  const own = settings.includes("--Models:Default=demo")
    ? []
    : [
        "--Models:Default=deepseek",
        "--Models:Catalog:deepseek:Provider=openai",
        `--Models:Catalog:deepseek:Endpoint=http://127.0.0.1:${model.address().port}/v1`,
        "--Models:Catalog:deepseek:Model=deepseek-chat",
        "--Models:Catalog:deepseek:ApiKey=sk-recorded",
        "--Models:Catalog:deepseek:InputPrice=0.28",
        "--Models:Catalog:deepseek:OutputPrice=0.42",
      ];
  const given = settings
    .find((setting) => setting.startsWith("--Storage:Path="))
    ?.split("=")[1];
  const folder = given ?? mkdtempSync(join(tmpdir(), "inkstream-gallery-"));
  const child = spawn(
    "dotnet",
    [
      program,
      "--urls=http://127.0.0.1:0",
      `--Storage:Path=${folder}`,
      ...own,
      ...settings,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  running.add(child);
  const lines = createInterface({ input: child.stdout });
  const address = await new Promise((ready, fail) => {
    lines.on(
      "line",
      (line) =>
        line.startsWith("Inkstream is ready at ") &&
        ready(line.slice("Inkstream is ready at ".length).replace(/\/$/, "")),
    );
    child.on("exit", (code) =>
      fail(new Error(`the studio ended with ${code}`)),
    );
  });
  const api = async (path, method = "GET", body, headers = {}) => {
    const response = await fetch(address + path, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : null;
  };
  return {
    address,
    api,
    folder,
    end: async (signal) => (child.kill(signal), once(child, "exit")),
  };
}
