// "Does it pay?": the report's verdict, and one reason per model.

import { el, replace } from 'v/dom';
import { typeset } from 'v/format';
import { isHeld } from 'v/held';
import { heading, swatch } from 'v/panels/parts';
import { reasonsOf } from 'v/reasons';

/** Draws the verdict into `container` whenever the analysis changes; hides it without one. */
export function mountVerdict(container, { store }) {
  const draw = () => {
    const { viewData: data, runs } = store.get();
    container.hidden = !data || (data.verdicts.length === 0 && data.table.length === 0);
    if (!container.hidden) replace(container, heading('verdict-title', 'Does it pay?'), sentences(data), reasons(data, runs, store), intervalNote(data));
  };
  store.subscribe(['viewData', 'runs'], draw);
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

/** The model's name in the table; shown after the sentence, and no part of the report's words. */
const labelOf = (data, { run }) => run === null ? null : data.table.find((row) => row.run === run)?.label || null;

/** What the brackets are, here and in the table: once. */
function intervalNote({ verdicts, table }) {
  const texts = [...verdicts.map(({ text }) => text), ...table.map(({ speedupText }) => speedupText)];
  return texts.some((text) => /\(\d+\.\d+-\d+\.\d+\)/.test(text)) ? el('p', { class: 'small-note', text: '(…): 95 % interval of the median speedup' }) : null;
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

function reasons(data, runs, store) {
  const lines = reasonsOf(data.table, (row) => runs.some((run) => run.id === row.run && row.run !== null && isHeld(run)));
  return lines.length === 0 ? null : el('ul', { class: 'reasons' }, lines.map((each) => line(each, store)));
}

function line({ rows, state, text, title }, store) {
  return el('li', { 'data-run': rows[0].run, title }, state === null ? el('span') : swatch(state), el('span', {},
    rows.map((row, index) => [index === 0 ? '' : index === rows.length - 1 ? ' and ' : ', ', el('button', {
      type: 'button', class: 'link', title: `Show ${row.label} alone`, text: row.label, on: { click: () => solo(store, row.run) } })]), ' ', text.replace(/(\d) %/g, '$1\u00a0%')));
}

function solo(store, id) {
  const run = store.get().runs.find((each) => each.id === id);
  if (run) store.set({ solo: store.get().solo === run.index ? null : run.index });
}
