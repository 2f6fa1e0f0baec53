// "Does it pay?": the report's verdict, and one reason per model.

import { el, replace } from 'v/dom';
import { typeset } from 'v/format';
import { heading, swatch } from 'v/panels/parts';

/** Draws the verdict into `container` whenever the analysis changes; hides it without one. */
export function mountVerdict(container, { store }) {
  const draw = () => {
    const data = store.get().viewData;
    container.hidden = !data || (data.verdicts.length === 0 && data.table.length === 0);
    if (!container.hidden) replace(container, heading('verdict-title', 'Does it pay?'), sentences(data), reasons(data, store));
  };
  store.subscribe(['viewData'], draw);
  draw();
}

/** Verdicts with a tone are the headline; where there is none, the recommendation is, and they follow it. */
function sentences(data) {
  const spoken = data.verdicts;
  const longest = Math.max(0, ...spoken.map((each) => each.text.length));
  const unsure = spoken.filter((each) => each.tone === 'unsure' && each.run !== null);
  const firm = spoken.filter((each) => !unsure.includes(each));
  const say = (each) => el('p', { class: `tone-${each.tone}`, 'data-run': each.run, 'data-label': labelOf(data, each) }, dimInterval(typeset(each.text)));
  const size = longest > 80 ? 'words' : spoken.length > 4 ? 'small' : spoken.length > 2 ? 'medium' : 'large';
  return el('div', { class: `sentences ${size}` }, isClear(data) ? null : recommendation(data, 'headline'),
    firm.map(say), unsure.length > 2 ? el('details', { class: 'undecided' }, el('summary', { text: `${unsure.length} models undecided: what was measured` }), unsure.map(say)) : unsure.map(say));
}

/** The model's name in the table, where the sentence calls it otherwise; shown after it, and no part of the report's words. */
function labelOf(data, { run, text }) {
  const label = run === null ? '' : data.table.find((row) => row.run === run)?.label ?? '';
  return label === '' || text.toLowerCase().includes(label.toLowerCase()) ? null : label;
}

/** Whether any verdict says more than that nothing can be said. */
export const isClear = (data) => data.verdicts.some((each) => each.tone !== 'unsure') || data.recommendation === '';

/** The report's recommendation, its first sentence strong. */
export function recommendation(data, kind = '') {
  const text = typeset(data.recommendation ?? '');
  if (!text) return null;
  const cut = /^.{8,90}?[.](?= [A-Z])/.exec(text)?.[0].length ?? 0;
  return el('p', { class: `recommendation ${kind}` }, cut > 0 ? el('b', { text: text.slice(0, cut) }) : null, text.slice(cut));
}

/** The sentence as it is, its interval in a lighter weight. */
function dimInterval(text) {
  const match = /^(.*?)( \([\d.\s–-]+\))(\.?)$/.exec(text);
  return match ? [match[1], el('span', { class: 'interval', text: match[2] }), match[3]] : text;
}

/** Losses below this many percent are one line together. */
const small = 5;

/** One line for all models that lose for one reason, the largest loss first; what explains it is said once. */
function reasons(data, store) {
  const rows = data.table.filter((row) => row.reason);
  if (rows.length === 0) return null;
  const lossOf = (row) => Number(/(\d+) %/.exec(row.reason.text)?.[1] ?? 100);
  const groups = new Map();
  for (const row of rows.filter((each) => lossOf(each) >= small)) {
    groups.set(row.reason.text, [...(groups.get(row.reason.text) ?? []), row]);
  }
  const explained = new Set();
  const large = [...groups.values()].sort((one, other) => lossOf(other[0]) - lossOf(one[0])).map((each) => {
    const { text, state } = each[0].reason;
    return line(each, state, shorten(isPlural(each) ? text.replace(/^loses /, 'lose ') : text, explained), store);
  });
  const rest = rows.filter((each) => lossOf(each) < small);
  if (rest.length === 1) large.push(line(rest, rest[0].reason.state, isPlural(rest) ? rest[0].reason.text.replace(/^loses /, 'lose ') : rest[0].reason.text, store));
  else if (rest.length > 1) large.push(line(rest, rest[0].reason.state, `lose ${Math.max(...rest.map(lossOf))} % or less`, store, rest.map((row) => `${row.label} ${row.reason.text}`).join('\n')));
  return el('ul', { class: 'reasons' }, large);
}

const isPlural = (rows) => rows.length > 1 || /s$/.test(rows[0].label);

function line(rows, state, text, store, title = null) {
  return el('li', { 'data-run': rows[0].run, title }, swatch(state), el('span', {},
    rows.map((row, index) => [index === 0 ? '' : index === rows.length - 1 ? ' and ' : ', ', el('button', {
      type: 'button', class: 'link', title: `Show ${row.label} alone`, text: row.label, on: { click: () => solo(store, row.run) } })]), ' ', text));
}

/** Without the explanation after the colon, where an earlier line gave it. */
function shorten(text, explained) {
  const cut = text.indexOf(': ');
  if (cut < 0) return text;
  const why = text.slice(cut);
  if (explained.has(why)) return text.slice(0, cut);
  explained.add(why);
  return text;
}

function solo(store, id) {
  const run = store.get().runs.find((each) => each.id === id);
  if (run) store.set({ solo: store.get().solo === run.index ? null : run.index });
}
