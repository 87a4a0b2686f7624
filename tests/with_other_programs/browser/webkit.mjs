// WebKit as Debian has it, the engine of Safari, driven over WebDriver. It needs a screen: Xvfb's.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const PATIENCE = 60_000;

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

// Calls `use` with a browser that has one window, and ends it whatever happens.
export async function withWebkit(use) {
  const home = mkdtempSync(join(tmpdir(), "chronic-webkit-"));
  const port = await freePort();
  const driver = spawn("xvfb-run", ["--auto-servernum", "WebKitWebDriver", "--host=127.0.0.1", `--port=${port}`], {
    stdio: "ignore",
    detached: true,
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
  });
  const ended = new Promise((done) => { driver.on("exit", done); });
  const send = async (method, path, body) => {
    const asked = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await asked.json();
    assert.ok(asked.ok, `${value?.error}: ${value?.message}`);
    return value;
  };
  try {
    await started(() => send("GET", "/status"));
    const options = { binary: process.env.WEBKIT, args: ["--automation"] };
    const { sessionId } = await send("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    const session = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
    await session("POST", "/timeouts", { script: PATIENCE });
    await use(browser(session));
    await session("DELETE", "");
  } finally {
    try {
      process.kill(-driver.pid);
    } catch {
      // It has ended by itself.
    }
    await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function started(ask) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    try {
      return await ask();
    } catch {
      // Not yet.
    }
  }
  return assert.fail("WebKit took too long");
}

function browser(session) {
  // What a function gives in the page, of these arguments; all of it as JSON.
  async function inPage(act, ...given) {
    const script = `const done = arguments[1];
      Promise.resolve((${act})(...JSON.parse(arguments[0]))).then((value) => done(JSON.stringify({ value })), (error) => done(JSON.stringify({ error: String(error) })));`;
    const { value, error } = JSON.parse(await session("POST", "/execute/async", { script, args: [JSON.stringify(given)] }));
    assert.equal(error, undefined, error);
    return value;
  }

  // The bytes of the file that is saved when the button with these words is pressed. What drives it
  // can't keep downloads, so that they are taken from the page's own link.
  async function saved(words) {
    const { name, text } = await inPage(async (words) => {
      let kept;
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => {
        kept = blob;
        return createObjectURL(blob);
      };
      const pressed = new Promise((found) => {
        HTMLAnchorElement.prototype.click = function click() { found(this); };
      });
      [...document.querySelectorAll("button")].find((button) => button.textContent === words).click();
      const { download } = await pressed;
      const bytes = new Uint8Array(await kept.arrayBuffer());
      return { name: download, text: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
    }, words);
    return { name, bytes: Buffer.from(text, "base64") };
  }

  return {
    inPage,
    saved,
    async open(file) {
      await session("POST", "/url", { url: pathToFileURL(resolve(file)).href });
      // A question would stop what drives it as well.
      await inPage(() => { window.confirm = () => true; });
    },
  };
}
