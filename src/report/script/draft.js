// What is typed on a page, kept in this browser: each field under a key of its own, so that no
// window writes over what another one did at the same moment.

// `as` begins the keys. `cannot` is called once, where this browser keeps nothing; what was
// changed here is then known until the page is closed.
function keptAs(as, cannot) {
  // What was changed here since this browser was last told; null is as the page came.
  const mine = new Map();
  let keeps = true;

  function tried(act) {
    try {
      return keeps ? act() : undefined;
    } catch {
      keeps = false;
      return cannot();
    }
  }

  // What is kept by name, with what was changed here since.
  function now() {
    const begin = `${as} `;
    const found = tried(() => {
      localStorage.setItem("chronic test", "");
      localStorage.removeItem("chronic test");
      return Object.entries(localStorage).filter(([key]) => key.startsWith(begin));
    });
    const all = new Map((found ?? []).map(([key, text]) => [key.slice(begin.length), text]));
    for (const [name, text] of mine) {
      if (text === null) all.delete(name);
      else all.set(name, text);
    }
    return all;
  }

  function keep() {
    tried(() => {
      for (const [name, text] of mine) {
        if (text === null) localStorage.removeItem(`${as} ${name}`);
        else localStorage.setItem(`${as} ${name}`, text);
      }
      mine.clear();
    });
  }

  // Nothing but this from now on.
  function replace(all) {
    for (const name of now().keys()) mine.set(name, null);
    for (const [name, text] of all) mine.set(name, text);
    keep();
  }

  return {
    set: (name, text) => mine.set(name, text),
    has: (name) => mine.has(name),
    isOf: (key) => key === null || key.startsWith(`${as} `),
    keeps: () => keeps,
    now,
    keep,
    replace,
  };
}
