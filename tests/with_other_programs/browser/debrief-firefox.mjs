// debrief-firefox.mjs FOLDER...: as debrief-saved.mjs, in Firefox, and with a reload in between.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { withFirefox } from "./firefox.mjs";

// Chooses and types as somebody does; the last notes are typed key by key.
function fillIn(changes) {
  for (const { number, ...values } of changes) {
    for (const [key, value] of Object.entries(values)) {
      const part = (selector) => document.querySelector(`#p${number} ${selector}`);
      if (key !== "notes") (value === "" ? part(`[data-clears$=${key}]:not([hidden])`) : part(`[name$=${key}][value=${value}]`))?.click();
      else {
        part("textarea").value = value;
        part("textarea").dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }
}

await withFirefox(async (firefox) => {
  for (const folder of process.argv.slice(2)) {
    await firefox.open(`${folder}/debrief.html`);
    const untouched = await firefox.saved("Save the file");
    assert.equal(untouched.name, "team.toml");
    assert.deepEqual(untouched.bytes, readFileSync(`${folder}/team.toml`), folder);
    const changes = JSON.parse(readFileSync(`${folder}/changes.json`, "utf8"));
    await firefox.inPage(fillIn, changes);
    const typed = changes.find(({ notes }) => notes?.includes("Agreed"));
    if (typed) {
      await firefox.inPage((number) => {
        const notes = document.querySelector(`#p${number}-notes`);
        notes.focus();
        notes.select();
      }, typed.number);
      await firefox.type(typed.notes);
    }
    await firefox.reload();
    const { bytes } = await firefox.saved("Save the file");
    assert.equal(await firefox.inPage(() => window.ran ?? null), null);
    writeFileSync(`${folder}/saved.toml`, bytes);
  }
});
