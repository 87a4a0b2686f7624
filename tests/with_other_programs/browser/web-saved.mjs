// web-saved.mjs CHRONIC.HTML: what changed is written in its place, and what someone else
// changed meanwhile is kept; leaving asks first; a draft is kept only when that is asked for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { withBrowser } from "./browser.mjs";
import { edit, idle, ready, step } from "./web.mjs";

const html = readFileSync(process.argv[2]);

// A folder of the browser's own, with what a folder of the computer can do.
const put = (page, name, text) => page.evaluate(async ([name, text]) => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle("Our year", { create: true });
  const out = await (await top.getFileHandle(name, { create: true })).createWritable();
  await out.write(text);
  await out.close();
}, [name, text]);
const got = (page) => page.evaluate(async () => {
  const all = {};
  const walk = async (folder, before) => {
    for await (const [name, entry] of folder) {
      if (entry.kind === "directory") await walk(entry, `${before}${name}/`);
      else all[before + name] = await (await entry.getFile()).text();
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("Our year"), "");
  return all;
});

await withBrowser(async (browser) => {
  const asked = [];
  const server = createServer((request, answer) => {
    asked.push(request.url);
    answer.setHeader("Content-Type", "text/html");
    answer.end(html);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const page = await browser.newPage();
  await page.addInitScript(() => {
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("Our year");
  });
  const address = `http://127.0.0.1:${server.address().port}/`;
  await page.goto(address);
  await ready(page);
  await put(page, "roster.csv", "Name\r\nAna\r\nBo\r\n");
  await put(page, "notes.txt", "one");
  const choose = async () => {
    await page.getByRole("button", { name: "Choose a folder" }).click();
    await page.locator("#year").waitFor();
    await idle(page);
  };
  await choose();
  assert.equal(await page.locator("#unsaved").textContent(), "Everything is saved.");
  await step(page, "init --team roster.csv forms");
  await edit(page, "notes.txt", () => "two");
  await edit(page, "roster.csv", (text) => `${text}Cy\n`);
  assert.match(await page.locator("#unsaved").textContent(), /^4 files changed/);
  // Leaving asks first.
  const question = page.waitForEvent("dialog");
  const left = page.evaluate(() => { location.reload(); });
  const dialog = await question;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await left;
  await put(page, "notes.txt", "someone else's");
  await page.getByRole("button", { name: "Save my folder" }).click();
  await page.locator("#said", { hasText: "kept as notes.txt.bak" }).waitFor();
  assert.equal(await page.locator("#unsaved").textContent(), "Everything is saved.");
  const files = await got(page);
  assert.deepEqual(Object.keys(files).sort(), ["forms/ana.toml", "forms/bo.toml", "notes.txt", "notes.txt.bak", "roster.csv"]);
  assert.deepEqual([files["notes.txt"], files["notes.txt.bak"]], ["two", "someone else's"]);
  // A file keeps its line ends.
  assert.equal(files["roster.csv"], "Name\r\nAna\r\nBo\r\nCy\r\n");
  // Nothing is kept here that wasn't asked for.
  await page.reload();
  await ready(page);
  assert.equal(await page.locator("#draft").isVisible(), false);
  await choose();
  await page.locator("#keep").check();
  await edit(page, "notes.txt", () => "three");
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await ready(page);
  await page.getByRole("button", { name: "Open the draft" }).click();
  await page.locator("#year").waitFor();
  await idle(page);
  assert.match(await page.locator("#unsaved").textContent(), /^1 file changed/);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Close this folder" }).click();
  await page.getByRole("button", { name: "Delete the draft" }).click();
  await page.locator("#draft").waitFor({ state: "hidden" });
  assert.deepEqual([...new Set(asked)].filter((url) => url !== "/favicon.ico"), ["/"]);
  server.close();
});
