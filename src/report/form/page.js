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
// A response that was opened, until the day in it is no longer that of the answers.
let opened = { day: "", changed: false };
// A number for the file of who gives no name, so that no two people's files have one name.
let mark = freshMark();
// Whether this browser keeps what is typed, and whether the last of it was saved.
let keeps = true;
let saved = true;
// Whether something was typed here since this browser was last told, and what it then held:
// another window may have told it more.
let unkept = false;
let held = null;

function freshMark() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, "0");
}

// The number in the name of a file, or in what was kept; else a fresh one.
function markIn(text) {
  return words(text).match(/^(?:response-)?([0-9]{6})(?![0-9])/)?.[1] ?? freshMark();
}

function ratingOf(question) {
  return question.ratings.find((rating) => rating.checked);
}

// Everything that differs from the form as it came.
function typed() {
  const state = { head: {}, answers: {} };
  for (const input of heads) {
    if (input.value !== input.defaultValue) state.head[input.dataset.line] = input.value;
  }
  for (const question of questions) {
    const rating = ratingOf(question)?.value ?? "";
    const text = question.text.value;
    if (rating !== "" || text !== "") state.answers[question.practice] = { rating, text };
  }
  return state;
}

function isBlank(state) {
  return Object.keys(state.head).length + Object.keys(state.answers).length === 0;
}

const words = (text) => (typeof text === "string" ? text : "");

// Puts a state onto the page, whatever it holds; what it does not have becomes blank.
function put(state) {
  for (const input of heads) {
    const value = state?.head?.[input.dataset.line];
    input.value = typeof value === "string" ? value : input.defaultValue;
  }
  for (const question of questions) {
    const answer = state?.answers?.[question.practice];
    for (const rating of question.ratings) rating.checked = rating.value === answer?.rating;
    question.text.value = words(answer?.text);
  }
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

const KEPT_AS = `chronic ${blank.dataset.key}`;

// Keeps what was typed here since in this browser, or says that this browser does not.
function keep() {
  if (!unkept) return;
  const state = typed();
  try {
    held = isBlank(state) ? null : JSON.stringify({ ...state, opened, mark });
    if (held === null) localStorage.removeItem(KEPT_AS);
    else localStorage.setItem(KEPT_AS, held);
    unkept = false;
  } catch {
    keepsNothing();
  }
}

// Takes over what was typed, or erased, in another window since; whether there was any.
function catchUp() {
  if (unkept || !keeps) return false;
  const before = held;
  const now = kept();
  if (held === before) return false;
  put(now);
  mark = markIn(now?.mark);
  opened = { day: words(now?.opened?.day), changed: now?.opened?.changed === true };
  return true;
}

function keepsNothing() {
  if (!keeps) return;
  keeps = false;
  const warning =
    "This browser can't save what you type. Save your response before you close the page. " +
    "You can open the saved file here later and keep going.";
  byId("keeping").textContent = warning;
  byId("keeping").classList.add("warned");
  say(byId("said"), [warning]);
}

// What was kept, or null.
function kept() {
  try {
    localStorage.setItem(`${KEPT_AS} test`, "");
    localStorage.removeItem(`${KEPT_AS} test`);
    held = localStorage.getItem(KEPT_AS);
    return JSON.parse(held);
  } catch (error) {
    if (!(error instanceof SyntaxError)) keepsNothing();
    return null;
  }
}
