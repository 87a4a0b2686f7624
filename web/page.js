// The page around the program: which files, which command, and what came of it. What a command
// does, says, and can be told is all the program's own.
import { changedIn, draft, ofDrop, ofHandle, ofList, same, saveInPlace, zipped } from "./folder.js";

/* global PROGRAM, WORKER */

const byId = (id) => document.getElementById(id);
const text = (bytes) => new TextDecoder().decode(bytes);

// Which commands serve which step. One that isn't listed is under "More".
const STEPS = [
  ["next", "init", "import", "validate"],
  ["tally", "page", "diff"],
  ["plan draft", "plan update", "plan status", "plan review", "plan calendar"],
  ["render"],
];
// The largest text that is shown here; the rest is in its download.
const MOST_SHOWN = 200_000;

let program;
let commands = [];
// What is open: its files as they are now, and as they were last read or saved.
let folder = null;
let worker = null;
let keepsDraft = false;

function element(name, properties = {}, ...inner) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...inner);
  return made;
}

function button(label, act, properties = {}) {
  return element("button", { type: "button", textContent: label, onclick: () => trying(act), ...properties });
}

const counted = (count, thing) => `${count.toLocaleString("en-US")} ${thing}${count === 1 ? "" : "s"}`;

function say(...lines) {
  byId("said").textContent = lines.filter(Boolean).join(" ");
}

// Whatever fails is said, and changes nothing.
async function trying(act) {
  try {
    await act();
  } catch (error) {
    idle();
    if (error.name === "CanceledError") say("Canceled. Your files are as they were.");
    else if (error.name !== "AbortError") say(`That didn't work. Your files didn't change. ${error.message}`);
  }
}

// ---- Running the program ------------------------------------------------------------------

async function unpack() {
  const digits = byId("program").textContent.trim();
  const packed = new Uint8Array((digits.length / 5) * 4);
  const view = new DataView(packed.buffer);
  for (let at = 0; at < digits.length; at += 5) {
    let number = 0;
    for (let one = 0; one < 5; one += 1) {
      const code = digits.charCodeAt(at + one);
      number = number * 85 + (code === 120 ? 60 : code) - 35;
    }
    view.setUint32((at / 5) * 4, number);
  }
  const bytes = new Blob([packed.subarray(0, PROGRAM)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(bytes).arrayBuffer());
}

// How far this clock is from UTC, as programs are told: west is more.
function zone() {
  const west = new Date().getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(west) / 60), Math.abs(west) % 60];
  return `TZ=<LOC>${west < 0 ? "-" : ""}${hours}:${String(minutes).padStart(2, "0")}`;
}

function idle() {
  worker?.terminate();
  worker = null;
  byId("working").hidden = true;
  for (const one of document.querySelectorAll("button[data-off]")) {
    one.disabled = false;
    delete one.dataset.off;
  }
}

function busy(what) {
  byId("working").hidden = false;
  byId("doing").textContent = what;
  byId("progress").removeAttribute("value");
  for (const one of document.querySelectorAll("button:enabled:not(#cancel)")) {
    one.disabled = true;
    one.dataset.off = "";
  }
}

// Runs a command in a worker of its own, on the files as they are.
function runs(args) {
  const files = folder?.files ?? new Map();
  return new Promise((done, failed) => {
    const address = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    worker = new Worker(address);
    URL.revokeObjectURL(address);
    byId("cancel").onclick = () => failed(new DOMException("You canceled it.", "CanceledError"));
    worker.onerror = (event) => {
      event.preventDefault();
      failed(new Error("The program stopped unexpectedly."));
    };
    worker.onmessage = ({ data }) => {
      if (data.done) return done(data.done);
      byId("progress").max = Math.max(files.size, data.opened);
      byId("progress").value = data.opened;
      byId("doing").textContent = `Working: ${counted(data.opened, "file")} of ${files.size.toLocaleString("en-US")} read.`;
    };
    worker.postMessage({ module: program, files, args, env: [zone()] });
  });
}

