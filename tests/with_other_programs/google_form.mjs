// A stand-in for the service in which a script builds a form: it has the calls that the service's
// reference lists for what such a form needs, keeps what they set, and refuses every other.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

function only(name, members) {
  return new Proxy(members, {
    get(target, key) {
      if (!(key in target)) throw new TypeError(`${name} has no ${String(key)}`);
      return target[key];
    },
    set(_, key) {
      throw new TypeError(`${name}.${String(key)} can't be set`);
    },
  });
}

const text = (call, value) => {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${call} takes a text`);
  return value;
};
const help = (call, value) => {
  if (typeof value !== 'string') throw new TypeError(`${call} takes a text`);
  return value;
};
const yesOrNo = (call, value) => {
  if (typeof value !== 'boolean') throw new TypeError(`${call} takes true or false`);
  return value;
};

const forms = [];
const log = [];

function item(form, type, more = {}) {
  const kept = { type, title: '', help: '', required: false };
  form.items.push(kept);
  const made = only(type, {
    setTitle(value) { kept.title = text('setTitle', value); return made; },
    setHelpText(value) { kept.help = help('setHelpText', value); return made; },
    ...more(kept, () => made),
  });
  return made;
}

const question = (kept, made) => ({
  setRequired(value) { kept.required = yesOrNo('setRequired', value); return made(); },
});
const choice = (kept, made) => ({
  ...question(kept, made),
  setChoiceValues(values) {
    if (!Array.isArray(values) || values.length === 0) throw new TypeError('setChoiceValues takes a list');
    kept.choices = values.map((value) => text('setChoiceValues', value));
    return made();
  },
});

const FormApp = only('FormApp', {
  create(title) {
    const kept = { title: text('create', title), items: [] };
    forms.push(kept);
    const set = (key, check) => (value) => {
      kept[key] = check(key, value);
      return form;
    };
    const form = only('Form', {
      setDescription: set('description', text),
      setProgressBar: set('progressBar', yesOrNo),
      setCollectEmail: set('collectEmail', yesOrNo),
      setLimitOneResponsePerUser: set('limitOneResponsePerUser', yesOrNo),
      addTextItem: () => item(kept, 'text', question),
      addParagraphTextItem: () => item(kept, 'paragraph', question),
      addMultipleChoiceItem: () => item(kept, 'choice', choice),
      addPageBreakItem: () => item(kept, 'page', () => ({})),
      getPublishedUrl: () => 'https://forms.example/answer',
      getEditUrl: () => 'https://forms.example/edit',
    });
    return form;
  },
});
const Logger = only('Logger', { log: (line) => { log.push(text('log', line)); } });

const script = readFileSync(process.argv[2], 'utf8');
const context = vm.createContext({ FormApp, Logger });
vm.runInContext(script, context, { filename: 'script.gs' });
vm.runInContext('buildForm()', context);
console.log(JSON.stringify({ forms, log }));
