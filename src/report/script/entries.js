// The entries of a file, such as the actions of a plan: read, and written back changed, moved,
// added, or removed, with every other byte as it was. Nothing here touches the page.
//
// A value is a text, whatever it is in the file: a list is its JSON. `fields` are the keys of an
// entry as `fieldsOf` gives them.

// The keys of a table as fields: those of a pair of values, such as a baseline, one by one.
function fieldsOf(keys) {
  return keys.flatMap((key) =>
    key.holds === "figure"
      ? key.keys.map((inner) => ({ ...inner, key: `${key.name}.${inner.name}`, path: [key.name, inner.name], pair: key }))
      : [{ ...key, key: key.name, path: [key.name] }]);
}

const isList = ({ holds }) => ["practices", "texts", "days", "figures"].includes(holds);
const usualValue = (field) => (isList(field) ? "[]" : field.holds === "status" ? "not-started" : "");

// What a number says: as it is written, but for what an input of a browser doesn't take.
function numberIn(written) {
  const plain = written.replaceAll("_", "");
  const number = Number(plain);
  if (plain === "" || !Number.isFinite(number)) throw new RangeError(written);
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? plain : String(number);
}

// The value of a field in a table; fails where it isn't what belongs there.
function valueIn(file, table, field) {
  const node = found(table, field.path);
  const refuse = (at = node) => { throw new Unread(file.text, at.start); };
  const scalar = (one) => (one.value === undefined ? refuse(one) : one);
  const text = (one) => (scalar(one).isText ? sound(one.value) : refuse(one));
  const day = (one) => (scalar(one).isText || /^\d{4}-\d\d-\d\d/.test(one.value) ? sound(one.value).slice(0, one.isText ? undefined : 10) : refuse(one));
  const number = (one) => {
    if (scalar(one).isText) return text(one) === "" ? "" : refuse(one);
    try {
      return numberIn(one.value);
    } catch {
      return refuse(one);
    }
  };
  if (!node) return usualValue(field);
  if (isList(field)) {
    if (node.isText && text(node) === "") return "[]";
    if (node.isText && field.holds === "practices") return JSON.stringify([text(node)]);
    const items = node.items ?? refuse();
    const figure = (one) => field.keys.map((inner) => valueIn(file, one.entries ? one : refuse(one), { ...inner, path: [inner.name] }));
    const read = items.map({ days: day, figures: figure, texts: text, practices: text }[field.holds]);
    return JSON.stringify(field.holds === "figures" ? read : [...new Set(read)].filter((one) => one !== ""));
  }
  if (field.holds === "number") return number(node);
  if (field.holds === "day") return day(node);
  const written = text(node);
  const isChoice = ["status", "audience"].includes(field.holds);
  return isChoice ? written.toLowerCase().replace(/[ _]/g, "-") || usualValue(field) : written;
}

// Whether two values of a field say the same.
function isSameValue(field, one, other) {
  return one === other || (field.holds === "number" && one !== "" && other !== "" && Number(one) === Number(other));
}

function valuesIn(file, table, fields) {
  return Object.fromEntries(fields.map((field) => [field.key, valueIn(file, table, field)]));
}

// The entries of a kind as nodes.
function itemsOf(root, kind) {
  return found(root, [kind])?.items ?? [];
}

// A value as it is written in the file; `old` is the node in its place, or one like it.
function literalOf(file, field, value, old) {
  switch (field.holds) {
    case "number":
      return numberIn(value);
    case "day":
      return value !== "" && old?.isText === false ? value : quoted(value);
    case "practices": {
      const ids = JSON.parse(value).map(quoted);
      return ids.length === 1 && !old?.items ? ids[0] : `[${ids.join(", ")}]`;
    }
    case "texts": case "days": case "figures":
      return `[${JSON.parse(value).map((one) => itemLiteral(file, field, one)).join(", ")}]`;
    case "text":
      return textLiteral(file, value, rawOf(file, old), value.includes("\n"));
    default:
      return quoted(value);
  }
}

// An item of a list; `like` is another one.
function itemLiteral(file, field, one, like) {
  if (field.holds !== "figures") return literalOf(file, { holds: field.holds === "days" ? "day" : "choice" }, one, like);
  return pairLiteral(file, field.keys, one);
}

// `{ value = 21.0, on = 2026-06-12 }`, of what there is.
function pairLiteral(file, keys, values) {
  const parts = keys.map((key, at) => values[at] !== "" && `${key.name} = ${literalOf(file, key, values[at], { isText: false })}`);
  return `{ ${parts.filter(Boolean).join(", ")} }`;
}

