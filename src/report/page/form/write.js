// Writing a response file: the blank form with the answers typed between its quotes, and
// the name that it is saved under. Nothing here touches the page.

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
