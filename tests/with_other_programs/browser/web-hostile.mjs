// web-hostile.mjs CHRONIC.HTML FOLDER: whatever is in the folder, nothing acts and nothing leaves.
import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { withBrowser } from "./browser.mjs";
import { idle, openWeb, run } from "./web.mjs";

const [file, folder] = process.argv.slice(2);

let asked = 0;
const server = createServer((_, answer) => answer.end()).on("connection", () => { asked += 1; });
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const away = `http://127.0.0.1:${server.address().port}/`;
const evil = `<!DOCTYPE html><title>x</title><script>parent.hit = 1; fetch("${away}")</script>
<img src=${away} onerror="parent.hit = 1"><p style="background: url(${away})">shown</p>`;
writeFileSync(join(folder, "evil.html"), evil);
writeFileSync(join(folder, "links.html"), `${evil}<a href=${away}>Go</a>`);

await withBrowser(async (browser) => {
  const { context, page } = await openWeb(browser, file);
  const happened = [];
  page.on("dialog", (dialog) => happened.push(dialog.message()) && dialog.dismiss());
  page.on("popup", () => happened.push("popup"));
  await page.locator("#folder-input").setInputFiles(folder);
  await page.locator("#year").waitFor();
  await idle(page);
  assert.match(await page.locator("#files-title").textContent(), /^[0-9]{2} files/);
  await page.locator("#files-title").click();
  for (const name of ["evil.html", "links.html"]) {
    await page.getByRole("button", { name: `Show ${name}` }).click();
  }
  await page.getByText("links.html isn't a page that chronic wrote, so it isn't shown here.").waitFor();
  await page.frameLocator("iframe").getByText("shown").click();
  for (const name of readdirSync(folder).filter((name) => /\.(csv|xlsx)$/.test(name))) {
    await run(page, "import", { EXPORT: name, DIR: "new" }).catch((error) => assert.equal(error.code, "ERR_ASSERTION"));
    await idle(page);
  }
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(happened, []);
  // A whole drive is refused before it's read.
  await page.evaluate(() => {
    const all = new DataTransfer();
    for (let at = 0; at < 20_001; at += 1) all.items.add(new File([], `${at}.toml`));
    const input = document.getElementById("files-input");
    input.files = all.files;
    input.dispatchEvent(new Event("change"));
  });
  await page.locator("#said", { hasText: "Choose the folder of one year only." }).waitFor();
  assert.equal(asked, 0);
  await context.close();
});
server.close();
