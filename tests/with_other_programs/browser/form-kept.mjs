// form-kept.mjs PAGE OTHER: what is typed outlives a reload and a closed tab, is not seen
// in the form of another district, and is erased when somebody says so twice.
import assert from "node:assert/strict";
import { withBrowser } from "./browser.mjs";
import { openAgain, openForm, progress, rating, said, save, text } from "./form.mjs";

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
  await page.reload();
  assert.deepEqual(await answers(page), TYPED);
  assert.match(await said(page), /is back/);
  await page.close();

  const elsewhere = await openAgain(context, other);
  assert.deepEqual(await answers(elsewhere.page), ["0 of 25 answered", "", ""]);
  await rating(elsewhere.page, 1, "strength").check();

  const again = await openAgain(context, file);
  assert.deepEqual(await answers(again.page), TYPED);
  const erase = again.page.getByRole("button", { name: "Erase what I typed" });
  await erase.click();
  assert.deepEqual(await answers(again.page), TYPED);
  again.answers.push(true);
  await erase.click();
  assert.deepEqual(again.asked.map((words) => words.slice(0, 9)), ["Erase all", "Erase all"]);
  assert.deepEqual(await answers(again.page), ["0 of 25 answered", "", ""]);
  await again.page.reload();
  assert.deepEqual(await answers(again.page), ["0 of 25 answered", "", ""]);
  await elsewhere.page.reload();
  assert.equal(await progress(elsewhere.page), "1 of 25 answered");

  await clearing(again.page);
  await twice(context, again.page);
  await withoutKeeping(browser);
});

// An answer can be taken back, and then it is none.
async function clearing(page) {
  await rating(page, 2, "unsure").check();
  await page.getByRole("button", { name: "Clear the rating of practice 2" }).click();
  assert.equal(await progress(page), "0 of 25 answered");
  assert.equal(await page.evaluate(() => document.activeElement.closest("fieldset").id), "p2");
  const { bytes } = await save(page);
  assert.equal(String(bytes).split('rating = ""\n').length, 26);

  // What is left open is found without looking for it.
  await rating(page, 2, "unsure").check();
  await page.evaluate(() => scrollTo(0, 0));
  const next = page.getByRole("button", { name: "Next unanswered" });
  for (const expected of ["p1", "p3", "p4"]) {
    await next.click();
    assert.equal(await page.evaluate(() => document.activeElement.name), expected);
  }
}

// Two windows with the same form know of each other.
async function twice(context, page) {
  const second = await openAgain(context, file);
  await rating(second.page, 1, "unsure").check();
  await page.getByText("open in another window").waitFor();
}

// Where the browser keeps nothing, the page says so, and is not left without a question.
async function withoutKeeping(browser) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } });
  });
  const { page, asked, answers: replies } = await openAgain(context, file);
  assert.match(await page.locator("#keeping").textContent(), /does not keep/);
  assert.match(await said(page), /does not keep/);
  await rating(page, 1, "unsure").check();
  replies.push(true);
  await page.reload();
  assert.equal(asked.length, 1);
  await rating(page, 1, "unsure").check();
  await save(page);
  await page.reload();
  assert.equal(asked.length, 1);
}
