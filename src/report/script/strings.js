// The texts of a TOML file, read and written. Nothing here touches the page.

const ONE_LINE = /"((?:[^"\\\n]|\\[^\n])*)"|'([^'\n]*)'/y;
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
  const inside = text.slice(start, close).replace(/\r\n/g, "\n").replace(/^\n/, "");
  const value = mark === '"""' ? unescaped(inside) : inside;
  return { value, end: close + mark.length };
}

// A rating as people spell it, without regard to capitals, accents and what parts words.
function plainRating(written) {
  return written.normalize("NFC").toLowerCase().split(/[\s_-]+/).filter(Boolean).join("-");
}

const CONTROL = /[\p{Cc}]/u;
// What could not be seen in an editor, or would act on it.
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

// Without the blank space at either end, which is no part of a text when a file is read.
function trimmed(text) {
  const isBlank = (at) => /[^\S\ufeff]|\x85/.test(text[at]);
  let [from, to] = [0, text.length];
  while (from < to && isBlank(from)) from += 1;
  while (from < to && isBlank(to - 1)) to -= 1;
  return text.slice(from, to);
}

// Without the halves of characters that no file can hold, and without the ends.
function sound(text) {
  return trimmed(text.replace(/\p{Cs}/gu, "").replace(/\r\n?/g, "\n"));
}

function escapedCharacter(character) {
  return `\\u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

// A text on one line, quotes included.
function quoted(text) {
  const inside = text
    .replace(/["\\]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/\t/g, "\\t")
    .replace(HIDDEN, escapedCharacter);
  return `"${inside}"`;
}

// What whoever reads the file takes for the start of another section, or for a merge that
// was not finished, also where it stands in a text.
const MISLEADING = /^[ \t]*(?:\[+[\w.-]+\]+[ \t]*(?:#.*)?$|<{7})/m;

// A text of several lines between the marks of the form; on one line where it has these
// marks itself, or what cannot stand between them.
function paragraphs(typed) {
  const text = sound(typed);
  if (text === "") return "'''\n'''";
  const isPlain = !CONTROL.test(text.replace(/[\n\t]/g, "")) && !MISLEADING.test(text);
  return isPlain && !text.includes("'''") ? `'''\n${text}\n'''` : quoted(text);
}
