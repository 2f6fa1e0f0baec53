// The longest waits: one row per run and reason; a click goes there.

import { STATE, STATES, isWait } from 'v/states';
import { el, replace } from 'v/dom';
import { duration, exact, place } from 'v/format';
import { isBlockingCall } from 'v/held';
import { heading, swatch } from 'v/panels/parts';

const most = 5;
const mostLooked = 2_000_000;
/** Waits shorter than this share of their run's wall are left out. */
const least = 0.01;

/** Draws the rows whenever runs or solo change; `actions.goTo` is called with a place. */
export function mountWaits(container, { store, actions }) {
  const draw = () => {
    const { runs, solo, viewData } = store.get();
    const shown = runs.filter((run) => solo === null || run.index === solo);
    const all = longestWaits(shown);
    const rows = inOrder(all.filter((row) => row.length >= row.run.makespan * least), usefulStates(viewData));
    container.hidden = all.length === 0;
    if (container.hidden) return;
    const short = all.length - rows.length;
    replace(container, heading('waits-title', 'Longest waits'), el('ol', { class: 'waits' }, rows.slice(0, most).map((row) => line(row, actions))),
      note([rows.slice(0, most).some((row) => row.isUseful) ? '✓ useful here.' : '', rows.length > most ? `${rows.length - most} more not listed.` : '',
        short > 0 ? `${short} shorter ${short === 1 ? 'one' : 'ones'} left out (below 1 % of the run).` : '']));
  };
  store.subscribe(['runs', 'solo', 'viewData'], draw);
  draw();
}

const note = (words) => words.some(Boolean) ? el('p', { class: 'small-note', text: words.filter(Boolean).join(' ') }) : null;

/** States that the analysis calls useful, and that are waits: none where cores bind. */
const usefulStates = (data) => new Set((data?.table ?? []).flatMap((row) => row.parts.filter((part) => part.useful).map((part) => part.state)));

/** Losses first, what is useful to wait for after them. */
function inOrder(rows, useful) {
  const marked = rows.map((row) => ({ ...row, isUseful: useful.has(row.state) && !row.isBlocking }));
  return [...marked.filter((row) => !row.isUseful), ...marked.filter((row) => row.isUseful)];
}

function line(row, actions) {
  const { name, bucket, meaning } = STATES[row.state];
  const what = row.isBlocking ? 'blocked' : `${name.replaceAll('_', ' ')}${row.isUseful ? ' ✓' : ''}`;
  return el('li', {}, el('button', {
    type: 'button', class: 'link row', title: `${meaning}${row.isBlocking ? ', by a call that blocks the loop' : row.isUseful ? ', useful here' : ''}: ${exact(row.length)}; go there`, 'data-ns': row.length, 'data-state': bucket,
    on: { click: () => actions.goTo(row) },
  }, swatch(row.state), el('span', { class: 'cut' }, row.run.label, ' ', el('span', { class: 'soft', text: `${row.laneName} · ${what}` })),
  el('span', { class: 'figure', text: duration(row.length, true) }),
  el('span', { class: 'figure soft at', text: `@ ${place(row.start - row.run.start, row.run.makespan).replace(' s', '')}` })));
}

/**
 * The longest wait of each run and reason, longest first: of the analysis where it lists any, else of the strips.
 *
 * @returns {{run, lane, laneName, state, start, length, isBlocking}[]} `lane` is -1 where it is not shown; `isBlocking`: on a
 *   loop's own thread, which is a wait apart from those of the tasks
 */
export function longestWaits(runs) {
  const best = new Map();
  const offer = (run, lane, state, start, length, laneName = '', isBlocking = false) => {
    const key = `${run.index} ${state} ${isBlocking}`;
    if (length > (best.get(key)?.length ?? 0)) {
      best.set(key, { run, lane, laneName: run.lanes[lane]?.name ?? laneName, state, start, length, isBlocking });
    }
  };
  let left = mostLooked;
  for (const run of runs) {
    for (const wait of run.waits) offer(run, wait.lane, wait.state, wait.start, wait.length, wait.laneName, isBlockingCall(run, wait));
    if (run.waits.length > 0) continue;
    run.lanes.forEach((lane, index) => {
      const { start, end, state } = lane.strip;
      for (let each = 0; each < start.length && left > 0; each += 1, left -= 1) {
        if (isWait(state[each]) && state[each] !== STATE.join) offer(run, index, state[each], start[each], end[each] - start[each]);
      }
    });
  }
  return [...best.values()].sort((one, other) => other.length - one.length);
}