// The edits that make a table's values these. `order` has the names of all its keys.
function fieldEdits(file, table, fields, before, after) {
  const edits = [];
  const order = [...new Set(fields.map(({ path }) => path[0]))];
  const changed = fields.filter((field) => !isSameValue(field, before[field.key], after[field.key]));
  for (const field of changed.filter(({ pair }) => !pair)) {
    const [key] = field.path;
    const node = table.entries.get(key)?.node;
    const value = after[field.key];
    if (!node) edits.push(newKey(file, table, key, literalOf(file, field, value), order));
    else if (isList(field) && node.items) edits.push(...valueListEdits(file, node, field, before[key], value));
    else edits.push({ start: node.start, end: node.end, text: literalOf(file, field, value, node) });
  }
  for (const pair of new Set(changed.map((field) => field.pair).filter(Boolean))) {
    const inner = fields.filter((field) => field.pair === pair);
    edits.push(...pairEdits(file, table, pair, inner, before, after, order));
  }
  return edits;
}

function pairEdits(file, table, pair, fields, before, after, order) {
  const node = table.entries.get(pair.name)?.node;
  const values = fields.map((field) => after[field.key]);
  if (!node?.entries) {
    const literal = pairLiteral(file, pair.keys, values);
    return [node ? { start: node.start, end: node.end, text: literal } : newKey(file, table, pair.name, literal, order)];
  }
  const edits = [];
  const gone = new Set();
  for (const field of fields.filter((field) => !isSameValue(field, before[field.key], after[field.key]))) {
    const name = field.path[1];
    const old = node.entries.get(name)?.node;
    const value = after[field.key];
    if (value === "" && old) gone.add(name);
    else if (old) edits.push({ start: old.start, end: old.end, text: literalOf(file, field, value, old) });
    else if (value !== "") edits.push(newKey(file, node, name, literalOf(file, field, value, { isText: false }), fields.map(({ path }) => path[1])));
  }
  const parts = [...node.entries].map(([name, entry]) => ({ name, start: entry.start, end: entry.node.end, isInline: entry.isInline }));
  const isGone = (part) => gone.has(part.name);
  edits.push(...withoutParts(file, parts.filter((part) => part.isInline), isGone));
  for (const part of parts.filter((one) => !one.isInline && isGone(one))) {
    edits.push({ start: lineStart(file.text, part.start), end: lineAfter(file.text, part.end), text: "" });
  }
  return edits;
}

// The edits that make a list's values these: items that stay are left as they are, so what is
// written around them stays as well.
function valueListEdits(file, node, field, before, after) {
  if (node.how === "sections") throw new Unread(file.text, node.start);
  // A value may be there twice, or blank.
  const old = node.items.map((item) => JSON.parse(valueIn(file, { entries: new Map([[field.path[0], { node: { items: [item] } }]]) }, field))[0]);
  const free = new Set(old.keys());
  const places = JSON.parse(after).map((one) => {
    const from = [...free].find((at) => JSON.stringify(old[at]) === JSON.stringify(one));
    free.delete(from);
    return { one, from };
  });
  const wanted = places.map(({ one, from }) => {
    if (from !== undefined) return { from };
    // One that was changed stays in its place.
    const [at] = free;
    free.delete(at);
    return { from: at, text: itemLiteral(file, field, one, node.items.at(-1)) };
  });
  return listEdits(file, node, wanted, (at) => rawOf(file, node.items[at]));
}

const lineStart = (text, at) => Math.max(text.lastIndexOf("\n", at - 1) + 1, text.startsWith("\ufeff") ? 1 : 0);

// What is to be at each place of those that stay, with what is new below the one it follows:
// `wanted` has a `from` for each that was there, and a `text` for each that is new or changed.
// Null where none stays.
function placed(wanted, textOf, between) {
  const kept = wanted.filter(({ from }) => from !== undefined);
  if (kept.length === 0) return null;
  const slots = kept.map(({ from }) => from).sort((a, b) => a - b);
  const texts = new Map();
  let [slot, before] = [-1, ""];
  for (const { from, text } of wanted) {
    if (from === undefined) {
      if (slot < 0) before += text + between;
      else texts.set(slots[slot], texts.get(slots[slot]) + between + text);
    } else {
      slot += 1;
      texts.set(slots[slot], (slot === 0 ? before : "") + (text ?? textOf(from)));
    }
  }
  return texts;
}

