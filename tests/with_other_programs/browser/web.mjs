// chronic.html in a browser, as its tests use it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

// The page, once the program in it is ready. The only requests are for what it has made itself.
export async function openWeb(browser, file, options = {}) {
  const opened = await open(browser, file, options);
  const errors = [];
  opened.page.on("pageerror", (error) => errors.push(error.message));
  await ready(opened.page);
  const nothingLeft = () => {
    assert.deepEqual(opened.requests.filter((address) => !address.startsWith("blob:")), []);
    assert.deepEqual(errors, []);
  };
  return { ...opened, nothingLeft };
}

export async function ready(page) {
  await page.locator("#begin").waitFor();
  await idle(page);
}

export async function idle(page) {
  await page.locator("#working").waitFor({ state: "hidden" });
}

// Presses the large button, which is to run this command, but for the school year that it is today.
export async function step(page, command) {
  const shown = await page.locator("#command").textContent();
  assert.equal(shown.replace(/ --cycle \d{4}-\d\d$/, ""), `chronic ${command}`);
  await page.getByRole("button", { name: "Do this step" }).click();
  await result(page, shown);
}

// The newest result is this command's, and all is well.
export async function result(page, command, said = "Done.") {
  await page.locator("#list > details", { hasText: command }).first().waitFor();
  await idle(page);
  const newest = page.locator("#list > details", { has: page.locator("summary code") }).first();
  assert.equal(await newest.locator("summary").textContent(), command);
  assert.equal(await newest.locator("p").first().textContent(), said, await newest.textContent());
}

// Fills in a command's controls, by what they are called at a terminal, and runs it.
export async function run(page, command, values) {
  const box = page.locator("#steps details", { has: page.locator("summary strong").getByText(command, { exact: true }) });
  await box.evaluate((details) => { details.open = true; });
  for (const [name, value] of Object.entries(values)) {
    const input = box.locator("p", { has: page.locator("label code").getByText(name, { exact: true }) }).locator("input, select, textarea");
    const kind = await input.evaluate((element) => element.type);
    if (kind === "checkbox") await input.check();
    else if (kind.startsWith("select")) await input.selectOption(value);
    else await input.fill(value);
  }
  const typed = await box.locator("p.note code").textContent();
  await box.getByRole("button", { name: `Run ${command}` }).click();
  await result(page, typed);
}

export async function add(page, files) {
  await page.locator("#files-input").setInputFiles(files);
  await page.locator("#said", { hasText: "Added" }).waitFor();
  await idle(page);
}

// Changes a file by hand, as text.
export async function edit(page, path, change) {
  const list = page.locator("#files").locator("xpath=..");
  if (!(await list.evaluate((details) => details.open))) await list.locator("summary").click();
  await page.getByRole("button", { name: `Edit ${path}`, exact: true }).last().click();
  await page.locator("#text").fill(change(await page.locator("#text").inputValue()));
  await page.getByRole("button", { name: "Keep this text" }).click();
  await page.locator("#said", { hasText: `Changed ${path}` }).waitFor();
  await idle(page);
}

// What axe-core finds, in the page and in each page that it shows.
export async function violations(page) {
  const all = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axe);
    const found = await frame.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], iframes: false }));
    assert.ok(found.passes.length > 12, "hardly any rule applied");
    all.push(...found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 5)}`));
  }
  return all;
}
