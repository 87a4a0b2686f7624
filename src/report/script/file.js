// What the pages that fill in a file have in common: the file, what is kept of it in this browser,
// how a newer version of it is opened, and how the page begins. Each page has its own `draft`, and
// says how it works on a text of the file (`work`), shows what is kept (`show`, `refresh`), reads a
// file (`saidIn`), refuses one (`refusal`), takes over what is new in one (`join`), and saves.

const NOT_CHANGED = "Nothing on this page has changed.";
const { key: digest, name: fileName } = byId("file").dataset;
const original = exactly(Uint8Array.from(atob(byId("file").textContent), (sign) => sign.charCodeAt(0)));

// The file that is worked on.
let file;
let saved = true;
// What was changed both here and in a file that was opened: each takes over what the file says.
let conflicts = [];
let soon;

// The text of a file in UTF-8, its byte-order mark included.
function exactly(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function keepsNothing() {
  const warning = "This browser can't keep what you type. Save the file before you close this page. You can open the saved file here later and continue.";
  byId("keeping").textContent = warning;
  byId("keeping").classList.add("warned");
  say(byId("said"), [warning]);
}

// Takes over what other windows changed, and tells this browser what was changed here.
function keep() {
  draft.keep();
  show();
}

function changed() {
  saved = false;
  if (byId("said").childElementCount > 0) say(byId("said"), []);
  refresh();
  clearTimeout(soon);
  soon = setTimeout(keep, 300);
}

function noConflicts() {
  conflicts = [];
  byId("conflicts").hidden = true;
}

async function openFile(given) {
  const name = shown(given.name);
  say(byId("said"), []);
  noConflicts();
  const refuse = (why) => say(byId("opened"), [`We couldn't open ${name}. ${why}`, NOT_CHANGED]);
  let other;
  let theirs;
  try {
    other = opened(exactly(new Uint8Array(await given.arrayBuffer())));
    theirs = saidIn(other);
  } catch (error) {
    return refuse(error instanceof Unread ? error.message : "It isn't a text file saved as UTF-8.");
  }
  const why = refusal(other, theirs);
  if (why) return refuse(why);
  keep();
  const told = join(other, theirs);
  saved = false;
  byId("conflicts").hidden = conflicts.length === 0;
  return say(byId("opened"), [`${name} is open. From now on, you save changes to that file.`, ...told]);
}

function takeTheirs() {
  for (const take of conflicts) take();
  noConflicts();
  say(byId("opened"), ["This page now has what the file says."]);
  changed();
  keep();
}

function erase() {
  if (!confirm("Erase everything you typed on this page and anything this browser saved? Files you already saved won't be deleted.")) return;
  saved = true;
  noConflicts();
  draft.replace([]);
  show();
  say(byId("opened"), []);
  say(byId("said"), ["What you typed has been erased from this browser."]);
}

// Shows the page as it was left, and what needs a script; `next` goes to what is still to be done.
function begin(next) {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  byId("script-off").hidden = true;
  show();
  if (draft.now().size > 0) say(byId("said"), ["We brought back what was typed here before."]);
  // So that the same file can be opened again.
  byId("open").addEventListener("click", ({ target }) => { target.value = ""; });
  byId("open").addEventListener("change", ({ target }) => target.files.length > 0 && openFile(target.files[0]));
  byId("conflicts").addEventListener("click", ({ target }) => target.closest("button") && takeTheirs());
  byId("save").addEventListener("click", save);
  byId("erase").addEventListener("click", erase);
  byId("next").addEventListener("click", next);
  addEventListener("pagehide", draft.keep);
  addEventListener("pageshow", keep);
  document.addEventListener("visibilitychange", keep);
  addEventListener("resize", clearOfTheBar);
  document.addEventListener("keyup", (event) => event.key === "Tab" && uncoverTheFocus());
  addEventListener("storage", ({ key }) => draft.isOf(key) && show());
  addEventListener("beforeunload", (event) => {
    if (!draft.keeps() && !saved) event.preventDefault();
  });
  clearOfTheBar();
}
