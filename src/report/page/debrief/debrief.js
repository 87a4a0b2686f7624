// The debrief: what is chosen and typed, kept in this browser, and saved into the team's file.

const KEYS = ["agreed", "decision", "notes"];
const ORDER = ["counts", "documentation", ...KEYS];
const NOT_CHANGED = "Nothing on this page has changed.";
const practices = [...document.querySelectorAll("[data-practice]")].map((group) => ({
  group,
  id: group.dataset.practice,
  number: group.dataset.number,
  agreed: [...group.querySelectorAll("[name$=agreed]")],
  decision: [...group.querySelectorAll("[name$=decision]")],
  notes: group.querySelector("textarea"),
}));
const fields = practices.flatMap((practice) => KEYS.map((key) => ({ practice, key, name: `${practice.id}.${key}` })));
const { key: digest, name: fileName } = byId("file").dataset;
const draft = keptAs(`chronic debrief ${digest}`, keepsNothing);
const original = exactly(Uint8Array.from(atob(byId("file").textContent), (sign) => sign.charCodeAt(0)));

// The file that is worked on, and what its fields hold.
let file;
let inFile;
let saved = true;
let conflicts = [];

// The text of a file in UTF-8, its byte-order mark included.
function exactly(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function value({ practice, key }) {
  return key === "notes" ? sound(practice.notes.value) : practice[key].find((input) => input.checked)?.value ?? "";
}

function put({ practice, key }, now) {
  if (key !== "notes") for (const input of practice[key]) input.checked = input.value === now;
  else if (sound(practice.notes.value) !== now) practice.notes.value = now;
}

// What differs from the file that is worked on.
function typed() {
  return Object.fromEntries(fields.map((field) => [field.name, value(field)]).filter(([name, now]) => now !== inFile.get(name)));
}

function isOpen(practice) {
  const place = (inputs) => inputs.findIndex((input) => input.checked) + 1;
  return practice.group.dataset.open[place(practice.agreed) * 5 + place(practice.decision)] === "1";
}

function refresh() {
  const asked = practices.filter((practice) => practice.group.dataset.open[0] === "1");
  const left = practices.filter(isOpen);
  for (const practice of practices) {
    const { group, notes } = practice;
    const isChosen = [...practice.agreed, ...practice.decision].some((input) => input.checked);
    const state = isOpen(practice) ? "to settle" : isChosen ? "\u2713 settled" : "";
    document.querySelector(`[data-of=${group.id}]`).textContent = state;
    group.classList.toggle("has-text", notes.value.trim() !== "");
    group.querySelector(".written").textContent = notes.value;
    for (const clear of group.querySelectorAll("[data-clears]")) {
      clear.hidden = !group.querySelector(`[name=${clear.dataset.clears}]:checked`);
    }
  }
  const settled = asked.filter((practice) => !isOpen(practice)).length;
  const said = asked.length === 0 ? "There is nothing to settle." : `${settled} of ${asked.length} settled`;
  if (byId("progress").textContent !== said) byId("progress").textContent = said;
  Object.assign(byId("done"), { max: Math.max(asked.length, 1), value: settled });
  if (left.length === 0 && document.activeElement === byId("next")) byId("save").focus();
  byId("next").hidden = left.length === 0;
}

function keepsNothing() {
  const warning = "This browser can't keep what you type. Save the file before you close this page. You can open the saved file here later and continue.";
  byId("keeping").textContent = warning;
  byId("keeping").classList.add("warned");
  say(byId("said"), [warning]);
}

// Notes that a field was changed here.
function note(field) {
  draft.set(field.name, value(field) === inFile.get(field.name) ? null : value(field));
}

// Keeps all that differs from the file that this page came with: another file, and the fields.
function keepAll() {
  draft.replace([...(file.text === original ? [] : [["file", file.text]]), ...Object.entries(typed())]);
}

// Takes over what other windows changed, and tells this browser what was changed here.
function keep() {
  draft.keep();
  show();
}

function show() {
  const all = draft.now();
  const text = all.get("file") ?? original;
  if (text !== file.text) work(text);
  for (const field of fields) put(field, all.get(field.name) ?? inFile.get(field.name));
  refresh();
}

// Works on this text of the file.
function work(text) {
  file = opened(text);
  inFile = valuesIn(file.root).values;
}

// What the fields hold in a file, and what in it is no choice of a field.
function valuesIn(root) {
  const unknown = [];
  const bare = (text) => text.replace(/['\u2018\u2019\u02bc\xb4]/g, "");
  const values = fields.map(({ practice, key, name }) => {
    const there = found(root, [...practice.id.split("."), key]);
    const text = there?.isText ? sound(there.value) : "";
    if (key === "notes") return [name, text];
    const spelled = plainRating(text);
    const isMeant = (input) => [spelled, bare(spelled)].some((one) => input.dataset.spelled.split(" ").includes(one));
    const chosen = practice[key].find(isMeant);
    if (there && !chosen && spelled !== "") unknown.push(`Practice ${practice.number}: ${shown(text)} isn't one of the choices for ${key}.`);
    return [name, chosen?.value ?? ""];
  });
  return { values: new Map(values), unknown };
}

function countsIn(root, practice) {
  const counts = found(root, [...practice.id.split("."), "counts"]);
  const names = [...practice.agreed.map((input) => input.value), "unanswered"];
  return names.map((name) => Number(counts?.entries?.get(name)?.node.value?.replaceAll("_", ""))).join(",");
}

const numbersOf = (list) => `${list.length === 1 ? "practice" : "practices"} ${listed(list.map((practice) => practice.number))}`;

// Why a file can't be worked on here; undefined where it can.
function refusal(root) {
  const own = opened(original).root;
  const text = (of, name) => trimmed(found(of, [name])?.value ?? "");
  if (text(root, "kind") !== "team-assessment") return "It isn't a team assessment.";
  if (text(root, "rubric") !== text(own, "rubric")) return "Its practices are different from the ones on this page.";
  const counted = practices.filter((practice) => countsIn(root, practice) !== countsIn(own, practice));
  if (counted.length > 0) {
    return `Its counts are different for ${numbersOf(counted)}, so what this page shows doesn't fit it. Make this page again from that file: chronic page`;
  }
  return undefined;
}

async function openFile(given) {
  const name = shown(given.name);
  say(byId("said"), []);
  conflicts = [];
  byId("conflicts").hidden = true;
  const refuse = (why) => say(byId("opened"), [`We couldn't open ${name}. ${why}`, NOT_CHANGED]);
  let other;
  try {
    other = opened(exactly(new Uint8Array(await given.arrayBuffer())));
  } catch (error) {
    return refuse(error instanceof Unread ? error.message : "It isn't a text file saved as UTF-8.");
  }
  const { values: theirs, unknown } = valuesIn(other.root);
  const why = refusal(other.root) ?? (unknown.length > 0 && `${unknown.slice(0, 6).join(" ")} Correct that in the file first.`);
  if (why) return refuse(why);
  keep();
  const taken = [];
  const told = (key, text) => (key === "notes" ? shown(text) : practices[0][key].find((input) => input.value === text)?.parentElement.textContent.trim()) || "blank";
  for (const field of fields) {
    const [before, here, there] = [inFile.get(field.name), value(field), theirs.get(field.name)];
    if (here === there || before === there) continue;
    if (here === before) {
      put(field, there);
      taken.push(field.practice);
    } else {
      conflicts.push({ field, there, words: `Practice ${field.practice.number}, ${field.key}: the file has ${told(field.key, there)}, and this page keeps ${told(field.key, here)}.` });
    }
  }
  const comments = (root, practice) => {
    const list = found(root, [...practice.id.split("."), "documentation"]);
    return JSON.stringify(list ? [...flat(list)] : []);
  };
  const originals = opened(original).root;
  const others = practices.filter((practice) => comments(originals, practice) !== comments(other.root, practice));
  work(other.text);
  keepAll();
  saved = false;
  refresh();
  byId("conflicts").hidden = conflicts.length === 0;
  return say(byId("opened"), [
    `${name} is open. From now on, you save changes to that file.`,
    taken.length > 0 ? `It has newer entries for ${numbersOf([...new Set(taken)])}. They're on this page now.` : "It has no newer entries.",
    ...conflicts.map(({ words }) => words),
    others.length > 0 && `Its comments are different for ${numbersOf(others)}. This page shows the earlier ones, and the file keeps its own.`,
  ]);
}

function takeTheirs() {
  for (const { field, there } of conflicts) {
    put(field, there);
    note(field);
  }
  conflicts = [];
  byId("conflicts").hidden = true;
  say(byId("opened"), ["This page now has what the file says."]);
  changed();
  keep();
}

function save() {
  keep();
  const now = typed();
  const changes = practices.map((practice) => {
    const texts = KEYS.map((key) => [key, now[`${practice.id}.${key}`]]).filter(([, text]) => text !== undefined);
    return { path: practice.id.split("."), order: ORDER, texts: Object.fromEntries(texts) };
  });
  let text;
  try {
    text = changedText(file, changes, ["notes"]);
  } catch {
    return say(byId("said"), ["The file is written in a way that this page can't change. Nothing was saved. Type your entries into the file with a text editor."]);
  }
  const then = "Now replace the team's file with the saved one. If you saved more than once, use the newest one.";
  const where = download(fileName, text, then);
  saved = true;
  const left = practices.filter(isOpen);
  const asked = practices.filter(({ notes }) => maybeOfStudent(notes.value));
  return say(byId("said"), [
    ...where,
    left.length === 0 ? "Everything is settled." : `Still to settle: ${numbersOf(left)}.`,
    asked.length > 0 && `Do the notes for ${numbersOf(asked)} include a student's ID or date of birth? If so, take it out, and save again.`,
  ]);
}

function erase() {
  if (!confirm("Erase what you typed on this page and what this browser kept of it? Files you already saved won't be deleted.")) return;
  saved = true;
  conflicts = [];
  byId("conflicts").hidden = true;
  draft.replace([]);
  show();
  say(byId("opened"), []);
  say(byId("said"), ["What you typed has been erased from this browser."]);
}

// To the next practice that is to be settled, below where one is, or else from the top.
function nextOpen() {
  const open = practices.filter(isOpen);
  const line = document.documentElement.clientHeight / 3;
  const next = open.find(({ group }) => group.getBoundingClientRect().top > line) ?? open[0];
  next?.group.scrollIntoView();
  next?.agreed[0].focus({ preventScroll: true });
}

let soon;

function changed() {
  saved = false;
  if (byId("said").childElementCount > 0) say(byId("said"), []);
  refresh();
  clearTimeout(soon);
  soon = setTimeout(keep, 300);
}

function showComments() {
  const isShown = byId("comments").checked;
  for (const part of document.querySelectorAll(".comments")) part.hidden = !isShown;
  for (const part of document.querySelectorAll(".hidden-comments")) part.hidden = isShown;
}

function start() {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  byId("script-off").hidden = true;
  work(original);
  show();
  if (draft.now().size > 0) {
    say(byId("said"), ["We brought back what was typed here before."]);
  }
  const fieldOf = (target) => fields.find(({ practice, key }) => (key === "notes" ? practice.notes === target : practice[key].includes(target)));
  document.addEventListener("input", ({ target }) => {
    const field = fieldOf(target);
    if (!field) return;
    note(field);
    changed();
  });
  document.addEventListener("change", ({ target }) => fieldOf(target) && keep());
  document.addEventListener("click", ({ target }) => {
    const id = target.closest("[data-clears]")?.dataset.clears;
    if (!id) return;
    const inputs = [...document.getElementsByName(id)];
    for (const input of inputs) input.checked = false;
    note(fieldOf(inputs[0]));
    inputs[0].focus();
    changed();
    keep();
  });
  byId("comments").checked = false;
  byId("comments").addEventListener("change", showComments);
  byId("open").addEventListener("click", ({ target }) => { target.value = ""; });
  byId("open").addEventListener("change", ({ target }) => target.files.length > 0 && openFile(target.files[0]));
  byId("conflicts").addEventListener("click", ({ target }) => target.closest("button") && takeTheirs());
  byId("save").addEventListener("click", save);
  byId("erase").addEventListener("click", erase);
  byId("next").addEventListener("click", nextOpen);
  addEventListener("pagehide", keep);
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

start();
