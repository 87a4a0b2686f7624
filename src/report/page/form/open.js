// Going on from a response that was saved earlier.

const LARGEST = 4 * 1024 * 1024;
const MOST_FAULTS = 6;
const UNCHANGED = "Nothing on this page has changed.";

const folded = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");

// What of a file this form has a place for, and what it has none for.
function takenFrom(read) {
  const texts = new Map();
  const faults = [...read.faults];
  const lines = new Map(heads.map((input) => [input.dataset.line, input]));
  const taken = (name) => trimmed(read.values.get(name)?.value ?? "");
  for (const [line, input] of lines) {
    if (!read.values.has(line)) continue;
    texts.set(line, taken(line));
    if (input.type === "date" && taken(line) !== "" && !isDay(taken(line))) {
      faults.push({ line: read.values.get(line).line, why: `has a date we couldn't use: ${shown(taken(line))}` });
      texts.set(line, "");
    }
  }
  if (!lines.has("respondent.name") && taken("respondent.name") !== "") {
    faults.push({ line: read.values.get("respondent.name").line, why: "has a name. We didn't use it because this form is anonymous" });
  }
  for (const question of questions) {
    const name = `${question.practice}.rating`;
    const written = plainRating(taken(name));
    const rating = question.ratings.find(
      (input) => [input.value, plainRating(input.dataset.written)].includes(written),
    );
    if (written !== "" && !rating) {
      faults.push({ line: read.values.get(name).line, why: `doesn't have one of the five ratings: ${shown(taken(name))}` });
    }
    const text = `${question.practice}.documentation`;
    texts.set(name, rating?.value ?? "").set(text, taken(text));
  }
  const known = new Set(["respondent", ...questions.map((question) => question.practice)]);
  for (const [section, line] of read.sections) {
    if (!known.has(section)) faults.push({ line, why: `has a heading that isn't on this form: ${shown(section)}` });
  }
  return { texts, faults: faults.sort((a, b) => a.line - b.line) };
}

// Why a file is not a response to these questions; undefined where it is one.
function refusal(read, own) {
  const value = (file, name) => file.values.get(name)?.value ?? "";
  if (value(read, "kind") !== "response") return "It isn't a response saved from this kind of form.";
  const rubric = value(read, "rubric");
  if (rubric !== "" && rubric !== value(own, "rubric")) return "Its questions are different from the ones on this form.";
  const hasAnswer = questions.some((question) => read.sections.has(question.practice));
  return hasAnswer ? undefined : "It has no answers in it.";
}

// What somebody should know before the page is changed.
function doubts(read, own, texts) {
  const value = (file, name) => trimmed(file.values.get(name)?.value ?? "");
  const found = [];
  for (const name of ["district", "cycle", "respondent.name"]) {
    const [theirs, ours] = [value(read, name), value(own, name)];
    if (theirs !== "" && ours !== "" && folded(theirs) !== folded(ours)) {
      found.push(`That response is for ${shown(theirs)}, but this form is for ${shown(ours)}.`);
    }
  }
  const isReplaced = [...typed()].some(([line, text]) => trimmed(text) !== "" && trimmed(text) !== (texts.get(line) ?? ""));
  if (isReplaced) found.push("What you have typed on this page will be replaced.");
  return found;
}

async function openFile(file) {
  const name = shown(file.name);
  // What was said of the last save is not said of this file.
  say(byId("said"), []);
  const refuse = (why) =>
    say(byId("opened"), [`We couldn't open ${name}. ${why}`, UNCHANGED]);
  if (file.size > LARGEST) return refuse("It's too large to be a response.");
  let text;
  try {
    text = decoded(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return refuse("The browser couldn't read it.");
  }
  if (text === null) return refuse("It isn't a response saved from this kind of form.");
  const [read, own] = [readResponse(text), readResponse(blank.textContent)];
  const why = refusal(read, own);
  if (why) return refuse(why);
  const { texts, faults } = takenFrom(read);
  const asked = doubts(read, own, texts);
  if (asked.length > 0 && !confirm(`${asked.join("\n")}\n\nOpen ${name} anyway?`)) {
    return say(byId("opened"), [`${name} wasn't opened. ${UNCHANGED}`]);
  }
  put(texts);
  mark = markIn(file.name);
  opened = { day: byId("date").value, changed: false };
  saved = true;
  note(fields);
  draft.keep();
  return say(byId("opened"), [
    `${name} is open: ${byId("progress").textContent}. Pick up where you left off, and save again when you finish.`,
    faults.length > 0 && "We couldn't read some of it. Please check these lines:",
    ...faults.slice(0, MOST_FAULTS).map((fault) => `Line ${fault.line} of the file ${fault.why}.`),
    faults.length > MOST_FAULTS && `And ${faults.length - MOST_FAULTS} more.`,
  ]);
}
