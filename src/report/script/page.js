// What the pages that people fill in have in common: messages, the bar, saving.

const byId = (id) => document.getElementById(id);

// Somebody's text within a message: on one line, cut, and without what acts on its reader.
function shown(text) {
  const line = text.replace(/\s+/g, " ").replace(HIDDEN, "\ufffd");
  return `\u201c${line.length > 60 ? `${line.slice(0, 60)}\u2026` : line}\u201d`;
}

// "1 and 2", "1, 2, and 3".
function listed(items) {
  return items.length < 3 ? items.join(" and ") : `${items.slice(0, -1).join(", ")}, and ${items.at(-1)}`;
}

// A message in view, a paragraph for each text; it goes when typing goes on.
function say(place, paragraphs) {
  place.replaceChildren(
    ...paragraphs.filter(Boolean).map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }),
  );
  clearOfTheBar();
}

// What gets the focus comes to stand clear of the bar at the lower edge; the bar itself
// stays where it is, and the page with it.
function clearOfTheBar() {
  const bar = document.querySelector(".dock");
  const sticks = getComputedStyle(bar).position === "sticky";
  document.documentElement.style.setProperty("--bar", sticks ? `${bar.offsetHeight + 16}px` : "0px");
}

// Browsers leave what they think is in view where it is, also behind the bar. Only after
// a key: under a finger or a mouse nothing may move.
function uncoverTheFocus() {
  const [here, bar] = [document.activeElement, document.querySelector(".dock")];
  if (bar.contains(here) || getComputedStyle(bar).position !== "sticky") return;
  const box = here.getBoundingClientRect();
  const covered = box.bottom + 8 - bar.getBoundingClientRect().top;
  if (covered > 0) scrollBy(0, Math.min(covered, box.top));
}

// Shown within chronic's own page, this one hands its files to the folder that is open there, by a
// channel that it gets from that page alone: what is at an address of its own never takes one.
let channel = null;
addEventListener("message", (event) => {
  const isWithin = location.href === "about:srcdoc" && event.source === parent;
  if (isWithin && event.data === "chronic") [channel] = event.ports;
});

// Hands a text over as a file. Gives where it is now, and what to do with it there.
function download(name, text, then) {
  if (channel) {
    channel.postMessage({ name, bytes: new TextEncoder().encode(text) });
    return [`Saved as ${name} in the folder that's open around this page.`];
  }
  const link = document.createElement("a");
  // Of no type that a browser would add an extension for.
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return [`Saved as ${name}. Look in your Downloads folder.`, then];
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function isDay(written) {
  const day = new Date(`${written}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(written);
}

// A word for a student beside a long number, or for a birth beside a date. It only asks: chronic
// looks closer when it reads the file.
const OF_STUDENTS = [
  [/\b(students?|pupils?|ssid|sis|sasid|lasid|ssn|social security|state id)\b/i, /(^|[^$\d])\d{6,10}(?!\d)|\d{3}-\d{2}-\d{4}/],
  [/\b(born|dob|d\.o\.b|birth\w*)\b/i, /\d{1,4}[/.-]\w{1,3}[/.-]\d{1,4}|\b(19|20)\d{2}\b/],
];

function maybeOfStudent(text) {
  return text.split("\n").some((line) => OF_STUDENTS.some((both) => both.every((sign) => sign.test(line))));
}
