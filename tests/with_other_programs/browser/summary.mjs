// summary.mjs FILE...: each page reads well on a phone, on a desktop and on paper, and does
// nothing by itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { open, withBrowser } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
// CSS pixels. WCAG 2.2 (1.4.10) asks a page to fit into the first; the second is where
// tables are first shown as such.
const FITS = [320, 840];
const READ = { phone: 390, desktop: 1280 };
// Between margins of 15 mm, at 96 pixels an inch.
const PAPER = { Letter: [703, 943], A4: [680, 1009] };

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(found.passes.length > 15, "hardly any rule applied");
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 5)}`);
}

// What sticks out to the right.
function wider(page) {
  return page.evaluate(() => {
    const main = document.querySelector("main").getBoundingClientRect().right;
    const width = Math.min(main, document.documentElement.clientWidth);
    const out = [...document.querySelectorAll("main *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.right > width + 1 && !e.closest("thead") && !e.closest("pattern");
    });
    return out.map((e) => `${e.tagName} ${e.textContent.slice(0, 40)}`).slice(0, 5);
  });
}

async function fits(browser, file, width, more = {}) {
  const options = { viewport: { width, height: 800 }, ...more };
  const { context, page, requests } = await open(browser, file, options);
  assert.deepEqual(await wider(page), [], `${file} is wider than ${width}`);
  return { context, page, requests };
}

async function onScreen(browser, file, name, width, colorScheme) {
  const { context, page, requests } = await fits(browser, file, width, { colorScheme });
  assert.deepEqual(await violations(page), [], `${file} on a ${name}, ${colorScheme}`);
  assert.equal(await page.locator("script, img, iframe, object, embed, link, form").count(), 0);
  assert.deepEqual(requests, []);
  await context.close();
}

// The contents lead to their sections by keyboard.
async function contents(browser, file) {
  const { context, page } = await open(browser, file);
  await page.keyboard.press("Tab");
  const words = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(":target").textContent(), words);
  await context.close();
}

// The page's own policy stops whatever tries.
async function sealedOff(browser, file) {
  let asked = 0;
  const server = createServer((_, answer) => {
    asked += 1;
    answer.end();
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const { context, page } = await open(browser, file);
  const refused = await page.evaluate(async (address) => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (e) => refused.push(e.effectiveDirective));
    document.body.append(Object.assign(new Image(), { src: `${address}x.png` }));
    document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
    document.body.setAttribute("style", "color: red");
    await fetch(address).catch(() => {});
    await new Promise((done) => setTimeout(done, 50));
    return [...new Set(refused), `${window.ran}`].sort();
  }, address);
  assert.deepEqual(refused, ["connect-src", "img-src", "script-src-elem", "style-src-attr", "undefined"]);
  await context.close();
  server.close();
  assert.equal(asked, 0);
}

async function onPaper(browser, file) {
  for (const [name, [width, height]] of Object.entries(PAPER)) {
    const { context, page } = await open(browser, file, { viewport: { width, height } });
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await wider(page), [], `${file} is wider than ${name}`);
    const cut = await page.evaluate((height) => {
      const rows = [...document.querySelectorAll("tr, figure li, .bar")];
      if (rows.length < 20) return ["hardly any row"];
      const may = (e) => getComputedStyle(e).breakInside !== "avoid" || e.offsetHeight > height;
      return rows.filter(may).map((e) => e.textContent.slice(0, 40));
    }, height);
    assert.deepEqual(cut, [], `${file} on ${name}`);
    assert.ok((await page.pdf({ format: name })).length > 10_000);
    await context.close();
  }
}

await withBrowser(async (browser) => {
  for (const file of process.argv.slice(2)) {
    for (const width of FITS) await (await fits(browser, file, width)).context.close();
    for (const [name, width] of Object.entries(READ)) {
      for (const scheme of ["light", "dark"]) await onScreen(browser, file, name, width, scheme);
    }
    await contents(browser, file);
    await sealedOff(browser, file);
    await onPaper(browser, file);
  }
});
