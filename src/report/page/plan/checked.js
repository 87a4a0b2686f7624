// In which state a plan and its entries are, and so what `validate` would say. The words, and what
// is said in which state, are the checker's own (`file::plan_rules`). Nothing here touches the page.

// Whether a text says nothing, is empty, or says something.
function textState(text, rules) {
  if (text === "") return "empty";
  const plain = text.toLowerCase().replaceAll("\u2019", "'").replace(/[./]/g, "").replace(/[^\p{Alphabetic}\p{N}']/gu, " ");
  const words = plain.split(/\s+/u).filter(Boolean);
  const joined = words.join(" ");
  const isNothing = !/[\p{Alphabetic}\p{N}]/u.test(joined) || rules.nothing.includes(joined) || rules.first.includes(words[0]);
  return isNothing ? "nothing" : "said";
}

// What a text says as a day: none, a day, one of another year, one of several, or no day.
function dayIn(text, rules) {
  const found = rules.days[text] ?? text;
  if (found.state) return found;
  if (found === "") return { state: "none" };
  if (!isDay(found)) return { state: "other" };
  const year = Number(found.slice(0, 4));
  return year < rules.years[0] || year > rules.years[1] ? { state: "year" } : { state: "day", day: found };
}

const inWords = (day) => (day ? new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`)) : "");

// A text without regard to case, spacing, and the composition of accents.
function folded(text) {
  const plain = text.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "").replace(/['\u2018\u2019\u02bc\xb4`]/g, "'").normalize("NFKC");
  return plain.toUpperCase().toLowerCase().split(/\s+/u).filter(Boolean).join(" ").normalize("NFC");
}

// The beginning of a text, for a message.
function beginning(text) {
  const signs = [...text];
  return signs.length > 60 ? `${signs.slice(0, 60).join("")}...` : text;
}

