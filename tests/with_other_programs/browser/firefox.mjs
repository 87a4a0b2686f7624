// Firefox as it is installed, driven over WebDriver BiDi: the protocol itself, since what else
// drives it asks for newer commands than a long-term release has.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const PATIENCE = 30_000;

// What `find` gives once it gives something.
async function eventually(what, find) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(30)) {
    const found = await find();
    if (found) return found;
  }
  return assert.fail(`${what} took too long`);
}

// Calls `use` with a browser that has one window, and ends it whatever happens.
export async function withFirefox(use) {
  const home = mkdtempSync(join(tmpdir(), "chronic-firefox-"));
  const downloads = mkdtempSync(join(home, "downloads-"));
  const settings = {
    "browser.download.dir": downloads,
    "browser.download.folderList": 2,
    "browser.download.always_ask_before_handling_new_types": false,
    "browser.shell.checkDefaultBrowser": false,
    "datareporting.policy.dataSubmissionEnabled": false,
    "app.update.auto": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
  };
  const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  writeFileSync(join(home, "user.js"), lines.join(""));
  const options = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", home];
  const firefox = spawn(process.env.FIREFOX, options, { stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  firefox.stderr.on("data", (said) => { log += said; });
  const ended = new Promise((done) => { firefox.on("exit", done); });
  try {
    const address = await eventually("Firefox", () => /BiDi listening on (ws:\S+)/.exec(log)?.[1]);
    await use(await browser(`${address}/session`, downloads));
  } finally {
    firefox.kill();
    await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function browser(address, downloads) {
  const socket = new WebSocket(address);
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    const { answer, refuse } = waiting.get(said.id) ?? {};
    waiting.delete(said.id);
    if (said.type === "success") answer?.(said.result);
    else if (said.type === "error") refuse?.(new Error(`${said.error}: ${said.message}`));
  };
  await new Promise((open, fail) => Object.assign(socket, { onopen: open, onerror: fail }));
  let last = 0;
  const send = (method, params = {}) => new Promise((answer, refuse) => {
    waiting.set(last += 1, { answer, refuse });
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  await send("session.new", { capabilities: { alwaysMatch: { unhandledPromptBehavior: { default: "accept" } } } });
  const { contexts: [{ context }] } = await send("browsingContext.getTree");

  // What a function gives in the page, of these arguments; all of it as JSON.
  async function inPage(act, ...given) {
    const { result, exceptionDetails } = await send("script.callFunction", {
      functionDeclaration: `(given) => JSON.stringify((${act})(...JSON.parse(given)))`,
      arguments: [{ type: "string", value: JSON.stringify(given) }],
      target: { context },
      awaitPromise: true,
    });
    assert.equal(exceptionDetails, undefined, exceptionDetails?.text);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  }

  // Presses each of these keys.
  const type = (keys) => send("input.performActions", {
    context,
    actions: [{ type: "key", id: "keys", actions: [...keys].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value }))) }],
  });

  // The bytes of the file that is saved when the button with these words is pressed.
  async function saved(words) {
    await inPage((words) => [...document.querySelectorAll("button")].find((button) => button.textContent === words).click(), words);
    let before;
    const name = await eventually("the download", () => {
      const there = readdirSync(downloads);
      // Until it is whole, it has another name, which may be gone by now, and an empty file has its own.
      const size = there.length === 1 && statSync(join(downloads, there[0]), { throwIfNoEntry: false })?.size;
      const now = size > 0 && !there[0].endsWith(".part") ? `${there[0]} ${size}` : undefined;
      const stays = now && now === before;
      before = now;
      return stays ? there[0] : undefined;
    });
    const bytes = readFileSync(join(downloads, name));
    rmSync(join(downloads, name));
    assert.ok(!existsSync(join(downloads, name)));
    return { name, bytes };
  }

  return {
    inPage,
    type,
    saved,
    open: (file) => send("browsingContext.navigate", { context, url: pathToFileURL(resolve(file)).href, wait: "complete" }),
    reload: () => send("browsingContext.reload", { context, wait: "complete" }),
  };
}
