// form-keyboard.mjs PAGE FOLDER: the form is filled in and saved with the keyboard alone.
// Practice 1 gets the first rating, 2 the second and so on; the file goes into FOLDER.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { assertNoRequest, openForm, progress, said, saved } from "./form.mjs";

const [file, folder] = process.argv.slice(2);
const TYPED = { name: "Ana D\u00edaz", role: "Principal", department: "Schools \"North\"" };

// Where the focus is, and whether somebody sees it.
const focus = () => {
  const here = document.activeElement;
  const ring = [here, here.closest("label")].filter(Boolean);
  const bar = document.querySelector(".dock");
  const [box, below] = [here.getBoundingClientRect(), bar.getBoundingClientRect()];
  return {
    id: here.id,
    type: here.type ?? here.tagName.toLowerCase(),
    practice: here.closest("fieldset")?.dataset.number,
    isSeen: ring.some((part) => {
      const { outlineStyle, boxShadow } = getComputedStyle(part);
      return outlineStyle !== "none" || (part.type === "date" && boxShadow !== "none");
    }),
    isInView: bar.contains(here) || (box.bottom <= below.top + 1 && box.top >= -1),
  };
};

await withBrowser(async (browser) => {
  const { page, requests, logged } = await openForm(browser, file);
  const press = (key) => page.keyboard.press(key);
  const stops = new Set();
  for (let presses = 0; presses < 300; presses += 1) {
    await press("Tab");
    const at = await page.evaluate(focus);
    const first = !stops.has(at.id || at.type + at.practice);
    stops.add(at.id || at.type + at.practice);
    assert.ok(at.isSeen && at.isInView, JSON.stringify(at));
    if (at.type === "a") {
      await press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "questions");
      await page.evaluate(() => document.querySelector(".skip").focus());
    } else if (TYPED[at.id] && first) {
      await page.keyboard.type(TYPED[at.id]);
      await press("Enter");
    } else if (at.type === "date" && first) {
      await page.keyboard.type("10012026");
    } else if (at.type === "radio" && first) {
      await press("Space");
      for (let step = 1; step < ((at.practice - 1) % 5) + 1; step += 1) await press("ArrowDown");
      assert.equal(await progress(page), `${at.practice} of 25 answered`);
    } else if (at.type === "textarea") {
      await page.keyboard.type(`Seen in ${at.practice}, \\\\srv\\x.`);
      await press("Enter");
      await page.keyboard.type("'Twice' # really");
    } else if (at.id === "save") {
      const place = await page.evaluate(() => scrollY);
      const { name, bytes } = await saved(page, () => press("Enter"));
      assert.equal(await page.evaluate(() => scrollY), place);
      assert.equal(name, "ana-d\u00edaz.toml");
      await writeFile(`${folder}/${name}`, bytes);
      break;
    }
  }
  assert.match(await said(page), /Saved as ana-d\u00edaz\.toml.*You have answered all 25 practices/s);
  assert.match(await said(page), /send that file to/);
  assert.deepEqual(logged, []);
  assertNoRequest(requests);
});
