// The browser, started so that it asks nobody for anything, and pages of this machine in it.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Calls `use(browser)` and closes the browser whatever happens.
export async function withBrowser(use) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: QUIET,
    chromiumSandbox: false,
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

// A page from a file, and every request that it makes but the one for itself.
export async function open(browser, file, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const requests = [];
  page.on("request", (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  await page.goto(address);
  return { context, page, requests };
}
