// The plan: its entries as cards, what is typed into them kept in this browser, and what is still
// to be fixed beside each field.

const rules = JSON.parse(byId("rules").textContent);
const practices = rules.practices.map(({ id }) => id);
const titleOf = (practice) => rules.practices[practices.indexOf(practice)]?.title ?? practice;
const NOT_SHOWN = ["fixed", "entries"];
const topFields = fieldsOf(rules.keys.filter(({ name, holds }) => !NOT_SHOWN.includes(holds) && !["id", "assessment"].includes(name)));
const kinds = rules.keys.filter(({ holds }) => holds === "entries")
  .map(({ name, label, keys }) => ({ name, label, fields: fieldsOf(keys) }));
const fieldsOfKind = (kind) => (kind === "top" ? topFields : kinds.find(({ name }) => name === kind).fields);
const draft = keptAs(`chronic plan ${digest}`, keepsNothing);
// What the file that is worked on says.
let base;

// What a plan says, each entry with a name by which it is known also in another version of the file.
function saidIn(of) {
  const entries = kinds.map(({ name: kind, fields }) => {
    const seen = new Map();
    const list = itemsOf(of.root, kind).map((item, from) => {
      const values = valuesIn(of, item, fields);
      const known = values.id || values.audience || values.practice;
      const nth = (seen.get(known) ?? 0) + 1;
      seen.set(known, nth);
      return { ident: `${known} ${nth}`, from, values };
    });
    return [kind, list];
  });
  return { top: valuesIn(of, of.root, topFields), entries: Object.fromEntries(entries) };
}

function work(text) {
  file = opened(text);
  base = saidIn(file);
  comments = new Map();
}

const nameOf = (kind, ident, key) => JSON.stringify([kind, ident, key]);
const blankValues = (fields) => Object.fromEntries(fields.map((field) => [field.key, usualValue(field)]));

// The plan as it is on this page: the file, with what was changed since. Entries that were removed
// are there as well, and say so.
function planNow() {
  const kept = draft.now();
  const overlaid = (kind, ident, values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, kept.get(nameOf(kind, ident, key)) ?? value]));
  const entries = kinds.map(({ name: kind, fields }) => {
    const added = [...kept].flatMap(([name, value]) => {
      if (!name.startsWith(`["${kind}",`)) return [];
      const [, ident, key] = JSON.parse(name);
      if (key !== "#new") return [];
      const { commentOf, ...given } = JSON.parse(value);
      return [{ ident, commentOf, values: { ...blankValues(fields), ...given } }];
    });
    const list = [...base.entries[kind], ...added].map((entry) => ({
      ...entry,
      kind,
      rank: Number(kept.get(nameOf(kind, entry.ident, "#place")) ?? entry.from ?? 1e6),
      isGone: kept.has(nameOf(kind, entry.ident, "#gone")),
      usual: entry.values,
      values: overlaid(kind, entry.ident, entry.values),
    }));
    list.sort((a, b) => a.rank - b.rank || (a.ident < b.ident ? -1 : 1));
    // Two windows may have added one at the same moment.
    const ids = new Set();
    for (const entry of list) {
      if (entry.from === undefined && entry.values.id && ids.has(entry.values.id)) entry.values.id = freeId(entry.values.id, ids);
      ids.add(entry.values.id);
    }
    return [kind, list];
  });
  return { top: overlaid("top", "", base.top), entries: Object.fromEntries(entries) };
}

