// The critical path of one run: what it is made of, and what would shorten it.

import { el, replace } from 'v/dom';
import { duration, exact } from 'v/format';
import { heading, swatch } from 'v/panels/parts';

/** Draws the path of the run that is looked at: the focused, marked or solo one, else the fastest. */
export function mountPath(container, { store, actions }) {
  let chosen = null;
  const draw = () => {
    const { runs, path } = store.get();
    const able = runs.filter((run) => run.pathRows.length > 0 || run.path);
    container.hidden = able.length === 0;
    if (container.hidden) return;
    const run = able.find((each) => each.index === (chosen ?? lookedAt(store.get()))) ?? fastest(able);
    replace(container,
      heading('path-title', 'Critical path', el('button', { type: 'button', class: 'link', 'aria-pressed': String(path), 'aria-keyshortcuts': 'c', text: path ? 'hide' : 'show', on: { click: () => actions.path() } })),
      picker(able, run, (index) => { chosen = index; draw(); }),
      table(run),
      run.pathNote ? el('p', { class: 'note', text: run.pathNote }) : null);
  };
  store.subscribe(['focus', 'solo', 'selection'], () => { chosen = null; draw(); });
  store.subscribe(['runs', 'path'], draw);
  draw();
}

/** Rows of at least half a percent of the path; the others as one, so that the sum stays whole. */
function table(run) {
  const whole = run.pathRows.reduce((sum, row) => sum + (row.ns ?? 0), 0);
  const isShown = (row) => row.ns === null || row.ns >= whole / 200;
  const small = run.pathRows.filter((row) => !isShown(row));
  const rest = small.length < 2 ? small : [{ state: null, text: `${small.length} smaller parts`, title: small.map((row) => `${row.text}: ${duration(row.ns)}`).join('\n'),
    ns: small.reduce((sum, row) => sum + row.ns, 0) }];
  return el('table', { class: 'sums', 'aria-label': `Critical path of ${run.label}` }, el('tbody', {}, [...run.pathRows.filter(isShown), ...rest].map((row) => el('tr', { 'data-ns': row.ns, title: row.title },
    el('th', { scope: 'row' }, el('span', { class: 'marked' }, row.state === null ? el('span', { class: 'swatch' }) : swatch(row.state), el('span', { text: row.text }))),
    el('td', { class: 'figure' }, el('b', { text: duration(row.ns), title: exact(row.ns) }))))));
}

const lookedAt = ({ focus, solo, selection }) => focus?.run ?? solo ?? selection?.run ?? null;

const fastest = (runs) => runs.reduce((best, run) => run.makespan < best.makespan ? run : best);

function picker(runs, run, choose) {
  return el('select', { class: 'picker', 'aria-label': 'Run whose critical path is listed', on: { change: (event) => choose(Number(event.target.value)) } },
    runs.map((each) => el('option', { value: each.index, selected: each === run, text: `${each.label}${each.detail ? ` ${each.detail}` : ''} · ${each.wallText}` })));
}