// A word as a terminal takes it, and the words of a line.
function quoted(word) {
  if (/^[\p{L}\p{N}/._+@:,=%-]+$/u.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}

const line = (args) => ["chronic", ...args].map(quoted).join(" ");

function words(command) {
  const found = command.match(/(?:[^\s"'\\]|"[^"]*"|'[^']*'|\\.)+/g) ?? [];
  return found.map((word) => word.replace(/"([^"]*)"|'([^']*)'|\\(.)/g, (_, a, b, c) => a ?? b ?? c)).slice(1);
}

const commandOf = (args) => commands.find(({ name }) => ` ${args.join(" ")} `.startsWith(` ${name} `));

// Here a summary is better seen as a page than as Markdown.
function asPage(args) {
  const format = commandOf(args)?.arguments.find(({ option }) => option === "--format");
  const isTold = args.some((word) => /^(-o|--output|--format)/.test(word));
  return !isTold && format?.values.some(({ name }) => name === "html") && args[0] !== "init" ? [...args, "--format", "html"] : args;
}

async function doNow(args) {
  say();
  busy("Working.");
  const { code, out, err, changed, gone } = await runs(args);
  for (const path of gone) folder.files.delete(path);
  for (const [path, bytes] of changed) folder.files.set(path, bytes);
  show(args, code, out, err, changed.map(([path]) => path).filter((path) => !path.endsWith("/")));
  await refresh();
}

// ---- What came of it ----------------------------------------------------------------------

const isPage = (bytes) => /^(\uFEFF)?\s*<!doctype html/i.test(text(bytes.subarray(0, 200)));

function show(args, code, out, err, written) {
  const said = ["Done.", "Done, but something needs to be fixed. It's listed below.", "That couldn't be done. The reason is below."];
  const result = element("details", { open: true });
  const title = element("summary", {}, element("code", { textContent: line(args) }));
  result.append(title, element("p", { textContent: said[code] ?? said[2] }));
  for (const [bytes, name] of [[err, "messages.txt"], [out, nameOf(args)]]) {
    if (bytes.length > 0) result.append(...shown(bytes, name, line(args)));
  }
  if (written.length > 0) {
    const list = written.slice(0, 100).map((path) => element("li", {}, `${path} `, ...actions(path)));
    const more = written.length > 100 ? [element("li", { textContent: `and ${counted(written.length - 100, "more file")}` })] : [];
    result.append(element("p", { textContent: `${counted(written.length, "file")} written to your folder here:` }), element("ul", {}, ...list, ...more));
  }
  for (const page of [line(args), ...written]) madeBy.set(page, args);
  for (const earlier of byId("list").children) earlier.open = false;
  byId("list").prepend(result);
  byId("results").hidden = false;
  const pages = written.filter((path) => isPage(folder.files.get(path)));
  if (pages.length === 1) open(pages[0]);
  title.focus();
  title.scrollIntoView();
}

// What a result that has no name is called when it's downloaded.
function nameOf(args) {
  const ends = { html: "html", json: "json", csv: "csv", markdown: "md", md: "md", toml: "toml", sarif: "sarif", xlsx: "xlsx" };
  const format = args[args.indexOf("--format") + 1];
  const audience = args.includes("--audience") ? `-${args[args.indexOf("--audience") + 1]}` : "";
  const name = (commandOf(args)?.name ?? "result").replaceAll(" ", "-") + audience;
  return `${name.replace(/[^a-z-]/g, "")}.${(args.includes("--format") && ends[format]) || "txt"}`;
}

function shown(bytes, name, page) {
  const download = element("p", {}, button(`Download ${name}`, () => give(name, bytes), { className: "small" }));
  if (isPage(bytes)) return [frame(bytes, name, page), download];
  if (bytes.subarray(0, 1000).includes(0)) return [download];
  const all = text(bytes);
  const part = all.length > MOST_SHOWN ? [element("p", { textContent: "Only the beginning is shown here. Download the file to see all of it." })] : [];
  const pre = element("pre", { textContent: all.slice(0, MOST_SHOWN), tabIndex: 0, ariaLabel: name });
  pre.setAttribute("role", "region");
  return [...part, pre, download];
}

// A page can't reach this one, the folder, or any address. A page that people fill in hands over
// what it saves by a channel that it gets from here.
function frame(bytes, name, page) {
  const content = text(bytes);
  const parsed = new DOMParser().parseFromString(content, "text/html");
  // A browser connects to where a link leads even when the policy then lets nothing through.
  if (parsed.querySelector("[href]:not([href^='#']), iframe, frame, object, embed, meta[http-equiv=refresh i]")) {
    return element("p", { textContent: `${name} isn't a page that chronic wrote, so it isn't shown here.` });
  }
  const made = element("iframe", { title: parsed.title || name, srcdoc: content });
  made.setAttribute("sandbox", "allow-scripts allow-modals");
  made.addEventListener("load", () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => trying(() => handedOver(data, page));
    made.contentWindow.postMessage("chronic", "*", [port2]);
  });
  return made;
}

// The command that made each page, and what each last saved, which it may replace without asking.
const madeBy = new Map();
const lastOf = new Map();

// Where a file that a page saves belongs: it's the one that the page was made of, or else it goes
// next to the page.
function placeOf(name, page) {
  const isThere = (path) => folder.files.has(path);
  const source = madeBy.get(page)?.find((word) => word.split("/").at(-1) === name && isThere(word));
  const beside = (isThere(page) && page.includes("/") ? page.slice(0, page.lastIndexOf("/") + 1) : "") + name;
  const others = [...folder.files.keys()].filter((path) => path.endsWith(`/${name}`));
  return source ?? (!isThere(beside) && others.length === 1 ? others[0] : beside);
}

async function handedOver({ name, bytes }, page) {
  const path = placeOf(String(name).split(/[/\\]/).at(-1), page);
  const there = folder.files.get(path);
  const isItsOwn = lastOf.get(`${page}\n${path}`) === there;
  if (there && !isItsOwn && !confirm(`${path} is already in your folder. Replace it with what you saved?`)) return;
  const kept = new Uint8Array(bytes);
  folder.files.set(path, kept);
  lastOf.set(`${page}\n${path}`, kept);
  await refresh();
  say(`Saved ${path} to your folder here.`);
}

function open(path) {
  const bytes = folder.files.get(path);
  const result = element("details", { open: true });
  result.append(element("summary", { textContent: path }), ...shown(bytes, path, path));
  byId("list").prepend(result);
  byId("results").hidden = false;
  result.firstChild.focus();
  result.scrollIntoView();
}

function give(name, bytes) {
  const link = element("a", { href: URL.createObjectURL(new Blob([bytes])), download: name.split("/").at(-1) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function actions(path) {
  const about = (label) => ({ className: "small", ariaLabel: `${label} ${path}` });
  const all = [button("Download", () => give(path, folder.files.get(path)), about("Download"))];
  if (/\.(html?|md|txt|csv|json|ics)$/i.test(path)) all.unshift(button("Show", () => open(path), about("Show")), " ");
  if (/\.(toml|csv|md|txt)$/i.test(path)) all.push(" ", button("Edit", () => edit(path), about("Edit")));
  return all;
}

// A file as text. Its line ends stay as they are, and one that can't be told apart isn't opened.
async function edit(path) {
  const bytes = folder.files.get(path);
  let content;
  try {
    content = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return say(`${path} isn't plain UTF-8 text, so it can't be edited here.`);
  }
  const [windows, others] = [content.match(/\r\n/g)?.length ?? 0, content.match(/(?<!\r)\n|\r(?!\n)/g)?.length ?? 0];
  if (windows > 0 && others > 0) return say(`${path} has two kinds of line endings, so it can't be edited here.`);
  byId("editor-title").textContent = path;
  const before = content.replaceAll("\r\n", "\n");
  byId("text").value = before;
  byId("editor").showModal();
  await new Promise((done) => { byId("editor").onclose = done; });
  const after = byId("text").value;
  if (byId("editor").returnValue !== "keep" || after === before) return;
  folder.files.set(path, new TextEncoder().encode(windows > 0 ? after.replaceAll("\n", "\r\n") : after));
  await refresh();
  say(`Changed ${path} in your folder here.`);
}

// ---- Where the year stands ----------------------------------------------------------------

async function refresh() {
  busy("Checking how far you are this year.");
  const { code, out, err } = await runs(["next", "--format", "json"]);
  idle();
  byId("next").hidden = byId("or").hidden = byId("or-command").hidden = true;
  byId("say").textContent = text(err);
  listFiles();
  if (code === 0) stand(JSON.parse(text(out)));
  await keepDraft();
}

function stand(year) {
  byId("next").hidden = false;
  byId("year-title").textContent = [folder.name || "Your year", [year.district, year.cycle].filter(Boolean).join(", ")].filter(Boolean).join(": ");
  // The other command stands at the end of what is said; here it's a button.
  const [, say, or] = year.say.match(/^(.*?)(?:([^.]*): chronic .*)?$/s);
  byId("say").textContent = say;
  byId("or").textContent = or?.trim().replace(/^To (.)/, (_, letter) => letter.toUpperCase()) ?? "";
  // A page to fill in comes before checking what was filled in.
  const isPageFirst = year.or?.startsWith("chronic page ");
  const [first, second] = isPageFirst ? [year.or, year.next] : [year.next, year.or];
  if (isPageFirst) byId("or").textContent = "Check what's filled in";
  byId("command").textContent = first;
  byId("next").onclick = () => trying(() => doNow(asPage(words(first))));
  byId("or").hidden = byId("or-command").hidden = !second;
  byId("or-command").lastChild.textContent = second ?? "";
  byId("or").onclick = () => trying(() => doNow(asPage(words(second))));
  year.steps.forEach(({ lines }, at) => {
    byId(`step-${at}`).replaceChildren(...lines.map((said) => element("li", { textContent: said })));
  });
  byId("not-used").replaceChildren(...year.not_used.map(({ title, lines }) => element("li", { textContent: `${title}: ${lines.join("; ")}` })));
}

function listFiles() {
  const paths = [...folder.files.keys()].sort();
  const files = paths.filter((path) => !path.endsWith("/"));
  const folders = paths.flatMap((path) => path.split("/").slice(0, -1).map((_, at, parts) => parts.slice(0, at + 1).join("/")));
  const some = [...new Set(folders), ...files].slice(0, 1000);
  byId("paths").replaceChildren(...some.map((value) => element("option", { value })));
  byId("files-title").textContent = `${counted(files.length, "file")} in this folder`;
  const items = files.slice(0, 500).map((path) => element("li", {}, `${path} `, ...actions(path)));
  const more = files.length > 500 ? [element("li", { textContent: `and ${counted(files.length - 500, "more file")}` })] : [];
  byId("files").replaceChildren(...items, ...more);
  const changed = changedIn(folder).length;
  byId("unsaved").textContent = changed === 0 ? "Everything is saved." : `${counted(changed, "file")} changed and not saved to your computer yet.`;
  byId("save").disabled = changed === 0;
}

// One command with its options, as the program describes them.
function controls(command) {
  const form = element("form", { autocomplete: "off" });
  const shownLine = element("code");
  const inputs = command.arguments.map((argument, at) => {
    const id = `${command.name}-${at}`.replaceAll(" ", "-");
    return control(form, argument, id);
  });
  const args = () => {
    const all = inputs.flatMap((words) => words());
    const isOption = (word) => Array.isArray(word);
    return [...command.name.split(" "), ...all.filter(isOption).flat(), ...all.filter((word) => !isOption(word))];
  };
  form.oninput = () => { shownLine.textContent = line(args()); };
  form.onsubmit = (event) => {
    event.preventDefault();
    trying(() => doNow(args()));
  };
  form.append(
    element("p", { className: "note" }, "The same step as a command: ", shownLine),
    element("p", {}, element("button", { textContent: `Run ${command.name}` })),
  );
  form.oninput();
  return element("details", {}, element("summary", {}, element("strong", { textContent: command.name }), `: ${command.about}`), form);
}

function control(form, argument, id) {
  const { option, value, help, required, repeats, is_path, values } = argument;
  const name = option ?? value;
  const label = element("label", { htmlFor: id, textContent: `${help ?? name} ` }, element("code", { textContent: name }));
  if (!value) {
    const box = element("input", { type: "checkbox", id });
    form.append(element("p", {}, box, label));
    return () => (box.checked ? [[option]] : []);
  }
  let input = element("input", { id, required });
  if (values.length > 0) {
    const all = values.map((one) => element("option", { value: one.name, textContent: one.help ? `${one.name}: ${one.help}` : one.name }));
    input = element("select", { id, required }, element("option", { value: "", textContent: argument.default ? `(${argument.default})` : "" }), ...all);
  } else if (repeats) {
    input = element("textarea", { id, required, rows: 2 });
    label.append(" (one on each line)");
  } else if (is_path) {
    input.setAttribute("list", "paths");
  }
  form.append(element("p", {}, label, input));
  return () => {
    const lines = repeats ? input.value.split("\n") : [input.value];
    const typed = lines.map((one) => one.trim()).filter(Boolean);
    // A name is never taken for an option.
    return option ? typed.map((one) => (one.startsWith("-") ? [`${option}=${one}`] : [option, one])) : typed.map((one) => (/^-./.test(one) ? `./${one}` : one));
  };
}

function stepsOf(titles) {
  const listed = STEPS.flat();
  const more = commands.map(({ name }) => name).filter((name) => !listed.includes(name));
  const of = (names) => names.map((name) => commands.find((one) => one.name === name)).filter(Boolean).map(controls);
  const sections = STEPS.map((names, at) => element("section", {}, element("h3", { textContent: titles[at] }), element("ul", { id: `step-${at}` }), ...of(names)));
  byId("steps").replaceChildren(...sections, element("section", {}, element("h3", { textContent: "More" }), element("ul", { id: "not-used" }), ...of(more)));
}

// ---- Opening, saving, and closing ---------------------------------------------------------

async function begin(reading) {
  say();
  busy("Reading your files.");
  const { name, handle, files, skipped = [], saved } = await reading((count) => {
    byId("doing").textContent = `Reading your files: ${count.toLocaleString("en-US")} so far.`;
  });
  idle();
  folder = { name, handle, files, saved: saved ?? new Map(files) };
  await refresh();
  byId("begin").hidden = true;
  byId("year").hidden = false;
  byId("now-title").focus();
  if (skipped.length > 0) say(`Larger than 64 MB, so not read: ${skipped.slice(0, 10).join(", ")}.`);
}

// Files that came later: forms go to the other forms of their year, everything else to the top.
async function addFiles(reading) {
  const { files, skipped } = await reading(() => {});
  // The school year of a form; undefined for any other file.
  const yearOf = (bytes) => {
    const top = text(bytes.subarray(0, 20_000));
    return /^\s*kind\s*=\s*["']response["']/m.test(top) ? (/^\s*cycle\s*=\s*["'](.*?)["']/m.exec(top)?.[1] ?? "") : undefined;
  };
  const forms = [...folder.files].filter(([path]) => path.includes("/") && path.endsWith(".toml"))
    .map(([path, bytes]) => ({ into: path.slice(0, path.lastIndexOf("/") + 1), year: yearOf(bytes) }))
    .filter(({ year }) => year !== undefined)
    .sort((a, b) => (a.year + a.into).localeCompare(b.year + b.into));
  const home = (year) => (forms.findLast((form) => form.year === year) ?? forms.at(-1))?.into ?? "responses/";
  const added = [];
  for (const [path, bytes] of files) {
    const year = path.includes("/") ? undefined : yearOf(bytes);
    const to = year === undefined ? path : home(year) + path;
    const there = folder.files.get(to);
    if (there && (same(there, bytes) || !confirm(`${to} is already in your folder. Replace it?`))) continue;
    folder.files.set(to, bytes);
    added.push(to);
  }
  await refresh();
  say(`Added ${counted(added.length, "file")}${added.length ? `: ${added.slice(0, 20).join(", ")}` : ""}.`, skipped.length > 0 && `Larger than 64 MB, so not read: ${skipped.join(", ")}.`);
}

function take(reading) {
  if (!byId("working").hidden) return say("Please wait until this is done, then add your files again.");
  return trying(() => (folder ? addFiles(reading) : begin(reading)));
}

async function save() {
  if (folder.handle) {
    const kept = await saveInPlace(folder);
    if (kept) {
      say(`Saved to your folder ${folder.name}.`, kept.length > 0 && `Someone else had changed ${kept.length === 1 ? "a file meanwhile. Their version is" : "files meanwhile. Their versions are"} kept as ${kept.join(", ")}.`);
      return saved();
    }
  }
  const changed = changedIn(folder).length === 1 ? "Your changed file is" : "Your changed files are";
  give(`${folder.name || "chronic"}-changes.zip`, zipped(folder));
  folder.saved = new Map(folder.files);
  say(`${changed} in one zip file in your Downloads folder. Unpack it into your folder for the year. READ ME FIRST.txt says what goes where.`);
  return saved();
}

async function saved() {
  listFiles();
  await keepDraft();
}

async function keepDraft() {
  if (keepsDraft) await draft.keep(folder);
}

const isUnsaved = () => folder !== null && changedIn(folder).length > 0;

function close() {
  const isLost = isUnsaved() || document.querySelector("iframe");
  if (isLost && !confirm("Close this folder? You lose what isn't saved to your computer, and what you typed into a page and didn't save.")) return;
  folder = null;
  lastOf.clear();
  madeBy.clear();
  byId("list").replaceChildren();
  byId("year").hidden = byId("results").hidden = true;
  byId("begin").hidden = false;
  say();
  byId("choose-folder").focus();
  offerDraft();
}

async function offerDraft() {
  const kept = await draft.read().catch(() => undefined);
  keepsDraft = byId("keep").checked = kept !== undefined;
  byId("draft").hidden = !kept;
  if (!kept) return;
  byId("draft-says").textContent = `This browser has a draft${kept.name ? ` of ${kept.name}` : ""} from ${kept.at.toLocaleString("en-US", { dateStyle: "long", timeStyle: "short" })}.`;
  byId("draft-open").onclick = () => trying(() => begin(async () => kept));
  byId("draft-delete").onclick = () => trying(async () => {
    await draft.drop();
    await offerDraft();
    byId("choose-folder").focus();
  });
}

async function start() {
  byId("no-script").hidden = true;
  busy("Getting ready.");
  program = await unpack();
  commands = JSON.parse(text((await runs(["man", "--format", "json"])).out)).commands;
  const { steps } = JSON.parse(text((await runs(["next", "--format", "json"])).out));
  stepsOf(steps.map(({ title }) => title));
  idle();
  byId("begin").hidden = false;
  const inputs = { folder: byId("folder-input"), files: byId("files-input") };
  for (const input of Object.values(inputs)) {
    input.onchange = () => {
      const list = [...input.files];
      input.value = "";
      if (list.length > 0) take((progress) => ofList(list, progress));
    };
  }
  byId("choose-folder").onclick = () => trying(async () => {
    if (!window.showDirectoryPicker) return inputs.folder.click();
    const handle = await window.showDirectoryPicker();
    return begin((progress) => ofHandle(handle, progress));
  });
  byId("choose-files").onclick = byId("add").onclick = () => inputs.files.click();
  byId("empty").onclick = () => trying(() => begin(async () => ({ name: "", files: new Map() })));
  byId("save").onclick = () => trying(save);
  byId("close").onclick = close;
  byId("keep").onchange = () => trying(async () => {
    keepsDraft = byId("keep").checked;
    await (keepsDraft ? draft.keep(folder) : draft.drop());
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("over");
  });
  addEventListener("dragleave", () => document.body.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("over");
    const { dataTransfer } = event;
    const reading = ofDrop(dataTransfer, () => {});
    take(() => reading);
  });
  addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });
  await offerDraft();
}

trying(start);
