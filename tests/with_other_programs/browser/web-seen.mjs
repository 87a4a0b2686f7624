// web-seen.mjs CHRONIC.HTML FOLDER: the page can be used by keyboard alone, on a phone, in the
// dark, and in colors of one's own; axe-core finds nothing.
import assert from "node:assert/strict";
import { withBrowser } from "./browser.mjs";
import { idle, openWeb, result, run, violations } from "./web.mjs";

const [file, folder] = process.argv.slice(2);

const wider = (page) => page.evaluate(() => {
  const { clientWidth } = document.documentElement;
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1 && !e.closest("pre"));
  return out.map((e) => `${e.tagName} ${e.textContent.slice(0, 40)}`).slice(0, 5);
});

async function looks(browser, how) {
  const { context, page, nothingLeft } = await openWeb(browser, file, how);
  assert.deepEqual(await violations(page), [], "at the beginning");
  assert.deepEqual(await wider(page), [], "at the beginning");
  await page.locator("#folder-input").setInputFiles(folder);
  await page.locator("#year").waitFor();
  await idle(page);
  await run(page, "validate", { PATH: "responses" });
  await run(page, "render", { SOURCE: "team-2026.toml", "--format": "html" });
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  assert.deepEqual(await violations(page), [], "with results");
  assert.deepEqual(await wider(page), [], "with results");
  nothingLeft();
  await context.close();
}

// Presses Tab until the focus is on this.
async function tabTo(page, name) {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement.textContent.trim())) === name) return;
  }
  assert.fail(`Tab doesn't lead to ${name}`);
}

async function keyboard(browser) {
  const { context, page } = await openWeb(browser, file);
  await tabTo(page, "Start a new school year");
  await page.keyboard.press("Enter");
  await page.locator("#year").waitFor();
  await idle(page);
  // The focus is where one goes on.
  assert.equal(await page.evaluate(() => document.activeElement.id), "now-title");
  const command = await page.locator("#command").textContent();
  assert.match(command, /^chronic init --anonymous 9 forms --cycle \d{4}-\d\d$/);
  await tabTo(page, "Do this step");
  await page.keyboard.press("Enter");
  await result(page, command);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), command);
  await context.close();
}

await withBrowser(async (browser) => {
  await looks(browser, { viewport: { width: 390, height: 800 } });
  await looks(browser, { viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
  await looks(browser, { viewport: { width: 1280, height: 800 }, forcedColors: "active" });
  await keyboard(browser);
});
