// form-names.mjs PAGE NAMES: the name of the saved file for each of the names in a JSON
// list, as another JSON list. What looks like a student's data is asked about, and no more.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { openForm, said, save, text } from "./form.mjs";

const [form, list] = process.argv.slice(2);
const names = JSON.parse(await readFile(list, "utf8"));

await withBrowser(async (browser) => {
  const { page } = await openForm(browser, form);
  const saved = [];
  for (const name of names) {
    await page.locator("#name").fill(name);
    saved.push((await save(page)).name);
    // A browser refuses a page that saves ten files within a second.
    await page.waitForTimeout(150);
  }
  for (const [written, asks] of [
    ["Student 1234567 was out for 20 days.", true],
    ["One of them, born 3/14/2012, moved.", true],
    ["A budget of $1500000 for 1,200 students since 2026.", false],
    ["Call 5551234567.", false],
  ]) {
    await page.waitForTimeout(150);
    await text(page, 3).fill(written);
    await save(page);
    assert.equal((await said(page)).includes("for number 3 include a student's ID"), asks, written);
  }
  console.log(JSON.stringify(saved));
});
