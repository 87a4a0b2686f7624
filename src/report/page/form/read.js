// Reading a response file: as much of its format as a form has, whoever saved it last.
// Nothing here touches the page.

const REST = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const HEADING = /[ \t]*\[[ \t]*([^\[\]\n]+?)[ \t]*\][ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const KEY = /[ \t]*([\w"'.-]+)[ \t]*=[ \t]*/y;
const BARE = /[^\s#"'][^\n#]*/y;
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
