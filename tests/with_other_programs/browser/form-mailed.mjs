// form-mailed.mjs PAGE FOLDER: on a phone, by touch, a few answers are given and saved.
import { writeFile } from "node:fs/promises";
import { withBrowser } from "./browser.mjs";
import { assertNoRequest, openForm, saved } from "./form.mjs";

const [form, folder] = process.argv.slice(2);

await withBrowser(async (browser) => {
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const { page, requests } = await openForm(browser, form, phone);
  for (const [practice, label] of [["1 of", "Strength"], ["2 of", "Urgent Gap"], ["25 of", "Unsure"]]) {
    const group = page.getByRole("group", { name: new RegExp(`^${practice}`) });
    await group.getByText(label, { exact: true }).tap();
    await group.getByLabel("How do we know?").fill(`So says ${practice}`);
  }
  const { name, bytes } = await saved(page, () => page.getByRole("button", { name: "Save my response" }).tap());
  await writeFile(`${folder}/${name}`, bytes);
  assertNoRequest(requests);
});
