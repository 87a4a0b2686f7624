// web-year.mjs CHRONIC.HTML FILES FOLDER: a district's year from an empty folder to the families'
// page, without a terminal. FILES has what people send: a roster, forms, and what a team types.
// The folder is closed, and opened again from FOLDER, between the steps.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "../../../web/node_modules/fflate/esm/index.mjs";
import { withBrowser } from "./browser.mjs";
import { add, edit, idle, openWeb, ready, run, step } from "./web.mjs";

const [file, files, folder] = process.argv.slice(2);
const typed = (name) => () => readFileSync(join(files, name), "utf8");

async function closeAndOpenAgain(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save my folder" }).click()]);
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(await download.path())))) {
    if (path === "READ ME FIRST.txt" || path.endsWith("/")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  await page.reload();
  await ready(page);
  await page.locator("#folder-input").setInputFiles(folder);
  await page.locator("#year").waitFor();
  await idle(page);
}

// The team agrees on each practice, in the page for that.
async function debriefed(page) {
  const frame = page.frameLocator("iframe");
  for (let number = 1; number <= 25; number += 1) {
    const choose = (key, value) => frame.locator(`#p${number} [name$=${key}][value=${value}]`).check();
    await choose("agreed", "could-be-better");
    await choose("decision", number < 3 ? "improve" : "watch");
  }
  await frame.getByRole("button", { name: "Save the file" }).click();
  await page.locator("#said", { hasText: "Saved team.toml to your folder here." }).waitFor();
  await frame.getByText("Saved as team.toml in the folder that's open around this page.").waitFor();
  await idle(page);
}

// The team says who does what by when, in the page for that.
async function planned(page) {
  const frame = page.frameLocator('iframe[title^="Plan"]');
  await frame.locator("#list-action > fieldset").first().locator('[id$="-action"]').fill("Visit homes, in the page.");
  await frame.getByRole("button", { name: "Save the file" }).click();
  await page.locator("#said", { hasText: "Saved plan.toml to your folder here." }).waitFor();
  await frame.getByText("Saved as plan.toml in the folder that's open around this page.").waitFor();
  await idle(page);
}

await withBrowser(async (browser) => {
  const { page, nothingLeft } = await openWeb(browser, file);
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Start a new school year" }).click();
  await page.locator("#year").waitFor();
  await add(page, [join(files, "roster.csv")]);
  await step(page, "init --team roster.csv forms");
  await closeAndOpenAgain(page);
  const forms = readdirSync(join(files, "forms")).map((name) => join(files, "forms", name));
  await add(page, forms);
  await step(page, "tally forms -o team.toml --roster roster.csv");
  await closeAndOpenAgain(page);
  await step(page, "page team.toml -o debrief.html");
  await debriefed(page);
  await step(page, "plan draft team.toml -o plan.toml");
  await run(page, "page", { FILE: "plan.toml", "--output": "plan.html" });
  await planned(page);
  await edit(page, "plan.toml", (text) => {
    assert.equal(text.split('action = "Visit homes, in the page."').length, 2);
    return typed("plan.toml")();
  });
  await closeAndOpenAgain(page);
  await run(page, "render", { SOURCE: "team.toml", "--plan": "plan.toml", "--audience": "families", "--today": "2026-11-03", "--output": "families.html" });
  await page.frameLocator("iframe").getByRole("heading", { level: 1 }).waitFor();
  await run(page, "tally", { SOURCE: "team.toml", "--output": "team.xlsx" });
  await closeAndOpenAgain(page);
  nothingLeft();
});
