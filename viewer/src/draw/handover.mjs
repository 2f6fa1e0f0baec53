// Who handed over to whom: arrows of the trace, or, where it has none, from each lane that stopped running to the one that
// had waited and runs next. Pure.
import { arrowsIn } from 'v/draw/flows';
import { firstEndingAfter } from 'v/lod';
import { STATE, STATES } from 'v/states';

/** Lanes longer in a window than this are not searched for hand-overs. */
const MOST_SPANS = 2000;

/**
 * Hand-overs within [start, end) of file time between lanes of a run: `[{from: {lane, time}, to: {lane, time}}]` by time.
 * Derived ones go to a lane whose wait for a lock or a core ends, from the lane that stopped running last before it.
 */
export function handovers(run, start, end) {
  const traced = arrowsIn(run, start, end, 500).arrows.filter(({ from, to }) => from.lane !== to.lane && from.lane >= 0 && to.lane >= 0);
  if (traced.length > 0) return traced;
  const stops = [], starts = [];
  run.lanes.forEach(({ strip }, lane) => {
    const first = firstEndingAfter(strip, start);
    for (let i = first; i < strip.start.length && strip.start[i] < end && i < first + MOST_SPANS; i++) {
      if (strip.state[i] !== STATE.work) continue;
      if (strip.end[i] < end) stops.push({ lane, time: strip.end[i] });
      if (strip.start[i] > start && i > 0 && waited(strip, i)) starts.push({ lane, time: strip.start[i] });
    }
  });
  return pair(stops.sort((a, b) => a.time - b.time), starts.sort((a, b) => a.time - b.time));
}

const waited = ({ start, end, state }, i) => end[i - 1] === start[i] && ['gil', 'ready'].includes(STATES[state[i - 1]]?.family);

/** Each start with the last stop before it that no other start has taken. */
function pair(stops, starts) {
  const result = [];
  let next = 0;
  const free = [];
  for (const to of starts) {
    while (next < stops.length && stops[next].time <= to.time) free.push(stops[next++]);
    const from = free.pop();
    if (from && from.lane !== to.lane) result.push({ from, to });
  }
  return result;
}
