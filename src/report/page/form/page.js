// The page: what is typed on it, how far one is, and keeping it in this browser.

const blank = byId("blank");
const heads = [...document.querySelectorAll("[data-line]")];
const questions = [...document.querySelectorAll("[data-practice]")].map((group) => ({
  group,
  practice: group.dataset.practice,
  number: group.dataset.number,
  ratings: [...group.querySelectorAll("[type=radio]")],
  text: group.querySelector("textarea"),
  written: group.querySelector(".written"),
  clear: group.querySelector(".clear"),
}));
// Every field by its name in the file, with what it holds as the form comes.
const fields = [
  ...heads.map((input) => ({
    name: input.dataset.line,
    parts: [input],
    usual: input.defaultValue,
    get: () => input.value,
    put: (text) => { if (input.value !== text) input.value = text; },
  })),
  ...questions.flatMap((question) => [
    {
      name: `${question.practice}.rating`,
      parts: question.ratings,
      usual: "",
      get: () => ratingOf(question)?.value ?? "",
      put: (text) => { for (const rating of question.ratings) rating.checked = rating.value === text; },
    },
    {
      name: `${question.practice}.documentation`,
      parts: [question.text],
      usual: "",
      get: () => question.text.value,
      put: (text) => { if (question.text.value !== text) question.text.value = text; },
    },
  ]),
];
// A response that was opened, until the day in it is no longer that of the answers.
let opened = { day: "", changed: false };
// A number for the file of who gives no name, so that no two people's files have one name.
let mark = freshMark();
let saved = true;
const draft = keptAs(`chronic ${blank.dataset.key}`, keepsNothing);

function freshMark() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, "0");
}

// The number in the name of a file, or in what was kept; else a fresh one.
function markIn(text) {
  return text.match(/^(?:response-)?([0-9]{6})(?![0-9])/)?.[1] ?? freshMark();
}

function ratingOf(question) {
  return question.ratings.find((rating) => rating.checked);
}

// Everything that differs from the form as it came, by the names of the fields.
function typed() {
  return new Map(fields.map((field) => [field.name, field.get()]).filter(([, text], at) => text !== fields[at].usual));
}

// Puts texts onto the page; what has none is as it came.
function put(texts) {
  for (const field of fields) field.put(texts.get(field.name) ?? field.usual);
  refresh();
}

// Progress, and what depends on single answers.
function refresh() {
  for (const question of questions) {
    const hasText = question.text.value.trim() !== "";
    question.clear.hidden = !ratingOf(question);
    question.group.classList.toggle("has-text", hasText);
    question.written.textContent = question.text.value;
  }
  for (const input of heads) input.classList.toggle("has-text", input.value !== "");
  const open = unanswered();
  const count = questions.length;
  const said = `${count - open.length} of ${count} answered`;
  // Said aloud only when it has changed.
  if (byId("progress").textContent !== said) byId("progress").textContent = said;
  byId("done").value = count - open.length;
  const next = byId("next");
  if (open.length === 0 && document.activeElement === next) byId("save").focus();
  next.hidden = open.length === 0;
}

function unanswered() {
  return questions.filter((question) => !ratingOf(question));
}

// Notes that these fields were changed here.
function note(changed) {
  for (const field of changed) draft.set(field.name, field.get() === field.usual ? null : field.get());
  draft.set("opened", opened.day === "" ? null : `${opened.day} ${opened.changed}`);
  draft.set("mark", typed().size === 0 ? null : mark);
}

// Takes over what was typed, or erased, in another window since; whether there was any.
function catchUp() {
  const before = JSON.stringify([...typed()]);
  const all = draft.now();
  put(all);
  const after = typed();
  if (all.has("mark")) mark = markIn(all.get("mark"));
  else if (after.size === 0 && before !== "[]") mark = freshMark();
  const [day, isChanged] = (all.get("opened") ?? "").split(" ");
  opened = { day, changed: isChanged === "true" };
  return JSON.stringify([...after]) !== before;
}

function keepsNothing() {
  const warning =
    "This browser can't save what you type. Save your response before you close the page. " +
    "You can open the saved file here later and continue.";
  byId("keeping").textContent = warning;
  byId("keeping").classList.add("warned");
  say(byId("said"), [warning]);
}
