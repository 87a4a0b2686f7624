// form-refused.mjs PAGE FOLDER: what cannot be opened is said, and what is on the page
// stays; what can be opened in part is, and the rest is named.
import assert from "node:assert/strict";
import { withBrowser } from "./browser.mjs";
import { openForm, progress, rating, save, text } from "./form.mjs";

const [form, folder] = process.argv.slice(2);
const opened = (page) => page.locator("#opened").textContent();

await withBrowser(async (browser) => {
  const { page, asked, answers } = await openForm(browser, form);
  await rating(page, 1, "urgent-gap").check();
  await text(page, 1).fill("Mine");
  const mine = async () => [await progress(page), await text(page, 1).inputValue()];
  const before = await mine();
  const tried = async (file) => {
    await page.evaluate(() => document.getElementById("opened").replaceChildren());
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator("#open").click()]);
    await chooser.setFiles(`${folder}/${file}`);
    await page.locator("#opened p").first().waitFor();
    return opened(page);
  };
  for (const [file, why] of [
    ["picture.png", "a response saved from"],
    ["plan.toml", "a response saved from"],
    ["empty.toml", "a response saved from"],
    ["other-rubric.toml", "questions are different"],
    ["no-answers.toml", "no answers"],
  ]) {
    const words = await tried(file);
    assert.ok(words.includes(why) && words.includes("Nothing on this page has changed"), `${file}: ${words}`);
    assert.deepEqual(await mine(), before, file);
  }
  assert.deepEqual(asked, []);

  // Whatever would be replaced is asked for first.
  const refused = await tried("in-part.toml");
  assert.ok(asked[0].includes("will be replaced") && asked[0].includes("2025-26"), asked[0]);
  assert.ok(refused.includes("Nothing on this page has changed"));
  assert.deepEqual(await mine(), before);

  answers.push(true);
  const words = await tried("in-part.toml");
  for (const fault of [
    "Line 12 of the file doesn't have one of the five ratings: \u201cStrenght\u201d",
    "Line 16 of the file couldn't be read",
    "Line 9 of the file has a date we couldn't use: \u201c10/5/2026\u201d",
    "Line 20 of the file has a heading that isn't on this form",
    "Line 23 of the file has an opening quotation mark with no closing one",
  ]) {
    assert.ok(words.includes(fault), `${fault}: ${words}`);
  }
  assert.equal(await text(page, 1).inputValue(), "One line, \"quoted\" \\ \u00e9");
  assert.equal(await text(page, 2).inputValue(), "");
  assert.ok(await rating(page, 2, "ok-for-now").isChecked());
  assert.equal(await progress(page), "1 of 25 answered");

  // Nor does a long file keep anybody waiting.
  answers.push(true);
  assert.match(await tried("long.toml"), /And 299994 more/);

  // A response that is changed is of the day on which it was changed.
  answers.push(true);
  await page.clock.setFixedTime(new Date(2026, 11, 5, 12));
  await tried("dated.toml");
  assert.ok(String((await save(page)).bytes).includes('date = "2026-10-01" '));
  await rating(page, 4, "unsure").check();
  assert.ok(String((await save(page)).bytes).includes('date = "2026-12-05" '));
});
