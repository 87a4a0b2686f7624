// Files between the computer and this page's memory.
import { strToU8, zipSync } from "fflate";

// A folder of one year is far below these; a whole drive isn't, and is refused before it's read.
const MOST_FILES = 20_000;
const MOST_BYTES = 512 * 1024 * 1024;
// chronic reads no file that is larger.
const MOST_OF_ONE = 64 * 1024 * 1024;

const TOO_MUCH = "That's more than the files of one year: over 20,000 files or 512 MB. Choose the folder of one year only.";

export const same = (a, b) => a?.length === b?.length && a.every((byte, at) => byte === b[at]);

const CHANGED = "A file was changed while your files were being read. Please choose the folder again.";

// Hidden files aren't chronic's, except for the list of what an import was told.
const isOurs = (path) => path.split("/").every((part) => !part.startsWith(".") || part === ".chronic-import.toml");

async function* below(handle, before = "") {
  for await (const [name, entry] of handle) {
    const path = `${before}${name}`;
    if (!isOurs(path)) continue;
    if (entry.kind === "directory") yield* below(entry, `${path}/`);
    else yield [path, () => entry.getFile()];
  }
}

// What browsers give that can only show a folder which was dropped.
async function* entries(entry, before = "") {
  const path = `${before}${entry.name}`;
  if (entry.isFile) {
    yield [path, () => new Promise((done, failed) => entry.file(done, failed))];
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const inner of some) yield* entries(inner, `${path}/`);
  }
}

async function* given(list) {
  for (const file of list) yield [file.webkitRelativePath || file.name, async () => file];
}

const withoutTop = async function* (found) {
  for await (const [path, file] of found) yield [path.split("/").slice(1).join("/"), file];
};

// Reads files as they are found, some at a time; says what was left where it was.
async function read(found, progress) {
  const files = new Map();
  const skipped = [];
  let bytes = 0;
  let some = [];
  // As one: a browser takes nearly as long to be asked for one small file as for many.
  const take = async () => {
    const opened = await Promise.all(some.map(async ([path, open]) => [path, await open()]));
    some = [];
    skipped.push(...opened.filter(([, file]) => file.size > MOST_OF_ONE).map(([path]) => path));
    const taken = opened.filter(([, file]) => file.size <= MOST_OF_ONE);
    bytes += taken.reduce((sum, [, file]) => sum + file.size, 0);
    if (bytes > MOST_BYTES) throw new Error(TOO_MUCH);
    const all = await new Blob(taken.map(([, file]) => file)).arrayBuffer();
    let at = 0;
    for (const [path, { size }] of taken) {
      files.set(path, new Uint8Array(all, at, size));
      at += size;
    }
    // One of them changed since it was listed.
    if (at !== all.byteLength) throw new Error(CHANGED);
    progress(files.size);
  };
  let count = 0;
  for await (const one of found) {
    if (!isOurs(one[0])) continue;
    count += 1;
    if (count > MOST_FILES) throw new Error(TOO_MUCH);
    some.push(one);
    if (some.length >= 64) await take();
  }
  await take();
  return { files, skipped };
}

export async function ofHandle(handle, progress) {
  return { name: handle.name, handle, ...(await read(below(handle), progress)) };
}

export async function ofList(list, progress) {
  // Counted before the first is opened.
  if (list.length > MOST_FILES) throw new Error(TOO_MUCH);
  const path = list[0]?.webkitRelativePath;
  const found = path ? withoutTop(given(list)) : given(list);
  return { name: path ? path.split("/")[0] : "", ...(await read(found, progress)) };
}

// A folder that was dropped, or else the files. To be called before anything is waited for.
export async function ofDrop(transfer, progress) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const list = [...transfer.files];
  const entry = items.length === 1 ? items[0].webkitGetAsEntry?.() : null;
  if (items.length === 1 && items[0].getAsFileSystemHandle) {
    const handle = await items[0].getAsFileSystemHandle();
    if (handle?.kind === "directory") return ofHandle(handle, progress);
  } else if (entry?.isDirectory) {
    return { name: entry.name, ...(await read(withoutTop(entries(entry)), progress)) };
  }
  return ofList(list, progress);
}

export function changedIn(folder) {
  return [...folder.files].filter(([path, bytes]) => folder.saved.get(path) !== bytes);
}

// Writes what changed into the folder itself. What someone else changed meanwhile is kept as .bak.
export async function saveInPlace(folder) {
  const kept = [];
  if ((await folder.handle.requestPermission({ mode: "readwrite" })) !== "granted") return null;
  for (const [path, bytes] of changedIn(folder)) {
    const parts = path.split("/");
    const name = parts.pop();
    let into = folder.handle;
    for (const part of parts) into = await into.getDirectoryHandle(part, { create: true });
    if (name !== "") {
      const there = await bytesOf(into, name);
      if (there && !same(there, bytes)) {
        if (!same(there, folder.saved.get(path))) kept.push(await keepAside(into, name, there));
      }
      await write(into, name, bytes);
    }
    folder.saved.set(path, bytes);
  }
  return kept;
}

async function bytesOf(folder, name) {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error.name === "NotFoundError") return null;
    throw error;
  }
}

async function keepAside(folder, name, bytes) {
  let aside = `${name}.bak`;
  for (let number = 2; await bytesOf(folder, aside); number += 1) aside = `${name}.${number}.bak`;
  await write(folder, aside, bytes);
  return aside;
}

async function write(folder, name, bytes) {
  const file = await folder.getFileHandle(name, { create: true });
  const out = await file.createWritable();
  await out.write(bytes);
  await out.close();
}

// What changed as one zip file, with a list of what to put where.
export function zipped(folder) {
  const changed = changedIn(folder);
  const list = changed.map(([path]) => `${path}${folder.saved.has(path) ? " (replaces the existing one)" : ""}`);
  const where = folder.name ? `your folder "${folder.name}"` : "one folder for the year";
  const [files, folders] = changed.length === 1 ? ["this file", "folder that it's"] : ["these files", "folders that they're"];
  const text = `Put ${files} into ${where}, in the ${folders} in here:\r\n\r\n${list.join("\r\n")}\r\n`;
  return zipSync({ ...Object.fromEntries(changed), "READ ME FIRST.txt": strToU8(text) }, { level: 6 });
}

// The draft, which this browser keeps until it is deleted.
function store(mode, act) {
  return new Promise((done, failed) => {
    const opening = indexedDB.open("chronic", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("draft");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const request = act(opening.result.transaction("draft", mode).objectStore("draft"));
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
      request.transaction.oncomplete = () => opening.result.close();
    };
  });
}

export const draft = {
  read: () => store("readonly", (all) => all.get("folder")),
  keep: ({ name, files, saved }) => store("readwrite", (all) => all.put({ name, files, saved, at: new Date() }, "folder")),
  drop: () => store("readwrite", (all) => all.delete("folder")),
};
