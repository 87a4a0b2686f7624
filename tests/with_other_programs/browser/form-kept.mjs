// form-kept.mjs PAGE OTHER: what is typed outlives a reload and a closed tab, is not seen
// in the form of another district, and is erased when somebody says so twice.
import assert from "node:assert/strict";
import { withBrowser } from "./browser.mjs";
import { found, loadAgain, openAgain, openForm, progress, rating, said, save, text } from "./form.mjs";

const [file, other] = process.argv.slice(2);
const answers = async (page) => [
  await progress(page),
  await page.locator("#name").inputValue(),
  await text(page, 3).inputValue(),
];
const TYPED = ["1 of 25 answered", "Ana", "Two\nlines"];

await withBrowser(async (browser) => {
  const { context, page } = await openForm(browser, file);
  await page.locator("#name").fill("Ana");
  await rating(page, 3, "unsure").check();
  await text(page, 3).fill("Two\nlines");
  await loadAgain(page, "lines");
  assert.deepEqual(await answers(page), TYPED);
  assert.match(await said(page), /We brought back/);
  await page.close();

  const elsewhere = await openAgain(context, other);
  assert.deepEqual(await answers(elsewhere.page), ["0 of 25 answered", "", ""]);
  await rating(elsewhere.page, 1, "strength").check();

  const again = await openAgain(context, file);
  await found(again.page, "lines");
  assert.deepEqual(await answers(again.page), TYPED);
  const erase = again.page.getByRole("button", { name: "Erase my answers from this browser" });
  await erase.click();
  assert.deepEqual(await answers(again.page), TYPED);
  again.answers.push(true);
  await erase.click();
  assert.deepEqual(again.asked.map((words) => words.slice(0, 16)), ["Erase everything", "Erase everything"]);
  assert.deepEqual(await answers(again.page), ["0 of 25 answered", "", ""]);
  await again.page.reload();
  assert.deepEqual(await answers(again.page), ["0 of 25 answered", "", ""]);
  await elsewhere.page.reload();
  assert.equal(await progress(elsewhere.page), "1 of 25 answered");

  await nameless(again);
  await clearing(again.page);
  await twice(context, again.page);
  await withoutKeeping(browser);
});

// Two people without a name save two files, and one person the same file each time.
async function nameless({ page, answers }) {
  const first = await save(page);
  assert.match(first.name, /^response-[0-9]{6}\.toml$/);
  await rating(page, 2, "unsure").check();
  await loadAgain(page, first.name.match(/[0-9]{6}/)[0]);
  const { name, bytes } = await save(page);
  assert.equal(name, first.name);
  answers.push(true);
  await page.getByRole("button", { name: "Erase my answers from this browser" }).click();
  assert.notEqual((await save(page)).name, name);
  await page.locator("#open").setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  await page.getByText("is open: ").waitFor();
  assert.equal((await save(page)).name, name);
  answers.push(true);
  await page.getByRole("button", { name: "Erase my answers from this browser" }).click();
}

// An answer can be taken back, and then it is none.
async function clearing(page) {
  await rating(page, 2, "unsure").check();
  await page.getByRole("button", { name: "Clear the rating for practice 2" }).click();
  assert.equal(await progress(page), "0 of 25 answered");
  assert.equal(await page.evaluate(() => document.activeElement.closest("fieldset").id), "p2");
  const { bytes } = await save(page);
  assert.equal(String(bytes).split('rating = ""\n').length, 26);

  // What is left open is found without looking for it.
  await rating(page, 2, "unsure").check();
  await page.evaluate(() => scrollTo(0, 0));
  const next = page.getByRole("button", { name: "Next unanswered question" });
  for (const expected of ["p1", "p3", "p4"]) {
    await next.click();
    assert.equal(await page.evaluate(() => document.activeElement.name), expected);
  }
}

// Two windows with the same form know of each other: whichever is closed first, what was
// typed in either is kept, and what was erased in one is gone in both.
async function twice(context, page) {
  const second = await openAgain(context, file);
  await rating(second.page, 1, "unsure").check();
  await text(second.page, 5).fill("Much more");
  await page.getByText("also open in another window").waitFor();
  await page.waitForFunction(() => document.getElementById("p5-text").value === "Much more");
  // At the same moment, in different practices.
  await Promise.all([text(page, 7).fill("Here"), text(second.page, 8).fill("There")]);
  for (const window of [page, second.page]) {
    await window.waitForFunction(() => ["7", "8"].every((n) => document.getElementById(`p${n}-text`).value !== ""));
  }
  const before = await progress(second.page);
  assert.equal(await progress(page), before);

  const third = await openAgain(context, file);
  await text(third.page, 6).fill("And this");
  await page.waitForFunction(() => document.getElementById("p6-text").value !== "");
  await page.close({ runBeforeUnload: true });
  await second.page.close({ runBeforeUnload: true });
  const fourth = await openAgain(context, file);
  assert.equal(await progress(fourth.page), before);
  assert.equal(await text(fourth.page, 6).inputValue(), "And this");

  fourth.answers.push(true);
  await fourth.page.getByRole("button", { name: "Erase my answers from this browser" }).click();
  await third.page.getByText("0 of 25 answered").waitFor();
  await fourth.page.close({ runBeforeUnload: true });
  await third.page.close({ runBeforeUnload: true });
  const last = await openAgain(context, file);
  assert.equal(await progress(last.page), "0 of 25 answered");
  assert.equal(await text(last.page, 6).inputValue(), "");
  await typedInSight(last.page);
}

// A long answer is typed in sight: the last line never hides behind the bar.
async function typedInSight(page) {
  for (const size of [{ width: 1366, height: 657 }, { width: 375, height: 667 }]) {
    await page.setViewportSize(size);
    await text(page, 2).fill("");
    await rating(page, 2, "unsure").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    for (let line = 0; line < 14; line += 1) {
      await page.keyboard.type(`Words ${line}`);
      await page.keyboard.press("Enter");
    }
    const [bottom, bar] = await page.evaluate(() =>
      [document.activeElement, document.querySelector(".dock")].map((part) => part.getBoundingClientRect()))
      .then(([box, over]) => [box.bottom, over.top]);
    assert.ok(bottom <= bar, `${bottom} and ${bar} at ${size.width}`);
  }
}

// Where the browser keeps nothing, the page says so, and is not left without a question.
async function withoutKeeping(browser) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const { page, asked, answers: replies } = await openAgain(context, file);
  assert.match(await page.locator("#keeping").textContent(), /can't save/);
  assert.match(await said(page), /can't save/);
  await rating(page, 1, "unsure").check();
  replies.push(true);
  await page.reload();
  assert.equal(asked.length, 1);
  await rating(page, 1, "unsure").check();
  await save(page);
  await page.reload();
  assert.equal(asked.length, 1);
}
