// plan-seen.mjs PAGE [PICTURES]: the page shuts nobody out, and paper will do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { openForm, progress, saved } from "./form.mjs";

const [file, pictures] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(found.passes.length > 20, "hardly any rule applied");
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 4)}`);
}

await withBrowser(async (browser) => {
  for (const [width, colorScheme, forcedColors] of [[390, "light"], [390, "dark"], [1280, "light"], [1280, "dark"], [1280, "light", "active"]]) {
    const { context, page, requests } = await openForm(browser, file, { viewport: { width, height: 800 }, colorScheme, forcedColors });
    await page.getByRole("button", { name: "Add a goal" }).click();
    await page.getByRole("button", { name: "Add a reading" }).last().click();
    await page.getByRole("button", { name: "Add a date" }).click();
    await page.locator("#list-continue").getByRole("button", { name: "Remove" }).first().click();
    await page.locator("summary:visible").first().click();
    assert.deepEqual(await violations(page), [], `${width} ${colorScheme}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than ${width}`);
    if (pictures) await page.screenshot({ path: join(pictures, `plan-${width}-${colorScheme}${forcedColors ?? ""}.png`) });
    assert.deepEqual(requests, []);
    await context.close();
  }

  // By the keyboard alone: to what is to be fixed, typed, moved, saved; the focus stays.
  const { page, logged } = await openForm(browser, file);
  const problems = async () => Number((await progress(page)).match(/\d+/)?.[0] ?? 0);
  const before = await problems();
  await page.locator("#next").focus();
  for (let left = 3; left > 0; left -= 1) {
    await page.locator("#next").focus();
    await page.keyboard.press("Enter");
    if (await page.evaluate(() => document.activeElement.matches("[id$=-owner]"))) break;
  }
  const first = page.locator("#list-action > fieldset").first();
  await first.locator("[id$=-owner]").focus();
  await page.keyboard.type("Registrar");
  assert.equal(await problems(), before - 1);
  await first.locator("[id$=-due]").focus();
  await page.keyboard.type("05012027");
  assert.equal(await first.locator("[id$=-due]").inputValue(), "2027-05-01");
  assert.equal(await problems(), before - 2);
  const title = await first.locator("h3 span").last().textContent();
  await first.getByRole("button", { name: "Move down" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const third = page.locator("#list-action > fieldset").nth(2);
  assert.equal(await third.locator("h3 span").last().textContent(), title);
  assert.ok(await third.getByRole("button", { name: "Move down" }).evaluate((one) => one === document.activeElement));
  assert.equal(await page.locator("#said").textContent(), `Moved to 3 of ${await page.locator("#list-action > fieldset").count()}.`);

  // Dragged in the index.
  const names = () => page.locator("#index-action a").allTextContents();
  const old = (await names()).map((name) => name.replace(/^\d+\. /, ""));
  await page.locator("#index-action li").nth(2).locator(".grip").dragTo(page.locator("#index-action li").nth(0), { targetPosition: { x: 20, y: 3 } });
  assert.deepEqual((await names()).slice(0, 3).map((name) => name.replace(/^\d+\. /, "")), [old[2], old[0], old[1]]);

  // What a browser takes for no number or no date is said.
  const target = page.locator("#list-goal [id$=-target-value]").first();
  await target.focus();
  await page.keyboard.type("1e");
  await page.getByText("This isn't a number.").waitFor();
  await page.keyboard.type("1");
  assert.equal(await page.getByText("This isn't a number.").count(), 0);

  await page.locator("#save").focus();
  const { bytes } = await saved(page, () => page.keyboard.press("Enter"));
  assert.ok(String(bytes).includes('owner = "Registrar"\ndue = "2027-05-01"'));
  assert.deepEqual(logged, []);

  // On paper: what was written, or lines to write on; no buttons and nothing to fix.
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible, textarea:visible, nav:visible, .dock:visible, .problem:visible, details:visible").count(), 0);
  const blank = page.locator(".field.wide:not(.has-text)");
  assert.equal(await blank.locator(".lines:visible").count(), await blank.count());
  await page.emulateMedia({ media: "screen" });
  await page.locator("#list-action > fieldset").first().locator("[id$=-action]").fill("Done\nso.");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#list-action .written:visible").first().textContent(), "Done\nso.");
});
