// What the tests of the plan's page have in common. Both functions run in the page.

// Does these things as somebody would: each has what is done, to which entry of which kind.
export function act(steps) {
  for (const { op, kind, at, key, value } of steps) {
    const card = kind === "top" ? document.getElementById("top") : document.querySelectorAll(`#list-${kind} > fieldset`)[at];
    const press = (words) => [...card.querySelectorAll("button")].find((button) => button.textContent === words).click();
    const fire = (part, type) => part.dispatchEvent(new Event(type, { bubbles: true }));
    const put = (part, text) => {
      part.value = text;
      fire(part, "input");
      fire(part, "change");
    };
    const field = () => card.querySelector(`[id$="-${key.replace(".", "-")}"]`);
    if (op === "set") put(field(), value);
    else if (op === "move") press(value < 0 ? "Move up" : "Move down");
    else if (op === "remove") press("Remove");
    else if (op === "hold") press("Put on hold");
    else if (op === "also") put(field(), value);
    else if (op === "day") {
      field().click();
      put([...card.querySelectorAll(".of-days input")].at(-1), value);
    } else if (op === "no-day") {
      card.querySelectorAll(".of-days .row button")[at].click();
    } else if (op === "add") {
      if (kind !== "goal") document.getElementById(`new-${kind}`).value = value;
      document.getElementById(`add-${kind}`).click();
    } else throw new Error(op);
  }
}

// What the page says is wrong, one text for each place.
export function problems() {
  const at = [...document.querySelectorAll(".problem:not([hidden])")].map((one) => one.textContent);
  const whole = [...document.querySelectorAll("#whole-list li")].map((one) => one.firstChild.textContent.trim());
  const other = [...document.querySelectorAll("#other:not([hidden]) li")].map((one) => one.textContent.replace(/^Line \d+: /, ""));
  return [...at, ...whole, ...other];
}
