// Details of what has the focus: times to the ns, what surrounds it, its arguments re-read from the file.

import { STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { explain } from 'v/explain';
import { duration, exact } from 'v/format';
import { heading, swatch } from 'v/panels/parts';

const mostText = 4000;

/** Draws the focused stretch or span; `page.readArgs(run, offset)` gives a span's arguments. */
export function mountDetails(container, { store, readArgs }) {
  let turn = 0;
  const draw = async () => {
    const { focus, runs } = store.get();
    const said = focus ? explain(runs, focus) : null;
    container.hidden = said === null;
    turn += 1;
    if (container.hidden) return;
    const run = runs[focus.run];
    const args = el('div', { class: 'args' });
    replace(container, heading('details-title', focus.row === -1 ? 'Stretch' : 'Span', el('button', { type: 'button', class: 'link', text: 'close', on: { click: () => store.set({ focus: null }) } })),
      el('p', { class: 'details-title' }, swatch(said.state), el('b', { text: said.title })),
      said.lines.map((text) => el('p', { class: 'note', text })),
      facts(run, focus, said), args);
    await showArgs(args, run, focus, readArgs, () => turn);
  };
  store.subscribe(['focus', 'runs'], draw);
  draw();
}

function facts(run, focus, said) {
  const lane = run.lanes[focus.lane];
  return el('dl', { class: 'facts' }, [
    ['state', STATES[said.state].meaning], ['lane', `${lane.name}${lane.task === null ? '' : ` (task ${lane.task})`}, process ${lane.pid}, thread ${lane.tid}`],
    ['run', `${run.label}${run.detail ? ` ${run.detail}` : ''}`], ['start', `${exact(said.start - run.start)} after the run's start`],
    ['length', exact(said.end - said.start)], ['share', `${((said.end - said.start) / run.makespan * 100).toFixed(2)} % of ${duration(run.makespan)}`],
  ].map(([term, text]) => [el('dt', { text: term }), el('dd', { text })]));
}

async function showArgs(box, run, focus, readArgs, now) {
  const row = focus.row === -1 ? null : run.lanes[focus.lane].rows[focus.row];
  const offset = row?.args?.[focus.index] ?? 0;
  if (offset === 0) return;
  const mine = now();
  replace(box, el('p', { class: 'small-note', text: 'reading its arguments …' }));
  let shown;
  try {
    shown = listArgs(await readArgs(run, offset));
  } catch (error) {
    shown = el('p', { class: 'small-note', text: `Its arguments cannot be read: ${error.message}` });
  }
  if (now() === mine) replace(box, shown);
}

function listArgs(args) {
  if (args === null || args === undefined) return null;
  const pairs = typeof args === 'object' && !Array.isArray(args) ? Object.entries(args).slice(0, 200) : [['args', args]];
  if (pairs.length === 0) return null;
  return el('dl', { class: 'facts', id: 'args' }, pairs.map(([key, value]) =>
    [el('dt', { text: key }), el('dd', { text: (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, mostText) })]));
}
