// Writing a response file: the blank form with the answers typed between its quotes, and
// the name that it is saved under. Nothing here touches the page.

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

// The blank form with values in it. `value` gives what a line of the form is to hold, by
// its full name, such as "actionable-data.team-review.rating"; undefined leaves the line
// as it is.
function filledIn(blank, value) {
  const out = [];
  const lines = blank.split("\n");
  let section = "";
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    const heading = /^\[([a-z0-9.-]+)\]$/.exec(line);
    if (heading) section = `${heading[1]}.`;
    const key = /^[a-z]+(?= = )/.exec(line)?.[0];
    const typed = key && value(section + key);
    if (!key || typed === undefined) {
      out.push(line);
    } else if (key === "documentation") {
      // The marks that close the blank one are the next line.
      out.push(`documentation = ${paragraphs(typed)}`);
      at += 1;
    } else {
      out.push(line.replace(/"(?:[^"\\]|\\.)*"/, () => quoted(sound(typed))));
    }
  }
  return out.join("\n");
}

const LONGEST = 60;
const MOST_BYTES = 200;

// A file name from a person's name, without an extension: letters of any script, digits
// and hyphens, and none of the names that Windows keeps for devices.
function fileNameOf(name) {
  let words = "";
  for (const character of name.normalize("NFC").toLowerCase().normalize("NFC")) {
    const inWord = words !== "" && !words.endsWith("-");
    if (/[\p{Alphabetic}\p{N}]/u.test(character) || (inWord && /\p{M}/u.test(character))) words += character;
    else if (inWord && !/['\u2019\xad\u200b-\u200d\u2060\ufeff]/.test(character)) words += "-";
  }
  words = words.replace(/-$/, "") || "respondent";
  const device = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9\xb9\xb2\xb3])$/.test(words) ? "-form" : "";
  let kept = "";
  let characters = device.length;
  let bytes = device.length;
  for (const character of words) {
    characters += 1;
    bytes += new TextEncoder().encode(character).length;
    if (characters > LONGEST || bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept.replace(/-$/, "") + device;
}
