// plan-firefox.mjs FOLDER...: as plan-saved.mjs, in Firefox, and with a reload in between.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { withFirefox } from "./firefox.mjs";
import { act, problems } from "./plan.mjs";

await withFirefox(async (firefox) => {
  for (const folder of process.argv.slice(2)) {
    await firefox.open(`${folder}/plan.html`);
    const untouched = await firefox.saved("Save the file");
    assert.equal(untouched.name, "plan.toml");
    assert.deepEqual(untouched.bytes, readFileSync(`${folder}/plan.toml`), folder);
    writeFileSync(`${folder}/before.json`, JSON.stringify(await firefox.inPage(problems)));
    await firefox.inPage(act, JSON.parse(readFileSync(`${folder}/steps.json`, "utf8")));
    await firefox.reload();
    writeFileSync(`${folder}/after.json`, JSON.stringify(await firefox.inPage(problems)));
    const { bytes } = await firefox.saved("Save the file");
    assert.equal(await firefox.inPage(() => window.ran ?? null), null);
    writeFileSync(`${folder}/saved.toml`, bytes);
  }
});
