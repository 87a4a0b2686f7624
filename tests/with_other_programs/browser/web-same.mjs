// web-same.mjs BUILT FOLDER RUNS: each run, as the page runs it, comes to what it came to at a
// terminal: the exit code, what was printed, and every file, byte for byte.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [built, folder, runs] = process.argv.slice(2);
const { run } = await import(pathToFileURL(join(built, "run.mjs")));
const module = new WebAssembly.Module(readFileSync(join(built, "chronic.wasm")));
const policy = readFileSync(join(built, "chronic.html"), "utf8").match(/Content-Security-Policy" content="([^"]*)"/)[1];

const files = new Map();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  files.set(path.slice(folder.length + 1).replaceAll("\\", "/"), new Uint8Array(readFileSync(path)));
}

const same = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
const wrong = [];
const list = JSON.parse(readFileSync(runs, "utf8"));
for (const { args, code, out, err, changed } of list) {
  const wanted = new Map(Object.entries(changed).map(([path, bytes]) => [path, Buffer.from(bytes, "base64")]));
  const [printed, said] = [Buffer.from(out, "base64"), Buffer.from(err, "base64")];
  const is = run(module, files, args, ["TZ=<UTC>0"]);
  const different = (what, is, wanted) => wrong.push(`chronic ${args.join(" ")}: ${what}:\n${is.toString().slice(0, 600)}\nand not\n${wanted.toString().slice(0, 600)}\n`);
  if (is.code !== code) different("the exit code", is.code, code);
  if (!same(is.out, printed)) different("what it printed", Buffer.from(is.out), printed);
  if (!same(is.err, said)) different("what it said", Buffer.from(is.err), said);
  const now = new Map([...is.files].filter(([path, bytes]) => !path.endsWith("/") && !(files.has(path) && same(files.get(path), bytes))));
  if (`${[...now.keys()].sort()}` !== `${[...wanted.keys()].sort()}`) different("files", [...now.keys()].sort(), [...wanted.keys()].sort());
  else for (const [path, bytes] of wanted) if (!same(now.get(path), bytes)) different(path, Buffer.from(now.get(path)), bytes);
  // A page's style and script work in the frame only if the policy of the page around it has them.
  for (const bytes of [printed, ...wanted.values()]) {
    const inner = bytes.subarray(0, 20).toString().startsWith("<!DOCTYPE html") && bytes.toString().match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
    for (const digest of inner ? inner[1].match(/sha256-[^' &]*/g) : []) {
      if (!policy.includes(digest)) wrong.push(`chronic ${args.join(" ")}: the policy of chronic.html lacks ${digest}; add such a page to web/build`);
    }
  }
}
console.log(`${list.length} runs, ${wrong.length} differences\n${wrong.slice(0, 8).join("\n")}`);
process.exit(wrong.length > 0 ? 1 : 0);
