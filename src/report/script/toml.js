// A TOML file and where its values are, so that a text in it can be changed and every other
// byte stays. What it doesn't understand, it refuses. Nothing here touches the page.

const SPACE = /[ \t]*/y;
const GAP = /(?:[ \t\r\n]|#[^\n]*)*/y;
const LINE_END = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const NAME = /[\w-]+|"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*'/y;
const BARE_VALUE = /[\w+.:-]+(?: \d\d:[\w+.:-]+)?/y;

class Unread extends Error {
  constructor(text, at) {
    super(`Line ${text.slice(0, at).split("\n").length} of the file can't be read.`);
  }
}

// The table that a whole file is. A table has entries by name; a list has items; any other
// node has a value, and is a text or not. Each node has its start and end, and each entry the
// place of its key and of the last name in it.
function readToml(text) {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const refuse = () => { throw new Unread(text, at); };
  const takes = (sign) => text.startsWith(sign, at) && (at += sign.length, true);
  function take(pattern) {
    const found = matchAt(pattern, text, at) ?? refuse();
    at += found[0].length;
    return found;
  }
  const table = (how) => ({ how, entries: new Map(), start: at, end: at });

  function names() {
    const found = [];
    do {
      take(SPACE);
      const start = at;
      const [name] = take(NAME);
      const inside = name.slice(1, -1);
      found.push({ start, name: name[0] === '"' ? unescaped(inside) ?? refuse() : name[0] === "'" ? inside : name });
      take(SPACE);
    } while (takes("."));
    return found;
  }

  // The parts of a list or an inline table, up to the sign that closes it.
  function parts(close, part) {
    for (take(GAP); !takes(close); take(GAP)) {
      part();
      take(GAP);
      if (!takes(",") && !text.startsWith(close, at)) refuse();
    }
  }

  function value() {
    const start = at;
    if (takes("[")) {
      const items = [];
      parts("]", () => items.push(value()));
      return { items, start, end: at };
    }
    if (takes("{")) {
      const node = table("inline");
      parts("}", () => entry(node, true));
      return { ...node, start, end: at };
    }
    const mark = ["'''", '"""'].find((sign) => text.startsWith(sign, at));
    if (mark) {
      const found = severalLines(text, at, mark);
      if (!found || found.value === null) refuse();
      at = found.end;
      return { value: found.value, isText: true, start, end: at };
    }
    const quotes = matchAt(ONE_LINE, text, at);
    if (quotes) {
      const read = quotes[1] === undefined ? quotes[2] : unescaped(quotes[1]) ?? refuse();
      at += quotes[0].length;
      return { value: read, isText: true, start, end: at };
    }
    return { value: take(BARE_VALUE)[0], isText: false, start, end: at };
  }

  function entry(into, isInline) {
    take(SPACE);
    const start = at;
    const path = names();
    if (!takes("=")) refuse();
    take(SPACE);
    const last = path.pop();
    for (const { name } of path) into = below(into, name, "dotted", start);
    if (into.entries.has(last.name)) refuse();
    into.entries.set(last.name, { start, name: last.start, isInline, node: value() });
  }

  // The table of this name in another, made where there is none.
  function below(into, name, how, start) {
    if (!into.entries.has(name)) into.entries.set(name, { start, name: start, node: table(how) });
    const { node } = into.entries.get(name);
    const found = node.how === "sections" ? node.items.at(-1) : node;
    return found.entries && found.how !== "inline" ? found : refuse();
  }

  const root = table("section");
  let section = root;
  while (at < text.length) {
    if (matchAt(LINE_END, text, at)) {
      take(LINE_END);
      continue;
    }
    take(SPACE);
    const start = at;
    if (takes("[")) {
      const isOne = !takes("[");
      const path = names();
      if (!takes(isOne ? "]" : "]]")) refuse();
      const { name } = path.pop();
      let into = root;
      for (const part of path) into = below(into, part.name, "implied", start);
      const there = into.entries.get(name)?.node;
      section = { ...table("section"), start };
      if (!isOne) {
        if (there && there.how !== "sections") refuse();
        if (there) there.items.push(section);
        else into.entries.set(name, { start, name: start, node: { how: "sections", items: [section], start, end: at } });
      } else if (there) {
        if (there.how !== "implied") refuse();
        section = Object.assign(there, { how: "section", start, end: at });
      } else {
        into.entries.set(name, { start, name: start, node: section });
      }
    } else {
      entry(section, false);
    }
    take(LINE_END);
  }
  return root;
}

// A file, read, with how its lines end.
function opened(text) {
  return { text, root: readToml(text), lineEnd: /\r?\n/.exec(text)?.[0] ?? "\n" };
}

// What stands at a path of names; undefined where nothing does.
function found(root, path) {
  return path.reduce((node, name) => node?.entries?.get(name)?.node, root);
}

// Every value by its path, as text.
function flat(node, path = [], into = new Map()) {
  if (node.entries) for (const [name, entry] of node.entries) flat(entry.node, [...path, name], into);
  else if (node.items) node.items.forEach((item, at) => flat(item, [...path, at], into));
  else into.set(JSON.stringify(path), node.value);
  return into;
}

function spliced(text, edits) {
  let [out, from] = ["", 0];
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return out + text.slice(from);
}

// The end of the line that holds a place, its line end included.
function lineAfter(text, at) {
  const feed = text.indexOf("\n", at);
  return feed < 0 ? text.length : feed + 1;
}

// A text as a value: on lines of its own where the one in its place (`old`) is, or where it is
// new and `hasLines`.
function textLiteral(file, text, old, hasLines) {
  const isLong = old === undefined ? hasLines : /^(?:'''|""")/.test(old);
  return isLong ? paragraphs(text).replaceAll("\n", file.lineEnd) : quoted(sound(text));
}

// What is written of a node.
function rawOf(file, node) {
  return node && file.text.slice(node.start, node.end);
}

// The edit that puts a new key into a table, below the last of those before it in `order`.
function newKey(file, table, key, literal, order) {
  const line = `${key} = ${literal}`;
  const insert = (at, text) => ({ start: at, end: at, text });
  const above = order.slice(0, order.indexOf(key)).reverse().map((name) => table.entries.get(name)).find((entry) => entry && !isBelow(entry.node))
    ?? [...table.entries.values()].filter((entry) => !isBelow(entry.node)).at(-1);
  const prefix = above ? file.text.slice(above.start, above.name) : "";
  if (above?.isInline) return insert(above.node.end, `, ${prefix}${line}`);
  if (table.how === "inline") return insert(table.start + 1, ` ${line}`);
  const end = lineAfter(file.text, above ? above.node.end : table.end);
  const isLast = file.text[end - 1] !== "\n";
  return insert(end, `${isLast ? file.lineEnd : ""}${prefix}${line}${isLast ? "" : file.lineEnd}`);
}

// Whether a node is a section of its own, or several.
function isBelow(node) {
  return ["section", "sections", "implied"].includes(node.how);
}

// A file's text with other texts in it: each change has the path of a section, the keys that
// may be in it in their order, and a text for some of them. `long` are the keys whose texts
// get lines of their own where they are new. Fails where the file is written in a way that
// keeps it from being so.
function changedText(file, changes, long) {
  const edits = [];
  const wanted = flat(file.root);
  let atEnd = "";
  for (const { path, order, texts } of changes) {
    const section = found(file.root, path);
    let lines = "";
    for (const key of order.filter((name) => Object.hasOwn(texts, name))) {
      wanted.set(JSON.stringify([...path, key]), sound(texts[key]));
      const there = section?.entries.get(key)?.node;
      const literal = textLiteral(file, texts[key], rawOf(file, there), long.includes(key));
      if (there) edits.push({ start: there.start, end: there.end, text: literal });
      else if (section) edits.push(newKey(file, section, key, literal, order));
      else lines += `${key} = ${literal}${file.lineEnd}`;
    }
    if (lines !== "") atEnd += `${file.lineEnd}[${path.join(".")}]${file.lineEnd}${lines}`;
  }
  const text = spliced(file.text, edits);
  const result = atEnd === "" ? text : `${text}${/(?:^|\n)$/.test(text) ? "" : file.lineEnd}${atEnd}`;
  const now = flat(readToml(result));
  const isSame = ([path, value]) => now.has(path) && trimmed(now.get(path)) === trimmed(value);
  if (now.size !== wanted.size || ![...wanted].every(isSame)) throw new Unread(file.text, 0);
  return result;
}
