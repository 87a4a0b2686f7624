// What the buttons do, and how the page begins.

// The day of the answers: as typed, or else today; so too where an opened response has
// been changed and its day has not.
function dayOfAnswers() {
  const date = byId("date");
  const isOld = opened.changed && opened.day !== "" && date.value === opened.day;
  if (isOld) {
    opened = { day: "", changed: false };
    date.value = today();
    note(fields.filter(({ name }) => name === "respondent.date"));
  }
  return date.value === "" ? today() : date.value;
}

function savedName() {
  const name = byId("name");
  if (!name) return blank.dataset.stem;
  if (name.value.trim() === "") return `response-${mark}`;
  return name.value === name.defaultValue ? blank.dataset.stem : fileNameOf(name.value);
}

function response() {
  const day = dayOfAnswers();
  const values = new Map([["respondent.date", day]]);
  for (const input of heads) {
    // A line that nobody has touched stays as it came, to the byte.
    if (input.id !== "date" && input.value !== input.defaultValue) values.set(input.dataset.line, input.value);
  }
  for (const question of questions) {
    values.set(`${question.practice}.rating`, ratingOf(question)?.dataset.written ?? "");
    values.set(`${question.practice}.documentation`, question.text.value);
  }
  return filledIn(blank.textContent, (line) => values.get(line));
}

function save() {
  const name = `${savedName()}.toml`;
  const then = "Now send that file to the person who asked you for it. If you saved more than once, send the newest one.";
  const where = download(name, response(), then);
  saved = true;
  draft.keep();
  say(byId("said"), [
    ...where,
    whatIsOpen(),
    ...maybeOfStudents(),
  ]);
}

function maybeOfStudents() {
  const numbers = questions.filter((question) => maybeOfStudent(question.text.value)).map((question) => question.number);
  if (numbers.length === 0) return [];
  const where = numbers.length === 1 ? `number ${numbers[0]}` : `numbers ${listed(numbers)}`;
  return [`Does what you wrote for ${where} include a student's ID or date of birth? If so, take it out, and save again.`];
}

// What is not answered, by number where these are few.
function whatIsOpen() {
  const open = unanswered().map((question) => question.number);
  const count = questions.length;
  if (open.length === 0) return count === 1 ? "You have answered the one practice." : `You have answered all ${count} practices.`;
  if (open.length > 6) return `${open.length} of ${count} practices still need an answer. You can continue and save again.`;
  const which = open.length === 1 ? `number ${open[0]}` : `numbers ${listed(open)}`;
  return `Still to answer: ${which}. You can continue and save again.`;
}

function erase() {
  if (!confirm("Erase everything you typed on this page and anything this browser saved? Files you already saved won't be deleted.")) return;
  put(new Map());
  mark = freshMark();
  opened = { day: "", changed: false };
  saved = true;
  draft.replace([]);
  say(byId("opened"), []);
  say(byId("said"), ["Your answers have been erased from this browser."]);
}

// To the next practice without a rating, below where one is, or else from the top.
function nextUnanswered() {
  const open = unanswered();
  const line = document.documentElement.clientHeight / 3;
  const below = open.find((question) => question.group.getBoundingClientRect().top > line);
  const next = below ?? open[0];
  next?.group.scrollIntoView();
  next?.ratings[0].focus({ preventScroll: true });
}

function clearRating(question) {
  for (const rating of question.ratings) rating.checked = false;
  question.ratings[0].focus();
  changed(question.ratings[0]);
  draft.keep();
}

let soon;

function changed(part) {
  saved = false;
  opened.changed = true;
  note(fields.filter(({ parts }) => parts.includes(part)));
  if (byId("said").childElementCount > 0) say(byId("said"), []);
  refresh();
  clearTimeout(soon);
  soon = setTimeout(draft.keep, 300);
}

function start() {
  for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;
  byId("script-off").hidden = true;
  if (catchUp()) {
    say(byId("said"), ["We brought back what was typed here before. If it isn't yours, erase it at the bottom of the page."]);
  }
  document.addEventListener("input", ({ target }) => target.id !== "open" && changed(target));
  document.addEventListener("change", ({ target }) => target.id !== "open" && draft.keep());
  for (const question of questions) question.clear.addEventListener("click", () => clearRating(question));
  // So that the same file can be opened again.
  byId("open").addEventListener("click", (event) => { event.target.value = ""; });
  byId("open").addEventListener("change", ({ target }) => target.files.length > 0 && openFile(target.files[0]));
  byId("save").addEventListener("click", save);
  byId("erase").addEventListener("click", erase);
  byId("next").addEventListener("click", nextUnanswered);
  addEventListener("pagehide", draft.keep);
  // Some browsers put back what was typed on their own, after this.
  addEventListener("pageshow", catchUp);
  document.addEventListener("visibilitychange", () => (document.hidden ? draft.keep() : catchUp()));
  addEventListener("resize", clearOfTheBar);
  document.addEventListener("keyup", (event) => event.key === "Tab" && uncoverTheFocus());
  addEventListener("storage", (event) => {
    if (!draft.isOf(event.key) || !catchUp()) return;
    say(byId("said"), ["This form is also open in another window. Anything you type or erase there changes here too."]);
  });
  addEventListener("beforeunload", (event) => {
    if (!draft.keeps() && !saved) event.preventDefault();
  });
  clearOfTheBar();
}

start();
