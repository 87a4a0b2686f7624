// web-picture.mjs CHRONIC.HTML EXAMPLES OUT: the pictures of docs/browser.md.
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { idle, openWeb, run } from "./web.mjs";

const [file, examples, out] = process.argv.slice(2);
await withBrowser(async (browser) => {
  const { page } = await openWeb(browser, file, { viewport: { width: 860, height: 520 } });
  const picture = (name) => page.screenshot({ path: join(out, name), caret: "hide" });
  await picture("browser-begin.png");
  await page.locator("#folder-input").setInputFiles(join(examples, "2027"));
  await page.locator("#year").waitFor();
  await idle(page);
  await page.evaluate(() => document.activeElement.blur());
  await page.locator("#year-title").scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.getElementById("year").offsetTop - 12));
  await picture("browser-next.png");
  await run(page, "render", { SOURCE: "team-2026.toml", "--format": "html" });
  await page.frameLocator("iframe").locator("h1").waitFor();
  await page.evaluate(() => scrollTo(0, document.querySelector("#list details").getBoundingClientRect().top + scrollY - 12));
  await page.waitForTimeout(500);
  await picture("browser-result.png");
});
