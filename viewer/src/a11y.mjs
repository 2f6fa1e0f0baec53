// What the canvas shows, for those who do not see it: a grid of runs and lanes with their sums in view, and
// one sentence for what changed.

import { STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { duration, percent, place } from 'v/format';
import { explain } from 'v/explain';
import { addStrip, ranked, sumStates } from 'v/sums';
import { toFile } from 'v/draw/scale';

/** Lanes mirrored; beyond it a last row says how many more there are. */
const mostLanes = 400;

/** Keeps a grid in `container` in step with runs, view, mode, solo and focus. */
export function mountMirror(container, { store, calm }) {
  const draw = () => {
    const state = store.get();
    if (state.runs.length === 0) { container.replaceChildren(); return; }
    replace(container, grid(state));
  };
  store.subscribe(['runs', 'solo', 'focus'], draw);
  store.subscribe(['view', 'mode', 'selection'], calm(draw, 300));
}

function grid({ runs, view, mode, solo, focus, selection }) {
  const looked = selection ?? view;
  const rows = [];
  let left = mostLanes;
  for (const run of runs) {
    if (solo !== null && run.index !== solo) continue;
    const start = toFile(run, mode, looked.start);
    const end = toFile(run, mode, looked.end);
    rows.push(row(run.label, `${run.wallText}${run.speedupText ? `, ${run.speedupText}` : ''}`, sumStates(run, start, end).ns, { 'data-run': run.index, 'aria-level': 1 }));
    for (const lane of run.lanes) {
      if (left-- <= 0) break;
      rows.push(row(`${run.label}, ${lane.name}`, '', laneSums(lane, Math.max(start, run.start), Math.min(end, run.end)), {
        'data-run': run.index, 'data-lane': lane.index, 'aria-level': 2,
        'aria-selected': focus?.run === run.index && focus?.lane === lane.index ? 'true' : null,
      }));
    }
  }
  return el('table', { role: 'grid', 'aria-label': `Runs and lanes, sums ${selection ? 'of the selection' : 'in view'}`, 'aria-readonly': 'true' },
    el('thead', {}, el('tr', { role: 'row' }, ['run or lane', 'wall', 'states'].map((text) => el('th', { role: 'columnheader', scope: 'col', text })))),
    el('tbody', {}, rows), left < 0 ? el('caption', { text: `${-left} lanes more are not in this list` }) : null);
}

function row(name, wall, ns, attributes) {
  const whole = ns.reduce((sum, each) => sum + each, 0);
  const words = ranked(ns).map((state) => `${state.meaning} ${percent(ns[state.index] / whole)} (${duration(ns[state.index])})`).join(', ');
  return el('tr', { role: 'row', ...attributes }, el('th', { role: 'rowheader', scope: 'row', text: name }),
    el('td', { role: 'gridcell', text: wall }), el('td', { role: 'gridcell', text: words || 'nothing in view' }));
}

function laneSums(lane, start, end) {
  const ns = new Float64Array(STATES.length);
  addStrip(ns, lane.strip, start, end);
  return ns;
}

/** Shows in `line`, as text for every reader, what the timeline's picture leaves out. */
export function mountNote(line, { store }) {
  store.subscribe(['drawNote'], () => {
    const { drawNote } = store.get();
    replace(line, drawNote);
    line.hidden = drawNote === '';
  });
}

/** Says in `line` what has the focus, what is marked and what is in view, each when it changes. */
export function mountLive(line, { store, calm }) {
  const say = (text) => { if (line.textContent !== text) replace(line, text); };
  store.subscribe(['focus'], () => {
    const { focus, runs } = store.get();
    const said = focus ? explain(runs, focus) : null;
    if (said) say([said.title, ...said.lines].join(' '));
  });
  const range = ({ start, end }, mode) => mode === 'percent' ? `${(start / 1e7).toFixed(1)} to ${(end / 1e7).toFixed(1)} percent`
    : `${place(start, end - start)} to ${place(end, end - start)}`;
  store.subscribe(['selection'], calm(() => {
    const { selection, mode } = store.get();
    say(selection ? `Marked ${range(selection, mode)}` : 'Nothing marked');
  }, 300));
  store.subscribe(['view'], calm(() => {
    const { view, mode, runs } = store.get();
    if (runs.length > 0) say(`In view ${range(view, mode)}`);
  }, 600));
  store.subscribe(['solo'], () => {
    const { solo, runs } = store.get();
    say(solo === null ? 'All models' : `Only ${runs[solo]?.label ?? ''}`);
  });
  return say;
}
