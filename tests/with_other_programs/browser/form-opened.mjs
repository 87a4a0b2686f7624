// form-opened.mjs PAGE FOLDER FILE...: each response is opened on a blank form and saved
// again, into FOLDER under its own name.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { withBrowser } from "./browser.mjs";
import { openForm, save } from "./form.mjs";

const [form, folder, ...files] = process.argv.slice(2);

await withBrowser(async (browser) => {
  for (const file of files) {
    const { context, page, asked, logged } = await openForm(browser, form);
    await page.locator("#open").setInputFiles(file);
    await page.getByText("is open: ").waitFor();
    const said = await page.locator("#opened").textContent();
    assert.ok(!said.includes("couldn't read some of it"), `${file}: ${said}`);
    assert.deepEqual([asked, logged], [[], []], file);
    const { bytes } = await save(page);
    await writeFile(`${folder}/${basename(file)}`, bytes);
    await context.close();
  }
});
