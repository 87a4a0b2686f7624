// hostile.mjs FILE TEXT: a page with this text from a form in it shows the text, and nothing
// comes of it.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.mjs";

const [file, text] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const page = await browser.newPage();
  const happened = [];
  page.on("dialog", (dialog) => happened.push(dialog.message()) && dialog.dismiss());
  page.on("request", (request) => happened.push(request.url()));
  page.on("popup", () => happened.push("popup"));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  await page.waitForTimeout(100);
  assert.deepEqual(happened, [address]);
  const shown = await page.evaluate(() => document.body.textContent);
  assert.ok(shown.includes(text), `${text} is not shown`);
  const made = await page.locator("script, img, iframe, object, embed, link, base, form, [onload], [onerror]");
  assert.equal(await made.count(), 0);
  const links = await page.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.ok(links.length > 3 && links.every((href) => /^#s\d+$/.test(href)), `${links}`);
});
