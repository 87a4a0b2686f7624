// form-names.mjs PAGE NAMES: the name of the saved file for each of the names in a JSON
// list, as another JSON list.
import { readFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { openForm, save } from "./form.mjs";

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
  console.log(JSON.stringify(saved));
});
