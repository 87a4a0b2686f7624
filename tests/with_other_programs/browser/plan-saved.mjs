// plan-saved.mjs FOLDER...: does in each folder's plan.html what its steps.json says, saves the plan
// there, and writes down what the page said was wrong before and after.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { withBrowser } from "./browser.mjs";
import { assertNoRequest, openForm, said, saved } from "./form.mjs";
import { act, problems } from "./plan.mjs";

await withBrowser(async (browser) => {
  for (const folder of process.argv.slice(2)) {
    const { context, page, logged, requests } = await openForm(browser, `${folder}/plan.html`);
    const save = () => saved(page, () => page.getByRole("button", { name: "Save the file" }).click());
    const untouched = await save();
    assert.equal(untouched.name, "plan.toml");
    assert.deepEqual(untouched.bytes, readFileSync(`${folder}/plan.toml`), folder);
    await page.locator("#open").setInputFiles(`${folder}/plan.toml`);
    await page.locator("#opened").getByText("It has no newer entries.").waitFor();
    assert.equal(await page.locator("#opened p").count(), 2);
    writeFileSync(`${folder}/before.json`, JSON.stringify(await page.evaluate(problems)));
    await page.evaluate(act, JSON.parse(readFileSync(`${folder}/steps.json`, "utf8")));
    writeFileSync(`${folder}/after.json`, JSON.stringify(await page.evaluate(problems)));
    const { bytes } = await save();
    assert.match(await said(page), /^Saved as plan.toml/, folder);
    writeFileSync(`${folder}/saved.toml`, bytes);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.deepEqual(logged, []);
    assertNoRequest(requests);
    await context.close();
  }
});
