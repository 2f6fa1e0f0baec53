// The longest waits: one row per run and reason; a click goes there.

import { STATE, STATES, isWait } from 'v/states';
import { el, replace } from 'v/dom';
import { duration, exact, place } from 'v/format';
import { heading, swatch } from 'v/panels/parts';

const most = 10;
const mostLooked = 2_000_000;

/** Draws the rows whenever runs or solo change; `actions.goTo` is called with a place. */
export function mountWaits(container, { store, actions }) {
  const draw = () => {
    const { runs, solo } = store.get();
    const shown = runs.filter((run) => solo === null || run.index === solo);
    const rows = longestWaits(shown).slice(0, most);
    container.hidden = rows.length === 0;
    if (container.hidden) return;
    replace(container, heading('waits-title', 'Longest waits'), el('ol', { class: 'waits' }, rows.map((row) => el('li', {},
      el('button', {
        type: 'button', class: 'link row', title: `${STATES[row.state].meaning}: ${exact(row.length)}; go there`, 'data-ns': row.length, 'data-state': STATES[row.state].name,
        on: { click: () => actions.goTo(row) },
      }, swatch(row.state), el('span', { class: 'cut' }, row.run.label, ' ', el('span', { class: 'soft', text: `${row.laneName} · ${STATES[row.state].name}` })),
      el('span', { class: 'figure', text: duration(row.length, true) }),
      el('span', { class: 'figure soft at', text: `@ ${place(row.start - row.run.start, row.run.makespan).replace(' s', '')}` }))))));
  };
  store.subscribe(['runs', 'solo'], draw);
  draw();
}

/**
 * The longest wait of each run and reason, longest first: of the analysis where it lists any, else of the strips.
 *
 * @returns {{run, lane, laneName, state, start, length}[]} `lane` is -1 where it is not shown
 */
export function longestWaits(runs) {
  const best = new Map();
  const offer = (run, lane, state, start, length, laneName = '') => {
    const key = `${run.index} ${state}`;
    if (length > (best.get(key)?.length ?? 0)) {
      best.set(key, { run, lane, laneName: run.lanes[lane]?.name ?? laneName, state, start, length });
    }
  };
  let left = mostLooked;
  for (const run of runs) {
    for (const wait of run.waits) offer(run, wait.lane, wait.state, wait.start, wait.length, wait.laneName);
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
