// Movements of the view and of the focus: what the keyboard and the pointer ask for. Pure: state in, change out.
import { firstEndingAfter, spanAt, upperBound } from 'v/lod';
import { isWait } from 'v/states';
import { clampView, fileRange, toAxis, zoomed } from 'v/draw/scale';

/** The view zoomed around an axis time, its middle if none is given; `null` where that changes nothing. */
export function zoom(state, whole, factor, at = (state.view.start + state.view.end) / 2) {
  return changed(state, clampView(zoomed(state.view, factor, at), whole));
}

/** The view moved by a fraction of its length. */
export function pan(state, whole, fraction) {
  const by = (state.view.end - state.view.start) * fraction;
  return changed(state, clampView({ start: state.view.start + by, end: state.view.end + by }, whole));
}

const changed = ({ view }, next) => next.start === view.start && next.end === view.end ? null : next;

/** The view with an axis range in it, with a tenth of air on both sides. */
export function around(whole, start, end) {
  const air = Math.max((end - start) * 0.1, 50);
  return clampView({ start: start - air, end: end + air }, whole);
}

/** The row that a hover or focus names, or null. */
export function spansOf(state, target) {
  const run = state.runs.find((each) => each.index === target?.run);
  const lane = run?.lanes[target.lane];
  const spans = lane && (target.row < 0 ? lane.strip : lane.rows[target.row]);
  return spans ? { run, lane, spans } : null;
}

/** Axis range of the span that a hover or focus names, `{start, end}`, or null. */
export function rangeOf(state, target) {
  const found = spansOf(state, target);
  if (!found || !(target.index >= 0 && target.index < found.spans.start.length)) return null;
  const { run, spans } = found;
  return { start: toAxis(run, state.mode, spans.start[target.index]), end: toAxis(run, state.mode, spans.end[target.index]) };
}

/** The focus to begin with: the first lane of the run in sight that has anything, at the view's start. */
export function firstFocus(state) {
  const runs = state.runs.filter((run) => state.solo === null || run.index === state.solo);
  for (const run of runs) {
    const lane = run.lanes.findIndex((each) => each.strip.start.length > 0);
    if (lane < 0) continue;
    const { spans } = spansOf(state, { run: run.index, lane, row: -1 });
    const index = Math.min(spans.start.length - 1, firstEndingAfter(spans, fileRange(run, state.mode, state.view).start));
    return focusOn(run, lane, -1, spans, index);
  }
  return null;
}

/** A focus on one span of a row. */
export const focusOn = (run, lane, row, spans, index) =>
  ({ run: run.index, lane, row, index, time: spans.start[index], x: null, y: null });

/** The focus one span on (`direction` 1) or back (-1) in its row; null at the end. */
export function nextSpan(state, focus, direction, wanted = () => true) {
  const found = spansOf(state, focus);
  if (!found) return null;
  const { run, spans } = found;
  let index = focus.index >= 0 ? focus.index + direction : direction > 0 ? firstEndingAfter(spans, focus.time)
    : upperBound(spans.start, focus.time) - 1;
  while (index >= 0 && index < spans.start.length && !wanted(spans.state[index])) index += direction;
  return index >= 0 && index < spans.start.length ? focusOn(run, focus.lane, focus.row, spans, index) : null;
}

/** The next wait in a direction, on the focused lane's strip. */
export const nextWait = (state, focus, direction) =>
  nextSpan(state, focus.row < 0 ? focus : { ...focus, row: -1, index: -1 }, direction, isWait);

/** The focus on the lane below (1) or above (-1), at the same time; beyond a run's last lane on the next run's first. */
export function nextLane(state, layout, focus, direction) {
  const places = layout.groups.flatMap((group) => group.kind === 'run' ? [...group.lanes].map((lane) => ({ run: group.run, lane })) : []);
  const at = places.findIndex(({ run, lane }) => run.index === focus.run && lane === focus.lane);
  const next = places[at + direction];
  if (!next) return null;
  const from = state.runs.find((run) => run.index === focus.run);
  const time = next.run.start + (focus.time - from.start);
  const spans = next.run.lanes[next.lane].strip;
  return { run: next.run.index, lane: next.lane, row: -1, index: spanAt(spans, time), time, x: null, y: null };
}
