// The table: wall, speedup against the ideal, efficiency, and one bar of exactly 100 % per model.

import { STATE, STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { count, exact, typeset } from 'v/format';
import { groupsOf } from 'v/mixed';
import { isComparable, saidToPay } from 'v/view-data';
import { fitLabels, heading, paint, stackedBar } from 'v/panels/parts';
import { isClear, recommendation } from 'v/panels/verdict';

const NOTES = {
  cores: (cores) => `a bar: 100 % of ${cores ? `${cores} cores` : 'the cores'} × wall`,
  slots: () => 'a bar: 100 % of its own slots × wall',
  latency: () => 'a bar: 100 % of its wall',
};

/** Draws the table into `container` whenever the analysis or the solo changes; hides it without an analysis. */
export function mountSpeedup(container, page) {
  const { store } = page;
  const fit = fitLabels(container);
  const draw = () => {
    const { viewData: data, runs } = store.get();
    container.hidden = !data || data.table.length === 0;
    if (container.hidden) return;
    const cores = runs.find((run) => run.cores)?.cores ?? data.runs.find((run) => run.cores)?.cores;
    replace(container,
      heading('speedup-title', 'Speedup and where the rest goes',
        el('p', { class: 'aside-note' }, el('span', { class: hasUsefulWaits(data) ? 'wide-only' : '', text: `${(NOTES[data.resource] ?? NOTES.latency)(cores)}; ` }), usefulOf(data))),
      isComparable(data) ? table(data, store) : mixedTable(data, page),
      isClear(data) ? recommendation(data) : null,
      el('p', { class: 'small-note', title: data.columnsNote }, typeset(data.headline), fullNote(data), hasBest(data) ? bestNote() : null));
    fit();
  };
  store.subscribe(['viewData', 'runs', 'solo'], draw);
  draw();
}

/** Whether waiting counts as useful in any row: then every useful part has a tick. */
const hasUsefulWaits = (data) => data.table.some((row) => row.parts.some((part) => part.useful && part.name !== 'work'));

/** Which part of a bar is the efficiency: green is work; where waiting is useful as well, that is said and ticked. */
function usefulOf(data) {
  if (!hasUsefulWaits(data)) return 'its green part is the efficiency';
  const sample = (state) => el('span', { class: `sample ${paint(state)}`, 'aria-hidden': 'true' }, '✓');
  return [sample(STATE.work), sample(STATE.io), ' useful here: work and waiting for input or output'];
}

/** Why a model that uses all that it has may be the slowest, where one does. */
function fullNote(data) {
  const base = data.table.find((row) => row.baseline);
  const run = data.runs.find((each) => each.id === base?.run);
  const isFull = data.resource === 'slots' && isComparable(data) && base?.efficiency >= 0.9 && run?.slots === 1 && data.table.some((row) => row.speedup > 1.05);
  return isFull ? ` ${base.label} has one slot, in use ${base.efficiencyText} of the time: full, and yet slow.` : null;
}

/** What the tint of rows means, where any has it. */
const bestNote = () => el('span', { class: 'best-note' }, ' ', el('span', { class: 'swatch best-swatch', 'aria-hidden': 'true' }), 'as good as the best');

const paysIn = (data) => (row) => saidToPay(data, { id: row.run, speedup: row.speedup });

/** The least speedup of what is as good as the best, give or take what nobody would notice. */
const bestOf = (data) => Math.max(1.05, ...data.table.filter(paysIn(data)).map((row) => row.speedup ?? 0)) * 0.97;
const hasBest = (data) => isComparable(data) && data.table.some((row) => paysIn(data)(row) && row.speedup >= bestOf(data));

function table(data, store) {
  const most = Math.max(data.ideal ?? 0, ...data.table.map((row) => row.speedup ?? 0), 1) * 1.06;
  const pays = paysIn(data);
  const best = bestOf(data);
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

/** Runs of several workloads: a group for each file, and no speedup. */
function mixedTable(data, page) {
  const files = page.files();
  const title = ({ file, tasks }) => `${files[file]?.name ?? `file ${file + 1}`}${tasks === null ? '' : ` · ${count(tasks, 'task')}`}`;
  return [
    el('p', { class: 'mixed-note', text: 'Different workloads: only the timeline shows them side by side. For speedups, open each alone.' }),
    el('table', { class: 'speedups mixed', 'aria-labelledby': 'speedup-title' },
      el('thead', {}, el('tr', {}, ['model', 'wall', 'efficiency', 'useful work and losses'].map((text, index) =>
        el('th', { scope: 'col', class: ['', 'figure', 'figure', 'bar-head'][index], text })))),
      groupsOf(data).map((group) => el('tbody', {},
        el('tr', { class: 'group' }, el('th', { scope: 'rowgroup', colspan: 4, text: title(group) })),
        group.rows.map((row) => tableRow(row, data, null, false, false, page.store))))),
  ];
}

function tableRow(row, data, most, isBest, pays, store) {
  const { runs, solo } = store.get();
  const run = runs.find((each) => each.id === row.run && row.run !== null);
  const alone = run !== undefined && solo === run.index;
  // `most` is what the bars of speedups are drawn against; null for rows without.
  return el('tr', { class: `${isBest ? 'best' : ''} ${alone ? 'alone' : ''}`, 'data-run': row.run },
    el('th', { scope: 'row' }, el('button', {
      type: 'button', class: 'link', 'aria-pressed': String(alone), disabled: run === undefined,
      title: `Show ${row.label} alone`,
      on: { click: () => store.set({ solo: alone ? null : run.index }) },
    }, el('b', { text: row.label }), row.detail ? el('span', { class: 'soft', text: ` ${row.detail.replace(/^x(?=\d)/, '×')}` }) : null)),
    el('td', { class: 'figure', text: row.wall, title: row.wallNs === null ? null : exact(row.wallNs), 'data-ns': row.wallNs }),
    most === null ? null : el('td', { class: 'figure speed' }, intervalOf(row.speedupText)),
    most === null ? null : el('td', { class: 'marks' }, speedBar(row.speedup, data.ideal, most, pays)),
    el('td', { class: 'figure', text: row.efficiencyText }),
    el('td', { class: 'losses' }, lossBar(row, hasUsefulWaits(data))));
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
function lossBar(row, isTicked) {
  const whole = row.parts.reduce((sum, part) => sum + Math.max(0, part.percent), 0);
  if (whole === 0) return null;
  const words = row.parts.map((part) => `${part.label} ${part.percent}`).join(', ');
  const gained = row.parts.filter((part) => part.percent < 0).map((part) => `; ${part.label} ${part.percent} %: less than in the baseline`).join('');
  return stackedBar(row.parts.map((part) => ({
    state: part.state, share: part.percent / whole, isUseful: part.useful && isTicked, ns: part.ns, label: `${part.label} ${part.percent}`, short: String(part.percent),
    title: `${part.label} ${part.percent} %: ${STATES[part.state].meaning}${part.ns === null ? '' : ` (${exact(part.ns)})`}${gained}`,
  })), { label: `${row.label}, percent: ${words}` });
}
