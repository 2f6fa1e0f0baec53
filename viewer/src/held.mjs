// Whether a call that blocks held an event loop: the loop's own thread was then waiting for input or output, and no task could
// go on. Pure.

import { STATE } from 'v/states';
import { STATE_LIMIT, addSums } from 'v/lod';

/** Stretches of waiting for the loop that are looked at in one run. */
const most = 20_000;

/**
 * How long the thread that carries a task's lane was itself waiting for input or output in [start, end), in ns. 0 where the
 * thread is not known, and for lanes that are threads. O(log n) of the thread's spans.
 */
export function heldFor(run, lane, start, end) {
  const carrier = lane.task === null ? undefined : run.carriers?.get(`${lane.pid}/${lane.tid}`);
  if (!carrier || end <= start) return 0;
  const out = new Float64Array(STATE_LIMIT);
  addSums(carrier, start, end, out);
  return out[STATE.io];
}

/** Whether calls that block held the loop for half of the time or more that a run's tasks waited for it. */
export function isHeld(run) {
  let [waited, held, left] = [0, 0, most];
  for (const lane of run.carriers?.size > 0 ? run.lanes : []) {
    const { start, end, state } = lane.strip;
    for (let index = 0; index < start.length && left > 0; index += 1) {
      if (state[index] !== STATE.loop) continue;
      left -= 1;
      waited += end[index] - start[index];
      held += heldFor(run, lane, start[index], end[index]);
    }
  }
  return waited > 0 && held >= waited / 2;
}

/** Whether a wait of the analysis is one of the loop's own thread: a call that blocks. */
export const isBlockingCall = (run, { pid, tid, task, state }) =>
  (task ?? null) === null && state === STATE.io && run.carriers?.has(`${pid}/${tid}`) === true;
