// What the tests of the form have in common: where things are on it, and saving.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open } from "./browser.mjs";

// The form of a file in a window of its own, with every word that it logs and every
// question that it asks; these are answered with `page.answers`, or else refused.
export async function openForm(browser, file, options = {}) {
  const opened = await open(browser, file, { locale: "en-US", ...options });
  return { ...opened, ...watched(opened.page) };
}

// The same form once more, in the same browser.
export async function openAgain(context, file) {
  const page = await context.newPage();
  await page.goto(new URL(file, `file://${process.cwd()}/`).href);
  return { page, ...watched(page) };
}

function watched(page) {
  const [logged, asked, answers] = [[], [], []];
  page.on("console", (message) => logged.push(message.text()));
  page.on("pageerror", (error) => logged.push(String(error)));
  page.on("dialog", async (dialog) => {
    asked.push(dialog.message());
    await (answers.shift() ? dialog.accept() : dialog.dismiss());
  });
  return { logged, asked, answers };
}

export const rating = (page, number, id) => page.locator(`#p${number} [value=${id}]`);
export const text = (page, number) => page.locator(`#p${number}-text`);
export const progress = (page) => page.locator("#progress").textContent();
export const said = (page) => page.locator("#said").textContent();

// Presses the button, and gives the name and the bytes of what was saved.
export async function save(page) {
  return saved(page, () => page.getByRole("button", { name: "Save my response" }).click());
}

export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

// Only the file that is saved is asked for, and that is no request that leaves.
export function assertNoRequest(requests) {
  assert.deepEqual(requests.filter((address) => !address.startsWith("blob:")), []);
}

const keeps = (words) => Object.values(localStorage).some((kept) => kept.includes(words));

// Loads a page again until these words are found that it keeps: one that was just loaded may be
// another process of Chromium, and on a busy machine that one may find nothing of what is kept,
// however long ago that was.
export async function found(page, words) {
  for (let tries = 0; tries < 20 && !(await page.evaluate(keeps, words)); tries++) {
    await page.waitForTimeout(200);
    await page.reload();
  }
}

// The page once more, after it kept these words.
export async function loadAgain(page, words) {
  await page.waitForFunction(keeps, words);
  await page.reload();
  await found(page, words);
}
