// Going on from another version of the file: joined with what is typed here, entry by entry.

// Why a file can't be worked on here; undefined where it can.
function refusal(other, plan) {
  const own = opened(original);
  const text = (of, name) => trimmed(found(of.root, [name])?.value ?? "");
  if (text(other, "kind") !== "plan") return "It isn't a plan.";
  const again = "Make this page again from that file: chronic page";
  if (text(other, "rubric") !== text(own, "rubric")) return "Its practices are different from the ones on this page.";
  if (text(other, "id") !== text(own, "id")) return "It's another plan: its id is different.";
  if (text(other, "assessment") !== text(own, "assessment")) return `It follows from another assessment, so what this page shows doesn't fit it. ${again}`;
  const known = new Set([base, saidIn(own)].flatMap((one) => daysOf(one)));
  const odd = daysOf(plan).find((day) => !known.has(day) && !["none", "day"].includes(dayIn(day, rules).state));
  if (odd) return `${shown(odd)} isn't a date that this page can read. Type it as year-month-day in the file first.`;
  for (const { name } of kinds) {
    for (const { values } of plan.entries[name]) {
      const named = values.practice === undefined ? [] : name === "action" ? JSON.parse(values.practice) : [values.practice];
      const practice = named.find((id) => !practices.includes(id)) ?? (values.practice !== undefined && named.length === 0 ? "" : undefined);
      if (practice !== undefined) return `${shown(practice)} isn't one of the practices. Correct that in the file first.`;
      for (const key of ["status", "audience"]) {
        if (values[key] !== undefined && !rules[key].some(([id]) => id === values[key])) return `${shown(values[key])} isn't one of the choices for ${key}. Correct that in the file first.`;
      }
    }
  }
  return undefined;
}

// Every day that a plan has in it, as it is written.
function daysOf(plan) {
  const ofFields = (fields, values) => fields.flatMap((field) => {
    const value = values[field.key];
    if (field.holds === "day") return [value];
    if (field.holds === "days") return JSON.parse(value);
    return field.holds === "figures" ? JSON.parse(value).map(([, day]) => day) : [];
  });
  return [...ofFields(topFields, plan.top), ...kinds.flatMap(({ name, fields }) => plan.entries[name].flatMap(({ values }) => ofFields(fields, values)))];
}

// A value for a message.
function told(field, value) {
  if (value === "" || value === "[]") return "blank";
  if (field.holds === "practices") return JSON.parse(value).map((id) => shown(titleOf(id))).join(", ");
  if (isList(field)) return shown(JSON.parse(value).map((one) => [one].flat().join(" ")).join(", "));
  return field.holds === "practice" ? shown(titleOf(value)) : shown(value);
}

