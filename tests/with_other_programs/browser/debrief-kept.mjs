// debrief-kept.mjs PAGE FILE: what is typed outlives a reload, two windows don't undo each
// other, and a file that somebody else saved meanwhile is joined with what is typed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withBrowser } from "./browser.mjs";
import { found, loadAgain, openAgain, openForm, progress, said, saved } from "./form.mjs";

const [file, team] = process.argv.slice(2);
const text = readFileSync(team, "utf8");
const notes = (page, number) => page.locator(`#p${number}-notes`);
const choose = (page, number, key, value) => page.locator(`#p${number} [name$=${key}][value=${value}]`).check();
const chosen = (page, number, key) => page.locator(`#p${number} [name$=${key}]:checked`).evaluateAll((found) => found.map((input) => input.value).join());
const open = (page, written) => page.locator("#open").setInputFiles({ name: "team.toml", mimeType: "text/plain", buffer: Buffer.from(written) });
const told = (page, words) => page.locator("#opened").getByText(words).waitFor();
const save = async (page) => String((await saved(page, () => page.getByRole("button", { name: "Save the file" }).click())).bytes);
// The file with another rating agreed on in a practice.
function agreed(written, id, rating) {
  const at = written.indexOf('agreed = ""', written.indexOf(`\n[${id}]`));
  return `${written.slice(0, at)}agreed = "${rating}"${written.slice(at + 11)}`;
}

await withBrowser(async (browser) => {
  const first = await openForm(browser, file);
  const { context, page } = first;
  assert.match(await progress(page), /^0 of \d+ settled$/);
  await choose(page, 3, "agreed", "urgent-gap");
  await notes(page, 3).fill("One\nTwo");
  await loadAgain(page, "One");
  assert.match(await said(page), /We brought back/);
  assert.equal(await notes(page, 3).inputValue(), "One\nTwo");

  // At the same moment in two windows, in different practices and in one.
  const second = await openAgain(context, file);
  await Promise.all([notes(page, 5).fill("Here"), notes(second.page, 6).fill("There")]);
  for (const window of [page, second.page]) {
    await window.waitForFunction(() => ["5", "6"].every((n) => document.getElementById(`p${n}-notes`).value !== ""));
  }
  await choose(second.page, 3, "decision", "improve");
  await page.waitForFunction(() => document.querySelector("#p3 [name$=decision]:checked")?.value === "improve");
  assert.equal(await chosen(second.page, 3, "agreed"), "urgent-gap");
  await second.page.close({ runBeforeUnload: true });
  await loadAgain(page, "There");
  assert.deepEqual(await Promise.all([3, 5, 6].map((n) => notes(page, n).inputValue())), ["One\nTwo", "Here", "There"]);

  // Somebody else's file: what is new is taken, what is typed here stays, what differs is asked.
  await open(page, text.replace(/(counts.*?strength = )\d+/, "$177"));
  await told(page, "counts are different for practice 1");
  await open(page, 'kind = "plan"\n');
  await told(page, "isn't a team assessment");
  await open(page, text.replace("responses = ", "responses == "));
  await told(page, /Line \d+ of the file can't be read/);
  await open(page, text.replace('agreed = ""', 'agreed = "Very good"'));
  await told(page, "Practice 1: \u201cVery good\u201d isn't one of the choices for agreed.");
  const id = (number) => page.locator(`#p${number}`).getAttribute("data-practice");
  let theirs = agreed(text, await id(7), "OK for now");
  await open(page, theirs);
  await told(page, "newer entries for practice 7");
  assert.equal(await chosen(page, 7, "agreed"), "ok-for-now");
  theirs = agreed(theirs.replace(`\n[${await id(3)}]`, `\n# Theirs.\n[${await id(3)}]`), await id(3), "strength");
  await open(page, theirs);
  await told(page, "Practice 3, agreed: the file has Strength, and this page keeps Urgent Gap.");
  let mine = await save(page);
  assert.ok(mine.includes("# Theirs.") && mine.includes('agreed = "OK for now"') && mine.includes('agreed = "urgent-gap"'));
  await page.getByRole("button", { name: "Use the file's version" }).click();
  mine = await save(page);
  assert.ok(mine.includes('agreed = "strength"') && !mine.includes('agreed = "urgent-gap"') && mine.includes("One\nTwo"));
  await loadAgain(page, "One");
  assert.equal(await save(page), mine);
  await open(page, text.replace(/text = "[^"]+"/, 'text = "Shorter."'));
  await told(page, /comments are different for practice \d+/);

  // Erased in one window, gone in the other.
  const third = await openAgain(context, file);
  await found(third.page, "There");
  assert.equal(await notes(third.page, 6).inputValue(), "There");
  first.answers.push(true);
  await page.getByRole("button", { name: "Erase what this browser kept" }).click();
  await third.page.waitForFunction(() => document.getElementById("p6-notes").value === "");
  assert.equal(await save(third.page), text);
  assert.deepEqual([...first.logged, ...third.logged], []);

  const closed = await browser.newContext();
  await closed.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const lonely = await openAgain(closed, file);
  assert.match(await said(lonely.page), /can't keep what you type/);
  await notes(lonely.page, 1).fill("x");
  lonely.answers.push(true);
  await lonely.page.reload();
  assert.equal(lonely.asked.length, 1);
});
