// web-added.mjs CHRONIC.HTML FOLDER: files that are dropped on the page come in, a form goes to those of
// its own year, and what takes long can be canceled. FOLDER is made here.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { idle, openWeb, result } from "./web.mjs";

const [file, folder] = process.argv.slice(2);
const blank = readFileSync("blank.toml", "utf8");
const form = (name, year) => blank
  .replace('name = ""', `name = "${name}"`)
  .replace('cycle = ""', `cycle = "${year}"`)
  .replaceAll('rating = ""', 'rating = "strength"');
const put = (path, text) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
};
for (let person = 0; person < 400; person += 1) put(`forms/p${person}.toml`, form(`Person ${person}`, "2026-27"));
put("forms-2027-28/ana.toml", form("Ana", "2027-28"));

await withBrowser(async (browser) => {
  const { page, nothingLeft } = await openWeb(browser, file);
  await page.locator("#folder-input").setInputFiles(folder);
  await page.locator("#year").waitFor();
  await idle(page);
  const drop = async (name, content, said) => {
    await page.evaluate(([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, [name, content]);
    await page.locator("#said", { hasText: said }).waitFor();
    await idle(page);
  };
  await drop("bo.toml", form("Bo", "2027-28"), "Added 1 file: forms-2027-28/bo.toml.");
  await drop("cy.toml", form("Cy", "2026-27"), "Added 1 file: forms/cy.toml.");
  // A year that the folder doesn't have yet is most likely the newest.
  await drop("di.toml", form("Di", ""), "Added 1 file: forms-2027-28/di.toml.");
  await drop("roster.csv", "Name\nAna\n", "Added 1 file: roster.csv.");

  const box = page.locator("#steps details", { has: page.locator("summary strong").getByText("tally", { exact: true }) });
  await box.evaluate((details) => { details.open = true; });
  await box.locator("p", { has: page.locator("label code").getByText("SOURCE", { exact: true }) }).locator("textarea, input").fill("forms");
  // As soon as it can be: the run takes no longer than a moment.
  await box.getByRole("button", { name: "Run tally" }).evaluate(async (button) => {
    const [cancel, working] = ["cancel", "working"].map((id) => document.getElementById(id));
    cancel.onclick = null;
    button.click();
    while (working.hidden || !cancel.onclick) await new Promise((done) => { setTimeout(done); });
    cancel.click();
  });
  await page.locator("#said", { hasText: "Canceled. Your files are as they were." }).waitFor();
  await idle(page);
  // Nothing is left of it: the same runs to its end.
  await box.getByRole("button", { name: "Run tally" }).click();
  await result(page, "chronic tally forms");
  assert.match(await page.locator("#list").first().textContent(), /401 responses/);
  nothingLeft();
});