// The edits that take parts out of what is written with commas in between.
function withoutParts(file, parts, isGone) {
  const { text } = file;
  const gone = parts.map(isGone);
  if (!gone.includes(true)) return [];
  const comma = parts.map(({ end }) => {
    const at = end + matchAt(GAP, text, end)[0].length;
    return text[at] === "," ? at : -1;
  });
  const edits = [];
  const drop = (start, end) => edits.push({ start, end, text: "" });
  const dropComma = (at) => at >= 0 && drop(at, at + 1 + matchAt(SPACE, text, at + 1)[0].length);
  const last = gone.lastIndexOf(false);
  if (gone.at(-1) && comma.at(-1) < 0 && last >= 0) dropComma(comma[last]);
  parts.forEach((part, at) => {
    if (!gone[at]) return;
    const line = lineStart(text, part.start);
    const rest = /[ \t]*,?[ \t]*\r?\n/y;
    const ends = comma[at] >= 0 && comma[at] < lineAfter(text, part.end) && matchAt(rest, text, part.end);
    if (ends && text.slice(line, part.start).trim() === "") {
      drop(line, part.end + ends[0].length);
    } else {
      drop(part.start, part.end);
      dropComma(comma[at]);
    }
  });
  return edits;
}

// The edits that make a list these items.
function listEdits(file, node, wanted, textOf) {
  const { items } = node;
  const [first] = items;
  const indent = first && file.text.slice(lineStart(file.text, first.start), first.start);
  const between = indent?.trim() === "" ? `,${file.lineEnd}${indent}` : ", ";
  const put = ({ start, end }, text) => ({ start, end, text });
  if (items.length === 0) return [put({ start: node.start + 1, end: node.start + 1 }, wanted.map(({ text }) => text).join(", "))];
  const texts = placed(wanted, textOf, between) ?? (wanted.length > 0 ? new Map([[0, wanted.map(({ text }) => text).join(between)]]) : new Map());
  return [
    ...[...texts].map(([at, text]) => put(items[at], text)),
    ...withoutParts(file, items, (item) => !texts.has(items.indexOf(item))),
  ];
}

// The end of the last thing that belongs to a node.
function lastEnd(node) {
  const inside = [...(node.entries?.values() ?? [])].map((entry) => lastEnd(entry.node));
  const items = (node.items ?? []).map(lastEnd);
  return Math.max(node.end, ...inside, ...items);
}

// Where a section with its comments is: those right above its heading, and right below its last
// value. Its last line end is no part of it.
function blockOf(file, item, all) {
  const { text } = file;
  const isComment = (at) => matchAt(/[ \t]*#/y, text, at);
  // A text of several lines may look like a comment.
  const floor = Math.max(0, ...all.map(lastEnd).filter((end) => end <= item.start));
  let start = lineStart(text, item.start);
  for (let line = start; line > floor; start = line) {
    line = lineStart(text, line - 1);
    if (line < floor || line >= start || !isComment(line)) break;
  }
  let end = endOfLine(text, lastEnd(item));
  let below = end;
  while (below < text.length && isComment(lineAfter(text, below)) && lineAfter(text, below) > below) below = endOfLine(text, lineAfter(text, below));
  const isOfNext = matchAt(/[ \t]*\[/y, text, lineAfter(text, below));
  if (!isOfNext) end = below;
  return { start, end };
}

function endOfLine(text, at) {
  const after = lineAfter(text, at);
  return after - (/\r?\n$/.exec(text.slice(at, after))?.[0].length ?? 0);
}

// Every node that has a place of its own at the top: values, and each section.
function nodesOf(node) {
  return [...node.entries.values()].flatMap((entry) => {
    if (entry.node.how === "sections") return entry.node.items.flatMap((item) => [item, ...nodesOf(item)]);
    return isBelow(entry.node) ? [entry.node, ...nodesOf(entry.node)] : [entry.node];
  }).map((one) => (one.entries && isBelow(one) ? { ...one, entries: undefined } : one));
}

// The edit that takes a section out, with one of the blank lines around it.
function withoutBlock(file, { start, end }) {
  const { text } = file;
  const isBlank = (at) => at < text.length && matchAt(/[ \t]*(?:\r?\n|$)/y, text, at);
  let from = start;
  let to = lineAfter(text, end);
  if (isBlank(to)) to = lineAfter(text, to);
  else if (to === text.length && from > 0) {
    const line = lineStart(text, from - 1);
    if (isBlank(line)) from = line;
  }
  return { start: from, end: to, text: "" };
}

// A new entry as a section.
function newSection(file, kind, fields, values, comment) {
  const lines = newLines(file, fields, values).map(([key, literal]) => `${key} = ${literal}`);
  return [...(comment ? [comment] : []), `[[${kind}]]`, ...lines].join(file.lineEnd);
}

function newLines(file, fields, values) {
  const lines = fields.filter((field) => !field.pair && (field.drafted || values[field.key] !== usualValue(field)))
    .map((field) => [field.key, literalOf(file, field, values[field.key])]);
  for (const pair of new Set(fields.map((field) => field.pair).filter(Boolean))) {
    const all = pair.keys.map((key) => values[`${pair.name}.${key.name}`]);
    if (all.some((one) => one !== "")) lines.push([pair.name, pairLiteral(file, pair.keys, all)]);
  }
  return lines;
}

// A file with other values at its top and other entries: for each of `kinds`, which have their
// names and fields in the order of the layout, the entries that it is to have, in order. Each has
// its values, and the place it had in the file (`from`), or none, and then maybe that of an entry
// whose comment it gets (`commentOf`, with its kind). Fails where the file is written in a way
// that keeps it from being so.
function changedEntries(file, top, kinds, wanted) {
  const { root, text } = file;
  const edits = fieldEdits(file, root, top, valuesIn(file, root, top), wanted.top);
  const all = nodesOf(root);
  const comment = ({ kind, from }) => {
    const item = itemsOf(root, kind)[from];
    if (!item || found(root, [kind]).how !== "sections") return "";
    return text.slice(blockOf(file, item, all).start, lineStart(text, item.start)).trimEnd();
  };
  let above;
  for (const { name, fields } of kinds) {
    const node = found(root, [name]);
    const items = itemsOf(root, name);
    const isSections = node?.how === "sections";
    const blocks = isSections ? items.map((item) => blockOf(file, item, all)) : [];
    const entries = wanted.entries[name];
    const inner = new Map(entries.filter(({ from }) => from !== undefined).map(({ from, values }) =>
      [from, fieldEdits(file, items[from], fields, valuesIn(file, items[from], fields), values)]));
    const isInOrder = entries.length === items.length && entries.every(({ from }, at) => from === at);
    if (isInOrder) {
      edits.push(...[...inner.values()].flat());
    } else if (isSections || !node) {
      const textOf = (at) => {
        const { start, end } = blocks[at];
        const to = lineAfter(text, end);
        const own = spliced(text.slice(start, to), inner.get(at).map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })));
        return to > end ? own.slice(0, own.length - (to - end)) : own;
      };
      const list = entries.map(({ from, values, commentOf }) =>
        (from === undefined ? { text: newSection(file, name, fields, values, commentOf && comment(commentOf)) } : { from }));
      edits.push(...sectionEdits(file, blocks, list, textOf, above));
    } else {
      const textOf = (at) => {
        const { start, end } = items[at];
        return spliced(text.slice(start, end), inner.get(at).map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })));
      };
      const list = entries.map(({ from, values }) =>
        (from === undefined ? { text: `{ ${newLines(file, fields, values).map(([key, literal]) => `${key} = ${literal}`).join(", ")} }` } : { from }));
      edits.push(...listEdits(file, node, list, textOf));
    }
    above = blocks.at(-1) ?? above;
  }
  const result = spliced(text, edits);
  if (!isAsWanted(file, result, top, kinds, wanted)) throw new Unread(text, 0);
  return result;
}

