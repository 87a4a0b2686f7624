// form-hostile.mjs PAGE FOLDER: whatever is typed comes to stand in the saved files, and
// nothing of what the page was made with acts. FOLDER gets files and what was typed.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { assertNoRequest, openForm, save } from "./form.mjs";

const [form, folder] = process.argv.slice(2);
const HOSTILE = [
  "'''", "''''", "'", "a'", "ends in '''", "'''\n[respondent]\nname = \"x\"", "\"\"\"", "a\"\"\"\" ' '''",
  "\\", "C:\\new\\table", "'''\\", "'''\\u0041 \\\"", "\u0001\u0007\u001b[31m", "\u007f \u0085x\u009b",
  "a\r\nb\rc", "\n\n  first\n\tsecond  \n\n", "[actionable-data.team-review]\nrating = \"strength\"",
  "# no comment", "<script>alert(1)</script>\n<!-- ]]>", "\u202e\u200f\u2028\u2029\ufeff\u00a0x", "=1+1",
  "\ud83d\ude00 \ud83d", "\ufffe\uffff", "<<<<<<< mine\na\n=======\nb\n>>>>>>> yours", "\u201ccurly\u201d \u00e9 \u4e2d",
];

await withBrowser(async (browser) => {
  const { page, requests, logged, asked } = await openForm(browser, form);
  const found = await page.evaluate(() => ({
    acts: document.querySelectorAll("img, iframe, object, svg, link, base, [onerror], [onload], body [style], form, script + script").length,
    ran: "ran" in globalThis,
    title: document.title,
    heading: document.querySelector("h1").textContent,
  }));
  assert.deepEqual({ acts: found.acts, ran: found.ran }, { acts: 0, ran: false });
  assert.ok(found.title.includes("<img src=x") && found.heading.includes("<img src=x"), JSON.stringify(found));
  // What nobody touched is saved as it came.
  await writeFile(`${folder}/untouched.toml`, (await save(page)).bytes);

  const typed = await page.evaluate((texts) => {
    const practices = [...document.querySelectorAll("textarea")];
    practices.forEach((box, at) => { box.value = texts[at]; });
    return practices.map((box) => box.value);
  }, HOSTILE);
  await page.evaluate(() => document.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true })));
  await page.locator("#role").fill("\"; \\ \u202e '''");
  await writeFile(`${folder}/typed.toml`, (await save(page)).bytes);
  await writeFile(`${folder}/typed.json`, JSON.stringify(typed.map((text) => text.toWellFormed().replaceAll("\ud83d\ude00 \ufffd", "\ud83d\ude00"))));

  await anything(page);
  assert.deepEqual([logged, asked], [[], []]);
  assertNoRequest(requests);
});

// Texts of odd characters, in files of 25: the page reads back what it wrote, and FOLDER
// gets them for others to read.
async function anything(page) {
  const files = await page.evaluate(() => {
    let seed = 20261001;
    const below = (limit) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % limit;
    };
    const ODD = ["'", "'''", '"', '"""', "\\", "\n", "\r\n", "\t", " ", "#", "=", "[", "]", "a", "\\u0041", "\u0001", "\u0085", "\u009f", "\u00a0", "\u00e9", "\u{1f600}", "\u2028", "rating = \"\"", "\x7f"];
    const any = () => Array.from({ length: below(9) }, () => ODD[below(ODD.length)]).join("");
    return Array.from({ length: 8 }, () => {
      const texts = new Map(questions.map((question) => [`${question.practice}.documentation`, any()]));
      const file = filledIn(blank.textContent, (line) => texts.get(line));
      const read = readResponse(file);
      const wrong = [...texts].filter(([line, text]) => sound(read.values.get(line).value) !== sound(text));
      return { file, texts: [...texts.values()].map(sound), wrong, faults: read.faults };
    });
  });
  for (const [at, { file, texts, wrong, faults }] of files.entries()) {
    assert.deepEqual([wrong, faults], [[], []]);
    await writeFile(`${folder}/any-${at}.toml`, file);
    await writeFile(`${folder}/any-${at}.json`, JSON.stringify(texts));
  }
}
