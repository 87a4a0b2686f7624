// screenshot.mjs FILE PNG WIDTH HEIGHT [HEADING]: what a window of this size shows of a page,
// from its top or from a heading on. How the pictures in docs/images are made.
import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [file, png, width, height, heading] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const viewport = { width: Number(width), height: Number(height) };
  const { page } = await open(browser, file, { viewport });
  if (heading) {
    const found = page.locator("h1, h2, h3").filter({ hasText: heading }).first();
    assert.ok(await found.count(), `${heading} is no heading`);
    await found.evaluate((element) => element.scrollIntoView());
  }
  await page.screenshot({ path: png });
});
