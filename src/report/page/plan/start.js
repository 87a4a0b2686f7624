// What the buttons do, and how the page begins.

// Places an entry between two others.
function place(kind, ident, at) {
  const list = present(planNow().entries[kind]);
  const others = list.filter((entry) => entry.ident !== ident);
  const [above, below] = [others[at - 1]?.rank, others[at]?.rank];
  const rank = above === undefined ? (below ?? 1) - 1 : below === undefined ? above + 1 : (above + below) / 2;
  if (rank !== above && rank !== below) {
    draft.set(nameOf(kind, ident, "#place"), String(rank));
    return;
  }
  // There is no room between them: all get places of their own.
  others.splice(at, 0, list.find((entry) => entry.ident === ident));
  others.forEach((entry, nth) => draft.set(nameOf(kind, entry.ident, "#place"), String(nth)));
}

function move(card, by) {
  const list = present(planNow().entries[card.kind]);
  const from = list.findIndex(({ ident }) => ident === card.ident);
  place(card.kind, card.ident, from + by);
  changed();
  const moved = by < 0 ? card.up : card.down;
  const focus = moved.disabled ? (by < 0 ? card.down : card.up) : moved;
  focus.focus({ preventScroll: true });
  card.part.scrollIntoView({ block: "nearest" });
  say(byId("said"), [`Moved to ${from + by + 1} of ${list.length}.`]);
}

function remove(card) {
  draft.set(nameOf(card.kind, card.ident, "#gone"), "1");
  const next = card.part.nextElementSibling?.querySelector("h3") ?? byId(`add-${card.kind}`);
  changed();
  next.focus();
  say(byId("said"), [`Removed. To undo that, use the button below the list: Put back.`]);
}

function putBack(entry) {
  draft.set(nameOf(entry.kind, entry.ident, "#gone"), null);
  changed();
  cardOf(entry.kind, entry.ident).heading.focus();
}

function add(kind, given) {
  const plan = planNow();
  const ids = new Set(plan.entries[kind].map(({ values }) => values.id));
  const values = { ...given };
  if (kind === "goal") values.id = freeId("goal-1", ids);
  if (kind === "action") {
    const [practice] = JSON.parse(given.practice);
    values.id = freeId(`${practice.split(".").at(-1)}-1`, ids);
  }
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  const ident = `new ${a.toString(36)}${b.toString(36)}`;
  draft.set(nameOf(kind, ident, "#new"), JSON.stringify(values));
  const last = present(plan.entries[kind]).at(-1)?.rank ?? 0;
  draft.set(nameOf(kind, ident, "#place"), String(last + 1));
  changed();
  const card = cardOf(kind, ident);
  card.heading.scrollIntoView();
  card.heading.focus();
}

// An action becomes a gap that is on hold, with its comment in the file.
function putOnHold(card) {
  const { values, from } = planNow().entries.action.find(({ ident }) => ident === card.ident);
  draft.set(nameOf("action", card.ident, "#gone"), "1");
  JSON.parse(values.practice).forEach((practice, at) => {
    add("defer", { practice, ...(at === 0 && from !== undefined ? { commentOf: { kind: "action", ident: card.ident } } : {}) });
  });
}

function wanted() {
  const plan = planNow();
  const entries = kinds.map(({ name }) => [name, present(plan.entries[name]).map(({ from, values, commentOf }) => {
    const of = commentOf && base.entries[commentOf.kind].find(({ ident }) => ident === commentOf.ident);
    return { from, values, commentOf: of && { kind: commentOf.kind, from: of.from } };
  })]);
  return { top: plan.top, entries: Object.fromEntries(entries) };
}

function save() {
  keep();
  let text;
  try {
    text = changedEntries(file, topFields, kinds, wanted());
  } catch {
    return say(byId("said"), ["The file is written in a way that this page can't change. Nothing was saved. Type your entries into the file with a text editor."]);
  }
  const where = download(fileName, text, "Now put that file in place of the plan. If you saved more than once, use the newest one.");
  saved = true;
  const all = kinds.flatMap(({ name }) => present(planNow().entries[name]));
  const asked = all.filter(({ values }) => Object.values(values).some(maybeOfStudent)).map((entry) => shown(titleOfEntry(entry)));
  return say(byId("said"), [
    ...where,
    byId("progress").textContent.replace(/ left$/, " left to fix."),
    asked.length > 0 && `Does what you wrote for ${listed(asked)} include a student's ID or date of birth? If so, take it out, and save again.`,
  ]);
}

// To the next field with something to fix, below where one is, or else from the top.
function nextProblem() {
  const all = [...document.querySelectorAll(".problem:not([hidden]), #whole-list li:not([data-severity=note]), #other:not([hidden])")];
  const line = document.documentElement.clientHeight / 3;
  const next = all.find((one) => one.getBoundingClientRect().top > line + 1) ?? all[0];
  const box = next?.closest(".field, li, fieldset") ?? next;
  box?.scrollIntoView({ block: "start" });
  const focus = box?.querySelector("input, textarea, select, button, h3") ?? byId("whole-heading");
  focus.focus({ preventScroll: true });
}

// Shows what is kept, with what was changed here since.
function show() {
  const text = draft.now().get("file") ?? original;
  if (text !== file?.text) work(text);
  refresh();
}

// Entries are dragged in the index, where all of them are in sight.
function dragging() {
  let dragged = null;
  const itemOf = (target) => target.closest?.("[data-ident]");
  document.addEventListener("dragstart", (event) => {
    dragged = itemOf(event.target);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.textContent);
    dragged.classList.add("dragged");
  });
  const over = (event) => {
    const target = itemOf(event.target);
    return dragged && target && target !== dragged && target.dataset.kind === dragged.dataset.kind ? target : null;
  };
  const isBelowMiddle = (event, target) => event.clientY > target.getBoundingClientRect().top + target.offsetHeight / 2;
  const unmark = () => document.querySelectorAll(".above, .below").forEach((one) => one.classList.remove("above", "below"));
  document.addEventListener("dragover", (event) => {
    const target = over(event);
    unmark();
    if (!target) return;
    event.preventDefault();
    target.classList.add(isBelowMiddle(event, target) ? "below" : "above");
  });
  document.addEventListener("drop", (event) => {
    const target = over(event);
    if (!target) return;
    event.preventDefault();
    const { kind, ident } = dragged.dataset;
    const others = present(planNow().entries[kind]).filter((entry) => entry.ident !== ident);
    const at = others.findIndex((entry) => entry.ident === target.dataset.ident);
    place(kind, ident, at + (isBelowMiddle(event, target) ? 1 : 0));
    changed();
  });
  document.addEventListener("dragend", () => {
    unmark();
    dragged?.classList.remove("dragged");
    dragged = null;
  });
}

function start() {
  document.addEventListener("change", ({ target }) => target.closest("fieldset, #top") && draft.keep());
  byId("add-goal").addEventListener("click", () => add("goal", {}));
  for (const [kind, given] of [
    ["action", (id) => ({ practice: JSON.stringify([id]) })],
    ["continue", (id) => ({ practice: id })],
    ["defer", (id) => ({ practice: id })],
    ["communication", (id) => ({ audience: id })],
  ]) {
    byId(`add-${kind}`).addEventListener("click", () => add(kind, given(byId(`new-${kind}`).value)));
  }
  dragging();
  begin(nextProblem);
}

start();
