// What lies in the marked range: by state and by name, exact to the ns.

import { STATE, STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { count, duration, exact, percent, place } from 'v/format';
import { ranked, sumNames, sumStates } from 'v/sums';
import { toFile } from 'v/draw/scale';
import { heading, swatch } from 'v/panels/parts';

/** Names listed; the rest is one row. */
const mostNames = 12;

/** Draws the sums of the selection, once its ends have rested; hides them without one. */
export function mountSums(container, { store, calm }) {
  const draw = () => {
    const { selection, runs, mode, solo } = store.get();
    container.hidden = selection === null || runs.length === 0;
    if (container.hidden) return;
    const wanted = runs.filter((run) => selection.run === null ? solo === null || solo === run.index : run.index === selection.run);
    const range = mode === 'percent' ? `${(selection.start / 1e7).toFixed(1)} – ${(selection.end / 1e7).toFixed(1)} %`
      : `${place(selection.start, selection.end - selection.start)} – ${place(selection.end, selection.end - selection.start)}`;
    const one = wanted.length === 1 ? wanted[0] : null;
    replace(container,
      heading('sums-title', `Sums of the selection${one ? ` · ${one.label}` : ''}`, el('button', { type: 'button', class: 'link', text: 'clear', on: { click: () => store.set({ selection: null }) } })),
      el('p', { class: 'small-note', text: range }),
      byState(wanted, selection, mode) ?? el('p', { class: 'note', text: `${one ? one.label : 'Every run'} was over before that.` }), byName(wanted, selection, mode));
  };
  store.subscribe(['selection', 'runs', 'mode', 'solo'], calm(draw));
  draw();
}

function byState(runs, selection, mode) {
  const ns = new Float64Array(STATES.length);
  let isExact = true;
  let of = 'slots';
  for (const run of runs) {
    const sum = sumStates(run, toFile(run, mode, selection.start), toFile(run, mode, selection.end));
    sum.ns.forEach((each, state) => { ns[state] += each; });
    isExact &&= sum.exact;
    of = sum.of;
  }
  const whole = ns.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return null;
  return el('table', { class: 'sums', id: 'sums-by-state', 'data-exact': String(isExact) },
    el('caption', { text: `by state, over ${of}${isExact ? '' : ' (≈ pro-rated at the ends)'}` }),
    el('tbody', {}, ranked(ns).map((state) => el('tr', { 'data-state': state.bucket, 'data-ns': Math.round(ns[state.index]) },
      el('th', { scope: 'row' }, swatch(state.index), state.meaning),
      el('td', { class: 'figure soft', text: percent(ns[state.index] / whole) }),
      el('td', { class: 'figure', text: duration(ns[state.index]), title: exact(ns[state.index]) })))));
}

function byName(runs, selection, mode) {
  const sums = runs.map((run) => sumNames(run, toFile(run, mode, selection.start), toFile(run, mode, selection.end)));
  const merged = new Map();
  for (const row of sums.flatMap((sum) => sum.rows)) {
    const key = `${row.state} ${row.name}`;
    const known = merged.get(key);
    if (known) { known.count += row.count; known.ns += row.ns; } else merged.set(key, { ...row });
  }
  const rows = [...merged.values()].sort((one, other) => other.ns - one.ns);
  const partial = sums.some((sum) => sum.partial);
  if (rows.length === 0) return null;
  return el('table', { class: 'sums', id: 'sums-by-name' },
    el('caption', { text: `by name: ${count(rows.length, 'name')}${partial ? ', of the first 2 million spans' : ''}` }),
    el('tbody', {}, rows.slice(0, mostNames).map((row) => el('tr', { 'data-ns': Math.round(row.ns), 'data-count': row.count },
      el('th', { scope: 'row' }, row.state === STATE.none ? el('span', { class: 'swatch', 'aria-hidden': 'true' }) : swatch(row.state), el('span', { class: 'cut', text: row.name || '(no name)' })),
      el('td', { class: 'figure soft', text: `${row.count}×` }),
      el('td', { class: 'figure', text: duration(row.ns), title: exact(row.ns) })))),
    rows.length > mostNames ? el('tfoot', {}, el('tr', {}, el('td', { colspan: 3, class: 'soft', text: `and ${count(rows.length - mostNames, 'name')} more` }))) : null);
}
