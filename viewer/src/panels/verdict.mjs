// "Does it pay?": the report's verdict, and one reason per model.

import { el, replace } from 'v/dom';
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

function sentences(data) {
  const spoken = data.verdicts;
  const longest = Math.max(0, ...spoken.map((each) => each.text.length));
  const size = longest > 80 ? 'words' : spoken.length > 4 ? 'small' : spoken.length > 2 ? 'medium' : 'large';
  return el('div', { class: `sentences ${size}` },
    spoken.map((each) => el('p', { class: `tone-${each.tone}`, 'data-run': each.run }, dimInterval(each.text))),
    data.recommendation ? el('p', { class: 'recommendation', text: data.recommendation }) : null);
}

/** The sentence as it is, its interval in a lighter weight. */
function dimInterval(text) {
  const match = /^(.*?)( \([\d.\s–-]+\))(\.?)$/.exec(text);
  return match ? [match[1], el('span', { class: 'interval', text: match[2] }), match[3]] : text;
}

function reasons(data, store) {
  const rows = data.table.filter((row) => row.reason);
  if (rows.length === 0) return null;
  return el('ul', { class: 'reasons' }, rows.map((row) => el('li', {
    'data-run': row.run,
    on: { click: () => solo(store, row.run) },
  }, swatch(row.reason.state), el('span', {}, el('b', { text: row.label }), ' ', row.reason.text))));
}

function solo(store, id) {
  const run = store.get().runs.find((each) => each.id === id);
  if (run) store.set({ solo: store.get().solo === run.index ? null : run.index });
}
