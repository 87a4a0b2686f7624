// The debrief: what is chosen and typed, kept in this browser, and saved into the team's file.

const KEYS = ["agreed", "decision", "notes"];
const ORDER = ["counts", "documentation", ...KEYS];
const practices = [...document.querySelectorAll("[data-practice]")].map((group) => ({
  group,
  id: group.dataset.practice,
  number: group.dataset.number,
  agreed: [...group.querySelectorAll("[name$=agreed]")],
  decision: [...group.querySelectorAll("[name$=decision]")],
  notes: group.querySelector("textarea"),
}));
const fields = practices.flatMap((practice) => KEYS.map((key) => ({ practice, key, name: `${practice.id}.${key}` })));
const draft = keptAs(`chronic debrief ${digest}`, keepsNothing);

// What the fields hold in the file that is worked on.
let inFile;

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

// Notes that a field was changed here.
function note(field) {
  draft.set(field.name, value(field) === inFile.get(field.name) ? null : value(field));
}

// Keeps all that differs from the file that this page came with: another file, and the fields.
function keepAll() {
  draft.replace([...(file.text === original ? [] : [["file", file.text]]), ...Object.entries(typed())]);
}

function show() {
  const all = draft.now();
  const text = all.get("file") ?? original;
  if (text !== file?.text) work(text);
  for (const field of fields) put(field, all.get(field.name) ?? inFile.get(field.name));
  refresh();
}

// Works on this text of the file.
function work(text) {
  file = opened(text);
  inFile = saidIn(file).values;
}

// What the fields hold in a file, and what in it is no choice of a field.
function saidIn({ root }) {
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
function refusal({ root }, { unknown }) {
  const own = opened(original).root;
  const text = (of, name) => trimmed(found(of, [name])?.value ?? "");
  if (text(root, "kind") !== "team-assessment") return "It isn't a team assessment.";
  if (text(root, "rubric") !== text(own, "rubric")) return "Its practices are different from the ones on this page.";
  const counted = practices.filter((practice) => countsIn(root, practice) !== countsIn(own, practice));
  if (counted.length > 0) {
    return `Its counts are different for ${numbersOf(counted)}, so what this page shows doesn't fit it. Make this page again from that file: chronic page`;
  }
  return unknown.length > 0 ? `${unknown.slice(0, 6).join(" ")} Correct that in the file first.` : undefined;
}

// Takes over what only the file has newer, and says so.
function join(other, { values: theirs }) {
  const taken = [];
  const kept = [];
  const told = (key, text) => (key === "notes" ? shown(text) : practices[0][key].find((input) => input.value === text)?.parentElement.textContent.trim()) || "blank";
  for (const field of fields) {
    const [before, here, there] = [inFile.get(field.name), value(field), theirs.get(field.name)];
    if (here === there || before === there) continue;
    if (here === before) {
      put(field, there);
      taken.push(field.practice);
    } else {
      conflicts.push(() => {
        put(field, there);
        note(field);
      });
      kept.push(`Practice ${field.practice.number}, ${field.key}: the file has ${told(field.key, there)}, and this page keeps ${told(field.key, here)}.`);
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
  refresh();
  return [
    taken.length > 0 ? `It has newer entries for ${numbersOf([...new Set(taken)])}. They're on this page now.` : "It has no newer entries.",
    ...kept,
    others.length > 0 && `Its comments are different for ${numbersOf(others)}. This page shows the earlier ones, and the file keeps its own.`,
  ];
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
    left.length === 0 ? "Nothing is left to settle." : `Still to settle: ${numbersOf(left)}.`,
    asked.length > 0 && `Do the notes for ${numbersOf(asked)} include a student's ID or date of birth? If so, take it out, and save again.`,
  ]);
}

// To the next practice that is to be settled, below where one is, or else from the top.
function nextOpen() {
  const open = practices.filter(isOpen);
  const line = document.documentElement.clientHeight / 3;
  const next = open.find(({ group }) => group.getBoundingClientRect().top > line) ?? open[0];
  next?.group.scrollIntoView();
  next?.agreed[0].focus({ preventScroll: true });
}

function showComments() {
  const isShown = byId("comments").checked;
  for (const part of document.querySelectorAll(".comments")) part.hidden = !isShown;
  for (const part of document.querySelectorAll(".hidden-comments")) part.hidden = isShown;
}

function start() {
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
  begin(nextOpen);
}

start();
