// web-engine.mjs CHRONIC.HTML FILES FOLDER ENGINE: the year of web-year.mjs in Firefox or WebKit,
// where a team types into its files as text, and all is saved at once as a zip file. Then somebody adds
// a hostile page: nothing acts, and nothing leaves.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { unzipSync } from "../../../web/node_modules/fflate/esm/index.mjs";
import { withFirefox } from "./firefox.mjs";
import { withWebkit } from "./webkit.mjs";

const [file, files, folder, engine] = process.argv.slice(2);
const sent = (path) => [path.split("/").at(-1), readFileSync(join(files, path), "utf8")];

await { firefox: withFirefox, webkit: withWebkit }[engine](async ({ inPage, open, saved }) => {
  // Waits until the page is at rest and this is so.
  async function until(what, is, ...given) {
    for (const end = Date.now() + 60_000; Date.now() < end; await pause(50)) {
      const atRest = await inPage(() => document.getElementById("working").hidden);
      if (atRest && (await inPage(is, ...given))) return;
    }
    assert.fail(`${what}: ${await inPage(() => document.body.innerText.slice(0, 3000))}`);
  }
  const said = (words) => until(words, (words) => document.getElementById("said").textContent.includes(words), words);
  const click = (id) => inPage((id) => document.getElementById(id).click(), id);
  // Does the next step, which is to be this command, but for the school year that it is today.
  async function step(command) {
    const is = (at, command) => document.querySelector(at)?.textContent.replace(/ --cycle \d{4}-\d\d$/, "") === command;
    await until(command, is, "#command", `chronic ${command}`);
    await click("next");
    await until(`the result of ${command}`, is, "#list summary code", `chronic ${command}`);
  }
  async function add(list) {
    await inPage((list) => {
      const all = new DataTransfer();
      for (const [name, text] of list) all.items.add(new File([text], name));
      const input = document.getElementById("files-input");
      input.files = all.files;
      input.dispatchEvent(new Event("change"));
    }, list);
    await said("Added");
  }
  async function edit(path) {
    await inPage((path, text) => {
      document.querySelector(`#files button[aria-label="Edit ${path}"]`).click();
      document.getElementById("text").value = text;
      document.querySelector("#editor button[value=keep]").click();
    }, path, sent(path)[1]);
    await said(`Changed ${path}`);
  }
  async function run(command, values) {
    const typed = await inPage((command, values) => {
      const box = [...document.querySelectorAll("#steps details")].find((details) => details.querySelector("summary strong").textContent === command);
      for (const [name, value] of values) {
        const label = [...box.querySelectorAll("label")].find((label) => label.querySelector("code").textContent === name);
        document.getElementById(label.htmlFor).value = value;
      }
      box.querySelector("form").dispatchEvent(new Event("input"));
      box.querySelector("form button").click();
      return box.querySelector("p.note code").textContent;
    }, command, Object.entries(values));
    await until(typed, (typed) => document.querySelector("#list details:has(summary code) summary code").textContent === typed, typed);
  }

  await open(file);
  await until("the beginning", () => !document.getElementById("begin").hidden);
  await click("empty");
  await until("the empty year", () => !document.getElementById("year").hidden);
  await add([sent("roster.csv")]);
  await step("init --team roster.csv forms");
  await add(readdirSync(join(files, "forms")).map((name) => sent(`forms/${name}`)));
  await step("tally forms -o team.toml --roster roster.csv");
  await until("the page of the debrief", () => document.getElementById("command").textContent.startsWith("chronic page "));
  await click("next");
  await until("the frame", () => document.querySelector("iframe")?.title.length > 0);
  await edit("team.toml");
  await step("plan draft team.toml -o plan.toml");
  await run("page", { FILE: "plan.toml", "--output": "plan.html" });
  await edit("plan.toml");
  await run("render", { SOURCE: "team.toml", "--plan": "plan.toml", "--audience": "families", "--today": "2026-11-03", "--output": "families.html" });
  await run("tally", { SOURCE: "team.toml", "--output": "team.xlsx" });
  const { name, bytes } = await saved("Save my folder");
  assert.equal(name, "chronic-changes.zip");
  for (const [path, content] of Object.entries(unzipSync(bytes))) {
    if (path === "READ ME FIRST.txt" || path.endsWith("/")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  let asked = 0;
  const server = createServer((_, answer) => answer.end()).on("connection", () => { asked += 1; });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const away = `http://127.0.0.1:${server.address().port}/`;
  const evil = `<!DOCTYPE html><title>x</title><script>parent.hit = 1; fetch("${away}")</script>
    <img src=${away} onerror="parent.hit = 1"><p style="background: url(${away})">shown`;
  await add([["<img src=x onerror=hit=1>.csv", "Name\n"], ["evil.html", evil]]);
  await inPage(() => document.querySelector('#files button[aria-label="Show evil.html"]').click());
  await until("the hostile page", () => document.querySelector("iframe")?.title === "x");
  await pause(500);
  assert.equal(await inPage(() => window.hit ?? "none"), "none");
  assert.equal(asked, 0);
  const left = await inPage(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  assert.deepEqual(left.filter((address) => !/^(blob|data|about):/.test(address)), []);
  server.close();
});
