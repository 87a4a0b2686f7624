// One run, away from the page: it ends with the run, and gives its memory back.
import { run } from "./run.js";

const same = (a, b) => a === b || (a?.length === b.length && a.every((byte, at) => byte === b[at]));

onmessage = ({ data: { module, files, args, env } }) => {
  let opened = 0;
  let told = performance.now();
  const one = () => {
    opened += 1;
    if (performance.now() - told < 200) return;
    told = performance.now();
    postMessage({ opened });
  };
  const after = run(module, files, args, env, one);
  const changed = [...after.files].filter(([path, bytes]) => !same(files.get(path), bytes))
    .map(([path, bytes]) => [path, bytes.slice()]);
  const gone = [...files.keys()].filter((path) => !after.files.has(path));
  postMessage({ done: { code: after.code, out: after.out, err: after.err, changed, gone } });
};