// The edits that make a kind's sections these; `above` is the last section of the kinds before.
function sectionEdits(file, blocks, wanted, textOf, above) {
  const { text, lineEnd } = file;
  const between = lineEnd + lineEnd;
  const texts = placed(wanted, textOf, between);
  if (blocks.length > 0 && (texts || wanted.length > 0)) {
    const here = texts ?? new Map([[0, wanted.map((one) => one.text).join(between)]]);
    return blocks.map((block, at) => (here.has(at) ? { ...block, text: here.get(at) } : withoutBlock(file, block)));
  }
  if (wanted.length === 0) return blocks.map((block) => withoutBlock(file, block));
  const added = wanted.map((one) => one.text).join(between);
  if (above) return [{ start: above.end, end: above.end, text: between + added }];
  const isEnded = text.endsWith("\n");
  return [{ start: text.length, end: text.length, text: `${isEnded ? lineEnd : between}${added}${isEnded ? lineEnd : ""}` }];
}

// Whether a text says what was wanted, and all else as the file did.
function isAsWanted(file, text, top, kinds, wanted) {
  const now = opened(text);
  const isSame = (fields, table, values) => fields.every((field) => isSameValue(field, valueIn(now, table, field), values[field.key]));
  const rest = (table, known) => JSON.stringify([...flat(table)].filter(([path]) => !known.includes(JSON.parse(path)[0])).sort());
  const names = (fields) => fields.map(({ path }) => path[0]);
  const ofTop = [...names(top), ...kinds.map(({ name }) => name)];
  if (!isSame(top, now.root, wanted.top) || rest(now.root, ofTop) !== rest(file.root, ofTop)) return false;
  return kinds.every(({ name, fields }) => {
    const [before, items] = [itemsOf(file.root, name), itemsOf(now.root, name)];
    return items.length === wanted.entries[name].length && items.every((item, at) => {
      const { from, values } = wanted.entries[name][at];
      const own = names(fields);
      return isSame(fields, item, values) && rest(item, own) === (from === undefined ? "[]" : rest(before[from], own));
    });
  });
}
