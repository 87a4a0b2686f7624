#!/usr/bin/env node
// Runs the program for this machine, which npm chose among the optional packages by itself:
// nothing is downloaded and no script runs when the package is installed.
const { spawnSync } = require("child_process");

const name = `chronic-absence-${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "chronic.exe" : "chronic";
let path;
try {
  path = require.resolve(`${name}/${program}`);
} catch {
  console.error(`chronic: the package ${name} isn't installed. Either there is none for this machine, or npm was told to skip optional packages. To install it: npm install chronic-absence --include=optional`);
  process.exit(2);
}
// Both are interrupted at once; the program ends as it sees fit, and this one after it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
const run = spawnSync(path, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`chronic: ${path} can't be started: ${run.error.message}`);
  process.exit(2);
}
process.exit(run.status ?? 128 + require("os").constants.signals[run.signal]);
