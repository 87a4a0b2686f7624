// plan-kept.mjs PAGE FILE: what is typed outlives a reload, two windows don't undo each other, and
// a file that somebody else saved meanwhile is joined with what is typed, entry by entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withBrowser } from "./browser.mjs";
import { found, loadAgain, openAgain, openForm, said, saved } from "./form.mjs";

const [file, plan] = process.argv.slice(2);
const text = readFileSync(plan, "utf8");
const card = (page, kind, at) => page.locator(`#list-${kind} > fieldset`).nth(at);
const field = (page, kind, at, key) => card(page, kind, at).locator(`[id$="-${key}"]`);
const titles = (page, kind) => page.locator(`#list-${kind} h3`).allTextContents();
const open = (page, written) => page.locator("#open").setInputFiles({ name: "plan.toml", mimeType: "text/plain", buffer: Buffer.from(written) });
const told = (page, words) => page.locator("#opened").getByText(words).first().waitFor();
const save = async (page) => String((await saved(page, () => page.getByRole("button", { name: "Save the file" }).click())).bytes);
const moved = (page, at, words) => card(page, "action", at).getByRole("button", { name: words }).click();

await withBrowser(async (browser) => {
  const first = await openForm(browser, file);
  const { context, page } = first;
  await field(page, "action", 2, "owner").fill("Zoe Zim");
  await field(page, "action", 2, "due").fill("2027-05-01");
  await page.getByLabel("Practice for a new action").selectOption({ index: 9 });
  await page.getByRole("button", { name: "Add an action" }).last().click();
  const count = (await titles(page, "action")).length;
  await field(page, "action", count - 1, "action").fill("Something new");
  await loadAgain(page, "Something new");
  assert.match(await said(page), /We brought back/);
  assert.equal(await field(page, "action", 2, "owner").inputValue(), "Zoe Zim");
  assert.equal(await field(page, "action", count - 1, "action").inputValue(), "Something new");

  // At the same moment in two windows: typed, moved, and removed.
  const second = await openAgain(context, file);
  await found(second.page, "Something new");
  await Promise.all([field(page, "action", 3, "progress").fill("Here"), field(second.page, "action", 3, "measure").fill("There")]);
  for (const window of [page, second.page]) {
    await window.waitForFunction(() => {
      const [, , , one] = document.querySelectorAll("#list-action > fieldset");
      return one.querySelector("[id$=-progress]").value === "Here" && one.querySelector("[id$=-measure]").value === "There";
    });
  }
  const before = await titles(page, "action");
  await Promise.all([moved(page, 1, "Move up"), moved(second.page, 5, "Move down")]);
  const both = await titles(second.page, "action").then(async () => {
    await page.waitForTimeout(600);
    return [await titles(page, "action"), await titles(second.page, "action")];
  });
  assert.deepEqual(both[0], both[1]);
  const name = (title) => title.replace(/^\d+\. /, "");
  assert.deepEqual([0, 1, 5, 6].map((at) => name(both[0][at])), [1, 0, 6, 5].map((at) => name(before[at])));
  await moved(page, 1, "Move up");
  await moved(page, 6, "Move up");
  await page.waitForTimeout(600);
  assert.deepEqual(await titles(second.page, "action"), before);
  await card(second.page, "continue", 0).getByRole("button", { name: "Remove" }).click();
  await page.getByText("Removed: ").waitFor();
  await page.getByRole("button", { name: "Put back" }).click();
  await second.page.close({ runBeforeUnload: true });

  // What can't be worked on here is refused, and why.
  for (const [written, why] of [
    ['kind = "response"\n', "isn't a plan"],
    [text.replace("title = ", "title == "), /Line \d+ of the file can't be read/],
    [text.replace(/^id = ".*"/m, 'id = "x"'), "another plan"],
    [text.replace("team-2026.toml", "team.toml"), "follows from another assessment"],
    [text.replace('due = "2027-01-29"', 'due = "January"'), "\u201cJanuary\u201d isn't a date"],
    [text.replace('status = "in-progress"', 'status = "soon"'), "isn't one of the choices for status"],
    [text.replace('practice = "actionable-data.subgroup-breakdowns"', 'practice = "x.y"'), "isn't one of the practices"],
  ]) {
    await open(page, written);
    await told(page, why);
    await told(page, "Nothing on this page has changed.");
  }

  // Theirs: a value and an entry are new, one is gone, and one was changed in both.
  const theirs = text
    .replace('owner = "District Registrar"', 'owner = "Records Office"')
    .replace('owner = "Director of Student Services"\ndue = "2027-02-26"', 'owner = "Somebody Else"\ndue = "2027-02-26"')
    .replace(/\n\[\[continue\]\]\npractice = "shared[^[]*/, "\n")
    .concat('\n# Theirs.\n[[communication]]\naudience = "families"\nmessage = "New"\n');
  await open(page, theirs);
  for (const words of [
    "is open. From now on, you save changes to that file.",
    "It has 3 newer entries. They're on this page now.",
    "owner: the file has \u201cSomebody Else\u201d, and this page keeps \u201cZoe Zim\u201d.",
    "New in the file: \u201cFamilies\u201d.",
    "The file no longer has",
  ]) await told(page, words);
  let mine = await save(page);
  for (const part of ["# Theirs.", "Records Office", "Zoe Zim", "Something new", "Here", "There", '"families"']) assert.ok(mine.includes(part), part);
  assert.ok(!mine.includes("Somebody Else") && !mine.includes("shared-accountability.public-goals"));
  await page.getByRole("button", { name: "Use the file's version" }).click();
  mine = await save(page);
  assert.ok(mine.includes("Somebody Else") && !mine.includes("Zoe Zim"));
  await loadAgain(page, "Something new");
  assert.equal(await save(page), mine);

  // What was saved can be opened again: nothing is there twice.
  await open(page, mine);
  await told(page, "is open");
  assert.equal(await page.locator("#opened p").count(), 2, await page.locator("#opened").textContent());
  assert.equal(await save(page), mine);

  // Moved and removed here, changed there.
  await moved(page, 0, "Move down");
  await card(page, "action", 4).getByRole("button", { name: "Remove" }).click();
  const gone = mine.match(/action = "([^"]*)"/g)[4];
  await open(page, mine.replace(gone, 'action = "Said anew."'));
  await told(page, "so it's back");
  const again = await save(page);
  assert.ok(again.includes("Said anew.") && again.indexOf("subgroup-breakdowns-2") < again.indexOf("subgroup-breakdowns-1"));

  // Erased in one window, gone in the other.
  const third = await openAgain(context, file);
  await found(third.page, "Something new");
  first.answers.push(true);
  await page.getByRole("button", { name: "Erase what this browser kept" }).click();
  await third.page.waitForFunction(() => !document.body.textContent.includes("Something new"));
  assert.equal(await save(third.page), text);
  assert.deepEqual([...first.logged, ...third.logged], []);

  const closed = await browser.newContext();
  await closed.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const lonely = await openAgain(closed, file);
  assert.match(await said(lonely.page), /can't keep what you type/);
  await field(lonely.page, "action", 0, "owner").fill("x");
  assert.ok((await save(lonely.page)).includes('owner = "x"'));
  await field(lonely.page, "action", 0, "owner").fill("y");
  lonely.answers.push(true);
  await lonely.page.reload();
  assert.equal(lonely.asked.length, 1);
});
