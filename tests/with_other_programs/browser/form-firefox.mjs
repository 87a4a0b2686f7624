// form-firefox.mjs PAGE FOLDER: the form in Firefox: filled in, kept over a reload, saved.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFirefox } from "./firefox.mjs";

const [file, folder] = process.argv.slice(2);
await withFirefox(async (firefox) => {
  await firefox.open(file);
  await firefox.inPage(() => {
    for (const group of document.querySelectorAll("[data-practice]")) group.querySelector("[value=strength]").click();
    document.getElementById("name").focus();
  });
  await firefox.type("Ana");
  await firefox.inPage(() => document.getElementById("p2-text").focus());
  await firefox.type("It's \"so\".");
  await firefox.reload();
  const { name, bytes } = await firefox.saved("Save my response");
  assert.equal(name, "ana.toml");
  writeFileSync(join(folder, name), bytes);
});
