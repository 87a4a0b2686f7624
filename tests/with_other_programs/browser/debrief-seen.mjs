// debrief-seen.mjs PAGE [PICTURES]: the page shuts nobody out, and paper will do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { openForm, saved } from "./form.mjs";

const [file, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(found.passes.length > 20, "hardly any rule applied");
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 4)}`);
}

await withBrowser(async (browser) => {
  for (const [width, colorScheme] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"]]) {
    const { context, page, requests } = await openForm(browser, file, { viewport: { width, height: 800 }, colorScheme });
    assert.equal(await page.locator(".comments:visible").count(), 0);
    await page.getByLabel("Show comments").check();
    assert.ok((await page.locator(".comments:visible").count()) > 0);
    assert.deepEqual(await violations(page), [], `${width} ${colorScheme}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width}`);
    if (pictures) await page.screenshot({ path: join(pictures, `debrief-${width}-${colorScheme}.png`) });
    assert.deepEqual(requests, []);
    await context.close();
  }

  // By the keyboard alone: from the index to a practice, chosen, typed, saved.
  const { page } = await openForm(browser, file);
  const link = page.locator("nav a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  const practice = page.locator(new URL(await link.evaluate((a) => a.href)).hash);
  for (const key of ["Tab", "ArrowRight", "Tab", "Space", "Tab"]) await page.keyboard.press(key);
  await page.keyboard.type("Agreed.");
  assert.equal(await practice.locator("textarea").inputValue(), "Agreed.");
  assert.equal(await practice.locator(":checked").count(), 2);
  await page.locator("#save").focus();
  const { bytes } = await saved(page, () => page.keyboard.press("Enter"));
  assert.ok(String(bytes).includes("Agreed."));

  // On paper: circles, what was written or lines to write on, no buttons, and no comments
  // that were not switched on.
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible, textarea:visible, nav:visible, .dock:visible, .comments:visible").count(), 0);
  const blank = page.locator("fieldset:not(.has-text)");
  assert.equal(await blank.locator(".lines:visible").count(), await blank.count());
  assert.equal(await practice.locator(".written:visible").textContent(), "Agreed.");
});
