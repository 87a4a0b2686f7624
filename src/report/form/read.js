// Reading a response file: as much of its format as a form has, whoever saved it last.
// Nothing here touches the page.

const REST = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const HEADING = /[ \t]*\[[ \t]*([^\[\]\n]+?)[ \t]*\][ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const KEY = /[ \t]*([\w"'.-]+)[ \t]*=[ \t]*/y;
const ONE_LINE = /"((?:[^"\\\n]|\\[^\n])*)"|'([^'\n]*)'/y;
const BARE = /[^\s#"'][^\n#]*/y;
const SIMPLE_ESCAPES = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\x1b", '"': '"', "\\": "\\" };

// What matches at a place, or null.
function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

// The text that stands between double quotes, or null where a backslash means nothing.
function unescaped(quoted) {
  let sound = true;
  const text = quoted.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|[ \t]*\n\s*|([\s\S]?))/g,
    (whole, four, eight, two, letter) => {
      const code = four ?? eight ?? two;
      if (code !== undefined) {
        const number = parseInt(code, 16);
        const exists = number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff);
        sound &&= exists;
        return exists ? String.fromCodePoint(number) : "";
      }
      if (letter === undefined) return "";
      sound &&= Object.hasOwn(SIMPLE_ESCAPES, letter);
      return SIMPLE_ESCAPES[letter] ?? "";
    },
  );
  return sound ? text : null;
}

// The place after a text of several lines that opens at `at` with `mark`, and the text;
// null where the marks that close it are missing.
function severalLines(text, at, mark) {
  const start = at + mark.length;
  let close = text.indexOf(mark, start);
  if (mark === '"""') {
    // An escaped quote closes nothing.
    const isEscaped = (place) => {
      let first = place;
      while (first > start && text[first - 1] === "\\") first -= 1;
      return (place - first) % 2 === 1;
    };
    while (close >= 0 && isEscaped(close)) close = text.indexOf(mark, close + 1);
  }
  if (close < 0) return null;
  // Up to two quotes may stand right before the ones that close.
  for (let more = 0; more < 2 && text[close + mark.length] === mark[0]; more += 1) close += 1;
  const inside = text.slice(start, close).replace(/^\n/, "");
  const value = mark === '"""' ? unescaped(inside) : inside;
  return { value, end: close + mark.length };
}

// The value that begins at `at` and where it ends; a null value cannot be read.
function valueAt(text, at) {
  for (const mark of ["'''", '"""']) {
    if (text.startsWith(mark, at)) return severalLines(text, at, mark);
  }
  const quoted = matchAt(ONE_LINE, text, at);
  if (quoted) {
    const value = quoted[1] === undefined ? quoted[2] : unescaped(quoted[1]);
    return { value, end: at + quoted[0].length };
  }
  const bare = matchAt(BARE, text, at);
  if (!bare) return { value: null, end: at };
  const value = bare[0].trim();
  return { value: /^\d{4}-\d\d-\d\d$/.test(value) ? value : null, end: at + bare[0].length };
}

// Every value of a file by its full name, such as "respondent.name", with its line; the
// names of its sections with theirs; and the lines that could not be read.
function readResponse(written) {
  const text = written.replace(/\r\n?/g, "\n");
  const read = { values: new Map(), sections: new Map(), faults: [] };
  const nameOf = (name) => name.replace(/["']/g, "").split(".").map((part) => part.trim()).join(".");
  let section = "";
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const empty = matchAt(REST, text, at);
    const heading = matchAt(HEADING, text, at);
    const key = matchAt(KEY, text, at);
    let end = -1;
    if (empty) {
      end = at + empty[0].length;
    } else if (heading) {
      section = nameOf(heading[1]);
      if (read.sections.has(section)) read.faults.push({ line, why: "appears twice" });
      else read.sections.set(section, line);
      end = at + heading[0].length;
    } else if (key) {
      const found = valueAt(text, at + key[0].length);
      const rest = found && matchAt(REST, text, found.end);
      if (!rest && /^(?:'''|""")/.test(text.slice(at + key[0].length))) {
        // All that follows an open text could be a part of it: nothing below is taken.
        read.faults.push({ line, why: "has an opening quotation mark with no closing one, so nothing after it was read" });
        return read;
      }
      if (rest && found.value !== null) {
        const name = section === "" ? nameOf(key[1]) : `${section}.${nameOf(key[1])}`;
        if (read.values.has(name)) read.faults.push({ line, why: "appears twice" });
        else read.values.set(name, { value: found.value, line });
        end = found.end + rest[0].length;
      }
    }
    if (end < 0) {
      read.faults.push({ line, why: "couldn't be read" });
      const next = text.indexOf("\n", at);
      end = next < 0 ? text.length : next + 1;
    }
    for (; at < end; at += 1) if (text[at] === "\n") line += 1;
  }
  return read;
}

// The text of a file's bytes, as spreadsheets, Notepad and the like save it; null where
// they are no text.
function decoded(bytes) {
  const begins = (first, second) => bytes[0] === first && bytes[1] === second;
  const utf16 = (begins(0xff, 0xfe) && "utf-16le") || (begins(0xfe, 0xff) && "utf-16be");
  let text;
  try {
    text = new TextDecoder(utf16 || "utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  return text.includes("\0") ? null : text;
}

// A rating as people spell it, without regard to capitals, accents and what parts words.
function plainRating(written) {
  return written.normalize("NFC").toLowerCase().split(/[\s_-]+/).filter(Boolean).join("-");
}
