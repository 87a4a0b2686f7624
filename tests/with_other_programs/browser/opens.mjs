// opens.mjs FILE TITLE: the page opens and has this title.
import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file, title] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const { page, requests } = await open(browser, file);
  assert.equal(await page.title(), title);
  assert.deepEqual(requests, []);
});