function freeId(id, taken) {
  const stem = id.replace(/-\d+$/, "");
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

const present = (list) => list.filter(({ isGone }) => !isGone);

function titleOfEntry({ kind, values }) {
  if (kind === "goal") return values.what === "" ? "A new goal" : values.what;
  if (kind === "communication") return rules.audience.find(([id]) => id === values.audience)?.[1].replace(/^(?:the )?(.)/, (all, first) => all.slice(0, -1).replace("the ", "The ") + (all.startsWith("the ") ? first : first.toUpperCase())) ?? values.audience;
  return kind === "action" ? JSON.parse(values.practice).map(titleOf).join("; ") : titleOf(values.practice);
}

// Notes that a value was changed here.
function change(kind, ident, key, value, usual) {
  const field = fieldsOfKind(kind).find((one) => one.key === key);
  draft.set(nameOf(kind, ident, key), isSameValue(field, value, usual) ? null : value);
}

function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") made.textContent = value;
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

const button = (text, attributes, act) => {
  const made = element("button", { type: "button", text, ...attributes });
  made.addEventListener("click", act);
  return made;
};

function selectOf(choices, attributes) {
  return element("select", attributes, ...choices.map(([value, text]) => element("option", { value, text })));
}

const ONE_LINE_FIELDS = ["unit", "source", "owner", "channel", "title", "contact", "cycle"];
const dayInput = (attributes) => element("input", { type: "date", min: `${rules.years[0]}-01-01`, max: `${rules.years[1]}-12-31`, ...attributes });
const practiceChoices = () => rules.practices.map(({ id, title }, at) => [id, `${at + 1}. ${title}`]);

// What a field is filled in with: the part of the page, its value, and how to put one into it.
// `changed` is called after each change.
function control(kind, field, id, changed) {
  const simple = (part) => {
    part.addEventListener("input", changed);
    return { part, focus: part, get: () => part.value, put: (value) => { if (part.value !== value) part.value = value; } };
  };
  if (field.key === "goal") {
    const choice = simple(selectOf([], { id }));
    return {
      ...choice,
      put: (value) => {
        const choices = [["", "None"], ...goals, ...(value === "" || goals.some(([id]) => id === value) ? [] : [[value, value]])];
        const asText = JSON.stringify(choices);
        if (choice.part.dataset.choices !== asText) {
          choice.part.replaceChildren(...choices.map(([value, text]) => element("option", { value, text })));
          choice.part.dataset.choices = asText;
        }
        choice.part.value = value;
      },
    };
  }
  switch (field.holds) {
    case "day": {
      const part = dayInput({ id });
      // What is in the file in another way stays there until a day is chosen.
      let other = null;
      part.addEventListener("input", () => { other = null; changed(); });
      return {
        part,
        focus: part,
        get: () => other ?? part.value,
        put: (value) => {
          const { day } = dayIn(value, rules);
          const shownDay = day ?? (isDay(value) ? value : "");
          other = shownDay === value ? null : value;
          if (part.value !== shownDay) part.value = shownDay;
        },
      };
    }
    case "number": return { ...simple(element("input", { id, type: "number", step: "any" })) };
    case "status": case "audience":
      return simple(selectOf(rules[field.holds].map(([value, words]) => [value, words[0].toUpperCase() + words.slice(1)]), { id }));
    case "practice": return simple(selectOf(practiceChoices(), { id }));
    case "practices": return practicesControl(id, changed);
    case "texts": {
      const inner = simple(element("textarea", { id, rows: 1 }));
      const lines = () => [...new Set(inner.part.value.split("\n").map(sound).filter(Boolean))];
      return {
        ...inner,
        get: () => JSON.stringify(lines()),
        put: (value) => { if (JSON.stringify(lines()) !== value) inner.part.value = JSON.parse(value).join("\n"); },
      };
    }
    case "days": return rowsControl(field, id, changed, [field], "Add a date");
    case "figures": return rowsControl(field, id, changed, field.keys, "Add a reading");
    default: {
      const inner = simple(ONE_LINE_FIELDS.includes(field.key)
        ? element("input", { id, type: "text", list: field.key === "owner" ? "owners" : undefined, autocomplete: "off" })
        : element("textarea", { id, rows: 2 }));
      return { ...inner, get: () => sound(inner.part.value), put: (value) => { if (sound(inner.part.value) !== value) inner.part.value = value; } };
    }
  }
}

// The practices that an action serves: at least one.
function practicesControl(id, changed) {
  let chosen = [];
  const list = element("ul", { class: "chosen" });
  const more = selectOf([], { id });
  const show = () => {
    list.replaceChildren(...chosen.map((practice) => element("li", {},
      `${practices.indexOf(practice) + 1}. ${titleOf(practice)} `,
      ...(chosen.length > 1 ? [button("Remove", { class: "small", "aria-label": `Remove the practice ${titleOf(practice)}` }, () => {
        chosen = chosen.filter((one) => one !== practice);
        show();
        more.focus();
        changed();
      })] : []))));
    const others = practiceChoices().filter(([practice]) => !chosen.includes(practice));
    more.replaceChildren(...[["", "Add a practice that it also serves"], ...others].map(([value, text]) => element("option", { value, text })));
  };
  more.addEventListener("change", () => {
    if (more.value === "") return;
    chosen.push(more.value);
    show();
    changed();
  });
  return {
    part: element("div", {}, list, more),
    focus: more,
    get: () => JSON.stringify(chosen),
    put: (value) => {
      if (list.childElementCount > 0 && JSON.stringify(chosen) === value) return;
      chosen = JSON.parse(value);
      show();
    },
  };
}

// A list of rows, each with a day or a number and its day.
function rowsControl(field, id, changed, keys, adds) {
  const rows = element("div", { class: "rows" });
  const isPair = field.holds === "figures";
  const add = (values) => {
    const nth = rows.childElementCount + 1;
    const inputs = keys.map((key, at) => {
      const attributes = { "aria-label": `${field.label} ${nth}${isPair ? `: ${key.label.toLowerCase()}` : ""}` };
      const input = key.holds === "number" ? element("input", { type: "number", step: "any", ...attributes }) : dayInput(attributes);
      input.value = key.holds === "number" ? values[at] : dayIn(values[at], rules).day ?? "";
      input.dataset.other = input.value === values[at] ? "" : values[at];
      input.addEventListener("input", () => { input.dataset.other = ""; changed(); });
      return input;
    });
    const row = element("p", { class: "row" }, ...inputs, button("Remove", { class: "small", "aria-label": `Remove ${field.label.toLowerCase()} ${nth}` }, () => {
      row.remove();
      more.focus();
      changed();
    }));
    rows.append(row);
    return inputs[0];
  };
  const more = button(adds, { class: "small", id }, () => add(keys.map(() => "")).focus());
  const get = () => {
    const all = [...rows.children].map((row) => [...row.querySelectorAll("input")].map((input) => input.dataset.other || input.value));
    const full = all.filter((values) => values.some((value) => value !== ""));
    return JSON.stringify(isPair ? full : [...new Set(full.flat())]);
  };
  return {
    part: element("div", {}, rows, more),
    focus: more,
    get,
    put: (value) => {
      if (get() === value) return;
      rows.replaceChildren();
      for (const one of JSON.parse(value)) add(isPair ? one : [one]);
    },
  };
}

// What a field is for, where its label doesn't say it.
function hintFor(field) {
  if (field.holds === "texts") return "One on each line.";
  const isPlain = ["practice", "practices", "status", "audience"].includes(field.holds) || ["title", "due", "goal"].includes(field.key);
  const { about } = field.pair && field.holds === "number" ? field.pair : field;
  return isPlain || about === field.label ? "" : `${about}.`;
}

// The comments around an entry in the file, as text, until another file is worked on.
let comments = new Map();

function commentsOf(entry) {
  const name = nameOf(entry.kind, entry.ident, "");
  if (!comments.has(name)) comments.set(name, commentsIn(entry));
  return comments.get(name);
}

function commentsIn({ kind, from }) {
  const item = itemsOf(file.root, kind)[from];
  if (!item || found(file.root, [kind]).how !== "sections") return "";
  const { start, end } = blockOf(file, item, nodesOf(file.root));
  const around = [file.text.slice(start, item.start), file.text.slice(lineAfter(file.text, lastEnd(item)), end)];
  return around.join("\n").split(/\r?\n/).filter((line) => /^[ \t]*#/.test(line)).map((line) => line.replace(/^[ \t]*# ?/, "")).join("\n");
}

// The goals that an action can serve, by id.
let goals = [];
// The cards on the page, by kind and name.
const cards = new Map();
let lastCard = 0;

// A card for an entry, or for what is at the top of the file.
function cardFor(kind, ident) {
  const id = `e${lastCard += 1}`;
  const card = { kind, ident, id, usual: {}, controls: new Map() };
  const fields = fieldsOfKind(kind).filter(({ key }) => key !== "id");
  const parts = fields.map((field) => {
    const at = `${id}-${field.key.replace(".", "-")}`;
    const made = control(kind, field, at, () => {
      change(kind, ident, field.key, made.get(), card.usual[field.key]);
      changed();
    });
    const isGroup = ["practices", "days", "figures"].includes(field.holds);
    const label = field.pair ? `${field.pair.label}: ${field.label.toLowerCase()}` : field.label;
    const problem = element("p", { class: "problem", id: `${at}-problem`, hidden: true });
    const about = hintFor(field);
    const hint = about === "" ? [] : [element("span", { class: "hint on-screen", id: `${at}-hint`, text: about })];
    made.focus.setAttribute("aria-describedby", `${about === "" ? "" : `${at}-hint `}${at}-problem`);
    const written = made.part.matches("textarea") ? [element("div", { class: "on-paper written" }), element("div", { class: "on-paper lines" }, element("span"))] : [];
    card.controls.set(field.key, { ...made, problem, written: written[0] });
    const box = element("div", { class: `field of-${field.holds}${made.part.matches("textarea") ? " wide" : ""}` },
      isGroup ? element("p", { class: "how", id: `${at}-label`, text: label }) : element("label", { for: at, text: label }),
      ...hint, made.part, ...written, problem);
    if (isGroup) {
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", `${at}-label`);
      if (field.holds === "practices") made.focus.setAttribute("aria-label", "Add a practice that it also serves");
    }
    return box;
  });
  card.problem = element("p", { class: "problem", hidden: true });
  const fieldset = element("div", { class: "fields" }, ...parts);
  if (kind === "top") {
    card.part = element("div", {}, card.problem, fieldset);
    return card;
  }
  card.title = element("span");
  card.heading = element("h3", { id, tabindex: -1 }, card.number = element("span", { class: "number" }), " ", card.title);
  const moves = [
    card.up = button("Move up", { class: "small", "aria-describedby": id }, () => move(card, -1)),
    card.down = button("Move down", { class: "small", "aria-describedby": id }, () => move(card, 1)),
    ...(kind === "action" ? [button("Put on hold", { class: "small", "aria-describedby": id }, () => putOnHold(card))] : []),
    button("Remove", { class: "small", "aria-describedby": id }, () => remove(card)),
  ];
  card.part = element("fieldset", { "aria-labelledby": id }, element("legend", {}, card.heading), element("div", { class: "moves" }, ...moves), card.problem, card.comments = element("details", { class: "on-screen", hidden: true }, element("summary", { text: "Notes in the file" }), element("p", { class: "comments" })), fieldset);
  card.link = element("li", { draggable: "true", "data-kind": kind, "data-ident": ident },
    element("span", { class: "grip", "aria-hidden": "true", text: "\u2807" }), card.anchor = element("a", { href: `#${id}` }), " ", card.state = element("span", { class: "state" }));
  return card;
}

function cardOf(kind, ident) {
  const name = nameOf(kind, ident, "");
  if (!cards.has(name)) cards.set(name, cardFor(kind, ident));
  return cards.get(name);
}

// Puts parts into a place in this order, moving as few of them as it can, so that the focus stays.
function arrange(place, parts) {
  const wanted = new Set(parts);
  for (const child of [...place.children]) if (!wanted.has(child)) child.remove();
  const focus = document.activeElement;
  parts.forEach((part, at) => {
    if (place.children[at] !== part) place.insertBefore(part, place.children[at] ?? null);
  });
  if (focus !== document.activeElement && place.contains(focus)) focus.focus({ preventScroll: true });
}

function putInto(card, values, usual) {
  card.usual = usual;
  for (const [key, made] of card.controls) {
    made.put(values[key]);
    if (made.written) {
      const text = made.part.value;
      made.written.textContent = text;
      made.part.parentElement.classList.toggle("has-text", text !== "");
    }
    if (made.part.matches("input")) made.part.classList.toggle("has-text", made.part.value !== "");
  }
}

// What the browser doesn't take as a number: it gives no value, and the plan has none.
const unread = (made) => [made.part, ...made.part.querySelectorAll("input")].find((part) => part.validity?.badInput);

function refresh() {
  const plan = planNow();
  const shownPlan = { top: plan.top, entries: Object.fromEntries(kinds.map(({ name }) => [name, present(plan.entries[name])])) };
  goals = present(plan.entries.goal).filter(({ values }) => values.id !== "").map((entry) => [entry.values.id, beginning(titleOfEntry(entry))]);
  const top = cardOf("top", "");
  if (!top.part.isConnected) byId("top").append(top.part);
  putInto(top, plan.top, base.top);
  const cardsNow = { top: [top] };
  for (const { name } of kinds) {
    const entries = shownPlan.entries[name];
    cardsNow[name] = entries.map(({ ident }) => cardOf(name, ident));
    entries.forEach((entry, at) => {
      const card = cardsNow[name][at];
      putInto(card, entry.values, entry.usual);
      card.number.textContent = `${at + 1}.`;
      for (const part of [card.title, card.anchor]) part.textContent = titleOfEntry(entry);
      card.anchor.textContent = `${at + 1}. ${beginning(titleOfEntry(entry))}`;
      const said = commentsOf(entry);
      card.comments.hidden = said === "";
      card.comments.lastChild.textContent = said;
      card.up.disabled = at === 0;
      card.down.disabled = at === entries.length - 1;
    });
    arrange(byId(`list-${name}`), cardsNow[name].map(({ part }) => part));
    arrange(byId(`index-${name}`), cardsNow[name].map(({ link }) => link));
    byId(`none-${name}`).hidden = entries.length > 0;
    const gone = plan.entries[name].filter(({ isGone }) => isGone);
    byId(`gone-${name}`).replaceChildren(...gone.map((entry) => element("li", {}, `Removed: ${titleOfEntry(entry)} `,
      button("Put back", { class: "small", "aria-label": `Put back ${titleOfEntry(entry)}` }, () => putBack(entry)))));
  }
  const owners = [...shownPlan.entries.action, ...shownPlan.entries.communication].map(({ values }) => values.owner);
  byId("owners").replaceChildren(...[...new Set(owners.filter((owner) => textState(owner, rules) === "said"))].sort().map((value) => element("option", { value })));
  showProblems(shownPlan, cardsNow);
}

// What is still to be fixed, at its place.
function showProblems(plan, cardsNow) {
  const values = (list) => list.map((entry) => entry.values);
  const entries = Object.fromEntries(kinds.map(({ name }) => [name, values(plan.entries[name])]));
  const found = checkedPlan({ top: plan.top, entries }, rules, practices, today());
  const all = Object.values(cardsNow).flat();
  for (const card of all) {
    for (const made of card.controls.values()) {
      const isUnread = unread(made);
      if (isUnread) found.push({ card, key: [...card.controls].find(([, one]) => one === made)[0], severity: "error", message: isUnread.type === "number" ? "This isn't a number." : "This isn't a date." });
    }
  }
  const top = cardsNow.top[0];
  const isOlder = found.some(({ kind, key }) => kind === "top" && ["adopted", "renewed"].includes(key));
  top.controls.get("renewed").part.parentElement.hidden = plan.top.renewed === "" && !isOlder;
  const texts = new Map();
  for (const problem of found) {
    const card = problem.card ?? cardsNow[problem.kind]?.[problem.at ?? 0];
    if (!card) continue;
    const made = card.controls.get(problem.key);
    const place = made?.problem ?? card.problem;
    const there = texts.get(place) ?? { messages: [], isError: false, card, made };
    there.messages.push(problem.message);
    there.isError ||= problem.severity === "error";
    texts.set(place, there);
  }
  for (const card of all) {
    let count = 0;
    for (const place of [card.problem, ...[...card.controls.values()].map(({ problem }) => problem)]) {
      const said = texts.get(place);
      const text = said?.messages.join(" ") ?? "";
      if (place.textContent !== text) place.textContent = text;
      place.hidden = text === "";
      count += said?.messages.length ?? 0;
      if (said?.made?.focus.matches("input, textarea, select") ) said.made.focus.setAttribute("aria-invalid", String(said.isError));
    }
    for (const made of card.controls.values()) if (!texts.has(made.problem)) made.focus.removeAttribute("aria-invalid");
    if (card.state) card.state.textContent = count === 0 ? "\u2713" : `${count} to fix`;
  }
  showWhole(found.filter(({ kind, card }) => kind === undefined && card === undefined));
  // What only the file can be corrected in counts as well, while it is the file of this page.
  if (file.text === original) found.push(...rules.other.map((severity) => ({ severity })));
  const errors = found.filter(({ severity }) => severity === "error").length;
  const warnings = found.filter(({ severity }) => severity === "warning").length;
  const counted = (number, word) => number > 0 && `${number} ${word}${number === 1 ? "" : "s"}`;
  const left = [counted(errors, "problem"), counted(warnings, "warning")].filter(Boolean);
  const said = left.length === 0 ? "Nothing is missing." : `${listed(left)} left`;
  if (byId("progress").textContent !== said) byId("progress").textContent = said;
  if (left.length === 0 && document.activeElement === byId("next")) byId("save").focus();
  byId("next").hidden = left.length === 0;
}

// What is said of the whole plan. What an assessment asks for can be added right there.
function showWhole(found) {
  const items = found.map(({ practice, severity, message }) => {
    const id = practices[practice];
    const adds = practice === undefined ? [] : [
      button("Add an action", { class: "small", "aria-label": `Add an action for ${titleOf(id)}` }, () => add("action", { practice: JSON.stringify([id]) })),
      button("Put on hold", { class: "small", "aria-label": `Put ${titleOf(id)} on hold` }, () => add("defer", { practice: id })),
    ];
    return element("li", { "data-severity": severity }, `${message} `, ...adds);
  });
  const asText = found.map(({ message }) => message).join("\n");
  if (byId("whole-list").dataset.said !== asText) byId("whole-list").replaceChildren(...items);
  byId("whole-list").dataset.said = asText;
  const isOther = file.text === original && rules.other.length > 0;
  byId("other").hidden = !isOther;
  byId("whole").hidden = found.length === 0 && !isOther;
}
