// debrief-saved.mjs FOLDER...: fills in each folder's debrief.html as its changes.json says, and
// saves the team's file there.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { withBrowser } from "./browser.mjs";
import { assertNoRequest, openForm, said, saved } from "./form.mjs";

const rating = { agreed: "Agreed rating", decision: "Decision" };

await withBrowser(async (browser) => {
  for (const folder of process.argv.slice(2)) {
    const { context, page, logged, requests } = await openForm(browser, `${folder}/debrief.html`);
    const save = () => saved(page, () => page.getByRole("button", { name: "Save the file" }).click());
    const untouched = await save();
    assert.equal(untouched.name, "team.toml");
    assert.deepEqual(untouched.bytes, readFileSync(`${folder}/team.toml`), folder);
    await page.locator("#open").setInputFiles(`${folder}/team.toml`);
    await page.locator("#opened").getByText("It has no newer entries.").waitFor();
    assert.equal(await page.locator("#opened p").count(), 2);
    for (const { number, ...values } of JSON.parse(readFileSync(`${folder}/changes.json`, "utf8"))) {
      const practice = page.locator(`#p${number}`);
      for (const [key, value] of Object.entries(values)) {
        if (key === "notes") await practice.locator("textarea").fill(value);
        else if (value !== "") await practice.getByRole("radiogroup", { name: rating[key] }).locator(`[value=${value}]`).check();
        else if (await practice.locator(`[name$=${key}]:checked`).count()) await practice.locator(`[data-clears$=${key}]`).click();
      }
    }
    const { name, bytes } = await save();
    assert.equal(name, "team.toml");
    assert.match(await said(page), /^Saved as team.toml/);
    writeFileSync(`${folder}/saved.toml`, bytes);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.deepEqual(logged, []);
    assertNoRequest(requests);
    await context.close();
  }
});