// Takes over what only the file has newer, entry by entry, and says so.
function join(other, theirs) {
  const [before, mine] = [base, planNow()];
  const kept = new Map();
  if (other.text !== original) kept.set("file", other.text);
  const said = [];
  let taken = 0;

  // The values of one entry, three versions of it.
  function joinValues(kind, ident, title, [old, here, there]) {
    for (const field of fieldsOfKind(kind)) {
      const [was, own, new_] = [old, here, there].map((values) => values[field.key]);
      if (isSameValue(field, own, new_)) continue;
      if (isSameValue(field, own, was)) {
        taken += 1;
        continue;
      }
      kept.set(nameOf(kind, ident, field.key), own);
      if (isSameValue(field, was, new_)) continue;
      conflicts.push(() => draft.set(nameOf(kind, ident, field.key), null));
      said.push(`${title}, ${field.label.toLowerCase()}: the file has ${told(field, new_)}, and this page keeps ${told(field, own)}.`);
    }
  }

  joinValues("top", "", "The plan", [before.top, mine.top, theirs.top]);
  for (const { name: kind, fields } of kinds) {
    const of = (list) => new Map(list.map((entry) => [entry.ident, entry]));
    const [old, here, there] = [before, mine, theirs].map((plan) => of(plan.entries[kind]));
    // What was added here may have been saved since: it's known again by what it is about.
    for (const [ident, own] of [...here]) {
      if (own.from !== undefined) continue;
      const known = own.values.id || own.values.audience || own.values.practice;
      const again = [...there.keys()].find((one) => !old.has(one) && one.replace(/ \d+$/, "") === known);
      if (again === undefined || own.isGone) continue;
      // Moved to that name where it is, so that the order stays.
      const list = [...here].map(([one, entry]) => (one === ident ? [again, entry] : [one, entry]));
      here.clear();
      for (const [one, entry] of list) here.set(one, entry);
      old.set(again, { values: {} });
    }
    const isSame = (one, two) => fields.every((field) => isSameValue(field, one[field.key], two[field.key]));
    for (const [ident, entry] of there) {
      const own = here.get(ident);
      const title = titleOfEntry({ kind, values: entry.values });
      if (!old.has(ident)) {
        said.push(`New in the file: ${shown(title)}.`);
        taken += 1;
      } else if (own.isGone && isSame(old.get(ident).values, entry.values)) {
        kept.set(nameOf(kind, ident, "#gone"), "1");
      } else {
        if (own.isGone) said.push(`You removed ${shown(title)}, but the file has newer entries for it, so it's back.`);
        joinValues(kind, ident, shown(title), [old.get(ident).values, own.values, entry.values]);
      }
    }
    for (const [ident, own] of here) {
      if (there.has(ident)) continue;
      const title = shown(titleOfEntry({ kind, values: own.values }));
      if (own.from === undefined) {
        kept.set(nameOf(kind, ident, "#new"), JSON.stringify(own.usual));
        for (const field of fields) if (!isSameValue(field, own.values[field.key], own.usual[field.key])) kept.set(nameOf(kind, ident, field.key), own.values[field.key]);
        if (own.isGone) kept.set(nameOf(kind, ident, "#gone"), "1");
      } else if (!own.isGone && !isSame(old.get(ident).values, own.values)) {
        const again = `new ${ident}`;
        kept.set(nameOf(kind, again, "#new"), JSON.stringify(own.values));
        conflicts.push(() => draft.set(nameOf(kind, again, "#gone"), "1"));
        said.push(`The file no longer has ${title}. You changed it here, so this page keeps it.`);
        here.set(again, { ...own, ident: again });
      } else if (!own.isGone) {
        said.push(`The file no longer has ${title}.`);
        taken += 1;
      }
    }
    // The order: theirs, or else the one that was made here, with what is new below what it follows.
    const order = [...there.keys()];
    const both = (list) => list.filter((ident) => old.has(ident) && there.has(ident) && here.has(ident));
    const [was, own, new_] = [old, here, there].map((list) => JSON.stringify(both([...list.keys()].filter((ident) => before.entries[kind].some((entry) => entry.ident === ident)))));
    const isMoved = own !== was;
    if (isMoved && was !== new_ && own !== new_) said.push(`The file has ${kinds.find(({ name }) => name === kind).label.toLowerCase()} in another order. This page keeps its own.`);
    const final = isMoved ? both([...here.keys()]) : both(order);
    order.forEach((ident, at) => {
      if (!final.includes(ident)) final.splice(at === 0 ? 0 : final.indexOf(order[at - 1]) + 1, 0, ident);
    });
    const mineOnly = [...here.keys()].filter((ident) => kept.has(nameOf(kind, ident, "#new")));
    const ownOrder = [...here.keys()];
    for (const ident of mineOnly) {
      const above = ownOrder.slice(0, ownOrder.indexOf(ident)).reverse().find((one) => final.includes(one));
      final.splice(above === undefined ? 0 : final.indexOf(above) + 1, 0, ident);
    }
    if (JSON.stringify(final) !== JSON.stringify(order)) final.forEach((ident, at) => kept.set(nameOf(kind, ident, "#place"), String(at)));
  }
  draft.replace(kept);
  show();
  return [
    taken > 0 ? `It has ${taken} newer ${taken === 1 ? "entry" : "entries"}. ${taken === 1 ? "It's" : "They're"} on this page now.` : "It has no newer entries.",
    ...said,
  ];
}
