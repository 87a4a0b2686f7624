// sheets.mjs N FILE...: each page takes at most N sheets of paper when it is printed.
import assert from "node:assert/strict";
import { open, withBrowser } from "./browser.mjs";

const [most, ...files] = process.argv.slice(2);
await withBrowser(async (browser) => {
  for (const file of files) {
    const { context, page } = await open(browser, file);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    assert.ok(sheets <= Number(most), `${file} takes ${sheets} sheets`);
    // Letter, in points.
    assert.match(pdf, /\/MediaBox\s*\[0 0 612 792\]/, file);
    await context.close();
  }
});
