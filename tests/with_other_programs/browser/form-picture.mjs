// form-picture.mjs PAGE PICTURE: the picture of the form in the README, begun to be filled in.
//
//     CHROMIUM=/usr/bin/chromium node form-picture.mjs examples/form.html docs/images/form.png
import { withBrowser } from "./browser.mjs";
import { openForm, rating, text } from "./form.mjs";

const [form, picture] = process.argv.slice(2);

await withBrowser(async (browser) => {
  const { page } = await openForm(browser, form, { viewport: { width: 880, height: 660 } });
  await rating(page, 1, "strength").check();
  await text(page, 1).fill("Agendas and minutes on the shared drive. The team met every other Tuesday.");
  await page.evaluate(() => {
    document.activeElement.blur();
    scrollTo(0, document.querySelector("#i1").offsetTop - 16);
  });
  await page.screenshot({ path: picture });
});
