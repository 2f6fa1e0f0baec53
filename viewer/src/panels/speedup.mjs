// The table: wall, speedup against the ideal, efficiency, and one bar of exactly 100 % per model.

import { STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { exact, typeset } from 'v/format';
import { isComparable, saidToPay } from 'v/view-data';
import { fitLabels, heading, stackedBar } from 'v/panels/parts';
import { isClear, recommendation } from 'v/panels/verdict';

const NOTES = {
  cores: (cores) => `a bar: 100 % of ${cores ? `${cores} cores` : 'the cores'} × wall`,
  slots: () => 'a bar: 100 % of the slots × wall',
  latency: () => 'a bar: 100 % of the wall',
};

/** Draws the table into `container` whenever the analysis or the solo changes; hides it without an analysis. */
export function mountSpeedup(container, { store }) {
  const fit = fitLabels(container);
  const draw = () => {
    const { viewData: data, runs } = store.get();
    container.hidden = !data || data.table.length === 0;
    if (container.hidden) return;
    const cores = runs.find((run) => run.cores)?.cores ?? data.runs.find((run) => run.cores)?.cores;
    replace(container,
      heading('speedup-title', 'Speedup and where the rest goes',
        el('p', { class: 'aside-note', text: `${(NOTES[data.resource] ?? NOTES.latency)(cores)}; ${usefulOf(data)}` })),
      table(data, store),
      isClear(data) ? recommendation(data) : null,
      el('p', { class: 'small-note', title: data.columnsNote, text: typeset(data.headline) }));
    fit();
  };
  store.subscribe(['viewData', 'runs', 'solo'], draw);
  draw();
}

/** Which part of a bar is the efficiency: green is work, and other useful time is underlined in green. */
const usefulOf = (data) => data.table.some((row) => row.parts.some((part) => part.useful && part.name !== 'work'))
  ? 'green or underlined: useful' : 'its green part is the efficiency';

function table(plain, store) {
  // No mark for an ideal of runs that did different work.
  const data = isComparable(plain) ? plain : { ...plain, ideal: null };
  const most = Math.max(data.ideal ?? 0, ...data.table.map((row) => row.speedup ?? 0), 1) * 1.06;
  const pays = (row) => saidToPay(data, { id: row.run, speedup: row.speedup });
  // What is as good as the best, give or take what nobody would notice, is marked with it.
  const best = Math.max(1.05, ...data.table.filter(pays).map((row) => row.speedup ?? 0)) * 0.97;
  const ideal = data.ideal ? `ideal ${data.ideal.toFixed(data.ideal % 1 === 0 ? 0 : 2)}×` : '';
  return el('table', { class: 'speedups', 'aria-labelledby': 'speedup-title' },
    el('thead', {}, el('tr', {},
      el('th', { scope: 'col', text: 'model' }), el('th', { scope: 'col', class: 'figure', text: 'wall' }),
      el('th', { scope: 'col', class: 'figure', text: 'speedup' }),
      el('th', { scope: 'col', class: 'mark-head' }, el('span', { class: 'unseen', text: 'speedup as a bar' }),
        ideal ? el('span', { class: 'ideal-label', vars: { '--at': `${data.ideal / most * 100}%` }, text: ideal }) : null),
      el('th', { scope: 'col', class: 'figure', text: 'efficiency' }),
      el('th', { scope: 'col', class: 'bar-head', text: 'useful work and losses' }))),
    el('tbody', {}, data.table.map((row) => tableRow(row, data, most, pays(row) && row.speedup >= best, pays(row), store))));
}

function tableRow(row, data, most, isBest, pays, store) {
  const { runs, solo } = store.get();
  const run = runs.find((each) => each.id === row.run && row.run !== null);
  const alone = run !== undefined && solo === run.index;
  return el('tr', { class: `${isBest ? 'best' : ''} ${alone ? 'alone' : ''}`, 'data-run': row.run },
    el('th', { scope: 'row' }, el('button', {
      type: 'button', class: 'link', 'aria-pressed': String(alone), disabled: run === undefined,
      title: `Show ${row.label} alone`,
      on: { click: () => store.set({ solo: alone ? null : run.index }) },
    }, el('b', { text: row.label }), row.detail ? el('span', { class: 'soft', text: ` ${row.detail.replace(/^x(?=\d)/, '×')}` }) : null)),
    el('td', { class: 'figure', text: row.wall, title: row.wallNs === null ? null : exact(row.wallNs), 'data-ns': row.wallNs }),
    el('td', { class: 'figure speed' }, intervalOf(row.speedupText)),
    el('td', { class: 'marks' }, speedBar(row.speedup, data.ideal, most, pays)),
    el('td', { class: 'figure', text: row.efficiencyText }),
    el('td', { class: 'losses' }, lossBar(row)));
}

/** "1.95 (1.94-1.97)" with the interval lighter; the text stays the report's. */
function intervalOf(plain) {
  const text = typeset(plain);
  const cut = text.indexOf(' (');
  return cut < 0 ? el('b', { text }) : [el('b', { text: text.slice(0, cut) }), el('span', { class: 'interval', text: text.slice(cut) })];
}

function speedBar(speedup, ideal, most, pays) {
  if (speedup === null) return null;
  return el('div', { class: 'speed-bar', 'aria-hidden': 'true' },
    el('span', { class: pays ? 'speed-fill pays' : 'speed-fill', vars: { '--share': `${speedup / most * 100}%` } }),
    ideal ? el('span', { class: 'speed-ideal', vars: { '--at': `${ideal / most * 100}%` } }) : null);
}

/**
 * One bar of 100 %. A share below 0 (the tasks cost less here than in the baseline) is in the words and cannot be drawn: what is
 * above 0 shares the bar.
 */
function lossBar(row) {
  const whole = row.parts.reduce((sum, part) => sum + Math.max(0, part.percent), 0);
  if (whole === 0) return null;
  const words = row.parts.map((part) => `${part.label} ${part.percent}`).join(', ');
  const gained = row.parts.filter((part) => part.percent < 0).map((part) => `; ${part.label} ${part.percent} %: less than in the baseline`).join('');
  return stackedBar(row.parts.map((part) => ({
    state: part.state, share: part.percent / whole, isUseful: part.useful && part.name !== 'work', ns: part.ns, label: `${part.label} ${part.percent}`,
    title: `${part.label} ${part.percent} %: ${STATES[part.state].meaning}${part.ns === null ? '' : ` (${exact(part.ns)})`}${gained}`,
  })), { label: `${row.label}, percent: ${words}` });
}