// What is said of a plan: its values at the top, and those of its entries by kind. `practices` are
// the ids of all, in order. Each problem has the entry that it is of, as the kind and its place;
// without these it is of the whole plan.
function checkedPlan({ top, entries }, rules, practices, today) {
  const problems = [];
  const day = (text) => dayIn(text ?? "", rules);
  const state = (text) => textState(text, rules);
  const named = (id) => {
    const at = practices.indexOf(id);
    return at < 0 ? id : `${id} (${rules.practices[at].title})`;
  };
  const say = (place, name, fill = {}, key = undefined) => {
    for (const [severity, at, message] of (rules.words[name] ?? []).map((one) => rules.said[one])) {
      const filled = message.replace(/\{(\w+)\}/g, (all, part) => fill[part] ?? all);
      problems.push({ ...place, key: key ?? at, severity, message: filled });
    }
  };
  const checkDay = (place, text, key) => {
    const { state: found, could } = day(text);
    if (found !== "none" && found !== "day") say(place, `day ${found}`, { text: beginning(text), could }, key);
  };
  const seenIds = () => {
    const seen = new Set();
    return (place, id) => {
      if (id === "") return;
      if (seen.has(id)) say(place, `${place.kind}.id same`, { text: beginning(id) }, "id");
      seen.add(id);
    };
  };
  const { goal: goals, action: actions, defer: defers, communication: told } = entries;
  const adopted = day(top.adopted).day;
  const renewed = day(top.renewed).day;

  for (const key of ["adopted", "renewed"]) checkDay({ kind: "top" }, top[key], key);
  for (const text of JSON.parse(top.reviews)) checkDay({ kind: "top" }, text, "reviews");

  let ids = seenIds();
  goals.forEach((goal, at) => {
    const place = { kind: "goal", at };
    const has = ["baseline", "target"].map((key) => goal[`${key}.value`] !== "");
    say(place, `goal ${state(goal.what)} ${has.join(" ")}`, {}, state(goal.what) === "said" ? (has[0] ? "target.value" : "baseline.value") : "what");
    checkDay(place, goal["baseline.on"], "baseline.on");
    checkDay(place, goal["target.by"], "target.by");
    const measured = JSON.parse(goal.readings);
    const figures = [goal["baseline.value"], goal["target.value"], ...measured.map(([value]) => value)];
    if (goal.unit === "%" && figures.some((value) => Number(value) > 100)) say(place, "goal.percent over", {}, "unit");
    const readings = measured.map(([, text]) => text);
    for (const text of readings) checkDay(place, text, "readings");
    const [from, ...since] = [goal["baseline.on"], ...readings].map((text) => day(text).day);
    if ([from, ...since].some((on) => on > today)) say(place, "goal.days future");
    if (since.some((on) => on < from)) say(place, "goal.days before");
    ids(place, goal.id);
  });
  if (goals.length === 0) say({}, "goal none");

  const dueNow = (due) => (due < today ? "past" : due === today ? "today" : "future");
  const texts = new Set();
  ids = seenIds();
  actions.forEach((action, at) => {
    const place = { kind: "action", at };
    const [practice] = JSON.parse(action.practice);
    for (const key of ["action", "owner", "measure"]) {
      say(place, `action.${key} ${state(action[key])} ${action.status}`, { practice: named(practice), text: beginning(action[key]) }, key);
    }
    const [due, done] = [day(action.due), day(action.done)];
    const isDone = !done.day ? "none" : done.day > today ? "later" : "reached";
    const fill = { practice: named(practice), text: beginning(action.due), could: due.could, due: inWords(due.day), adopted: inWords(adopted) };
    if (due.state === "day") {
      const order = adopted && due.day < adopted ? "before" : "after";
      say(place, `action.due ${order} ${dueNow(due.day)} ${action.status} ${isDone}`, fill);
    } else {
      say(place, `action.due ${due.state} ${action.status}`, fill, "due");
      say(place, `action.done ${action.status} ${isDone}`);
    }
    checkDay(place, action.done, "done");
    if (action.goal !== "" && !goals.some(({ id }) => id === action.goal)) {
      say(place, "action.goal unknown", { text: beginning(action.goal) }, "goal");
    }
    if (state(action.action) === "said") {
      const text = folded(action.action);
      if (texts.has(text)) say(place, "action.action same");
      texts.add(text);
    }
    ids(place, action.id);
  });
  defers.forEach((defer, at) => {
    say({ kind: "defer", at }, `defer.reason ${state(defer.reason)}`, { practice: named(defer.practice), text: beginning(defer.reason) }, "reason");
  });

  const lacks = (one) => [
    ...["channel", "owner"].filter((key) => state(one[key]) !== "said"),
    ...(day(one.due).day ? [] : ["due"]),
  ];
  const office = [];
  told.forEach((one, at) => {
    const place = { kind: "communication", at };
    if (one.audience !== "district-office") say(place, `communication.owner ${state(one.owner)}`, { text: beginning(one.owner) }, "owner");
    else if (one.status !== "dropped") office.push({ one, place, missing: lacks(one) });
    const due = day(one.due);
    const name = due.state === "day" ? dueNow(due.day) : due.state;
    say(place, `communication.due ${name} ${one.status}`, { text: beginning(one.due), could: due.could, due: inWords(due.day) });
  });
  const mostComplete = (several) => several.reduce((found, one) => (found && found.missing.length <= one.missing.length ? found : one), undefined);
  const best = mostComplete(office);
  if (best) say(best.place, `office ${best.missing.join(" ")}`, {}, best.missing[0]);
  else say({}, "office none");
  const kept = (entries.continue ?? []).filter(({ how }) => state(how) === "said");
  if (actions.length + defers.length + kept.length === 0) say({}, "plan empty");

  if (!rules.covers) return problems;
  const isBefore = (one) => Boolean(one && rules.since && one < rules.since);
  const isOlder = isBefore(renewed ?? adopted);
  const wasDoneBefore = (action) => action.status === "done" && isBefore(day(action.done).day ?? day(action.due).day);
  const counts = (action) => action.status !== "dropped" && !wasDoneBefore(action);
  const serving = (practice) => actions.filter((action) => JSON.parse(action.practice).includes(practice));
  const isOnHold = (practice) => defers.some((defer) => defer.practice === practice);
  practices.forEach((practice, at) => {
    const own = serving(practice);
    const found = own.some(counts) ? "counts" : own.some(wasDoneBefore) ? "before" : own.length > 0 ? "dropped" : "none";
    const said = rules.covers[at][`${isOlder ? "older " : ""}${found}${isOnHold(practice) ? " on-hold" : ""}`];
    if (said !== undefined) problems.push({ practice: at, severity: rules.said[said][0], message: rules.said[said][2] });
  });
  const isEarlier = ({ one }) => (isOlder || one.status === "done") && isBefore(day(one.due).day);
  if (office.some((one) => isEarlier(one) && one.missing.length === 0)) {
    const now = mostComplete(office.filter((one) => !isEarlier(one)));
    if (now) say(now.place, `office ${now.missing.join(" ")}`, {}, now.missing[0]);
    else say({}, "office older");
  }
  const open = rules.improve.map((at) => practices[at]).filter((practice) => {
    const own = serving(practice).filter(counts);
    const isDone = own.length > 0 && own.every(({ status }) => status === "done");
    return !isDone && (isOlder || !isOnHold(practice));
  });
  if (open.length > rules.most) say({}, "plan many", { number: open.length });
  if (isOlder) {
    const key = renewed ? "renewed" : "adopted";
    say({ kind: "top" }, `plan older ${key}`, { from: inWords(renewed ?? adopted) }, key);
  }
  return problems;
}
