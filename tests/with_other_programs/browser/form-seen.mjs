// form-seen.mjs PAGE [FOLDER]: no barrier that axe-core knows of, at any width; on paper a
// form to fill in by hand. With FOLDER, pictures of it to look at.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { withBrowser } from "./browser.mjs";
import { openForm, rating, save, text } from "./form.mjs";

const [form, folder] = process.argv.slice(2);
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WIDTHS = { desktop: [1280, 900], phone: [390, 844], narrow: [320, 600], enlarged: [320, 256] };

await withBrowser(async (browser) => {
  for (const [name, [width, height]] of Object.entries(WIDTHS)) {
    // The policy of the page keeps out what the tests bring along as well.
    const { context, page } = await openForm(browser, form, { viewport: { width, height }, bypassCSP: true });
    const isChecked = name === "desktop" || name === "phone";
    if (isChecked) await page.addScriptTag({ path: AXE });
    if (isChecked) await noBarrier(page, `${name}, blank`);
    await picture(page, `${name}-top`);
    await rating(page, 1, "strength").check();
    await text(page, 1).fill("Agendas and minutes on the shared drive; the team met every other Tuesday.");
    await rating(page, 2, "could-be-better").check();
    await save(page);
    if (isChecked) await noBarrier(page, `${name}, saved`);
    await page.locator("#p1").scrollIntoViewIfNeeded();
    await picture(page, `${name}-saved`);
    await rating(page, 3, "unsure").focus();
    await page.keyboard.press("Space");
    await page.evaluate(() => document.querySelector("#p2").scrollIntoView());
    await picture(page, `${name}-questions`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await picture(page, `${name}-end`);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(fits, `${name}: it scrolls sideways`);
    assert.deepEqual(await page.evaluate(tooSmall), [], name);
    await context.close();
  }
  await onPaper(browser);
  await withoutScript(browser);
});

async function picture(page, name) {
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

async function noBarrier(page, when) {
  const { violations, passes } = await page.evaluate(() =>
    axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  const found = violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, [], when);
  assert.ok(passes.length > 20, when);
}

// What is pressed is large enough to be hit (WCAG 2.2, 2.5.8).
function tooSmall() {
  const parts = [...document.querySelectorAll("button, .choices label, input:not([type=radio]), textarea")];
  const seen = parts.filter((part) => part.checkVisibility());
  const small = seen.filter((part) => Math.min(part.offsetWidth, part.offsetHeight) < 24);
  return small.map((part) => part.outerHTML);
}

async function onPaper(browser) {
  const { page } = await openForm(browser, form, { viewport: { width: 816, height: 1056 } });
  await rating(page, 2, "unsure").check();
  await text(page, 2).fill("First paragraph.\n\nSecond one.");
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
    return {
      buttons: seen("button, textarea, [type=file], progress, .dock, #script-off").length,
      circles: seen("[type=radio]").length,
      lines: seen(".lines").map((part) => part.closest("fieldset").id),
      written: seen(".written").map((part) => part.innerText),
      words: document.body.innerText,
      cut: seen("fieldset").filter((part) => getComputedStyle(part).breakInside !== "avoid").length,
    };
  });
  assert.equal(paper.buttons, 0);
  assert.equal(paper.circles, 125);
  assert.equal(paper.lines.length, 24);
  assert.deepEqual(paper.written, ["First paragraph.\n\nSecond one."]);
  assert.ok(!paper.lines.includes("p2") && paper.cut === 0);
  assert.match(paper.words, /fill in one circle/);
  assert.match(paper.words, /Return this form to/);
  assert.doesNotMatch(paper.words, /browser|Save my response/);
  if (folder) await page.pdf({ path: `${folder}/paper.pdf`, format: "Letter" });
  if (folder) await page.screenshot({ path: `${folder}/paper.png` });
}

// A preview in a mail program runs no script: it says what to do.
async function withoutScript(browser) {
  const { page } = await openForm(browser, form, { javaScriptEnabled: false });
  await page.getByText("a preview, so you can").waitFor();
  assert.equal(await page.getByRole("button").count(), 0);
}
