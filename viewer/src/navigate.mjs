// Where to look: zooming, panning, fitting and going from wait to wait, as pure functions on the common axis.

import { isWait } from 'v/states';
import { lowerBound } from 'v/rows';
import { SHORTEST, clampView, toAxis } from 'v/draw/scale';

/** `view` with `factor` times its width, `time` staying where it is; `whole` is the view of everything. */
export function zoomed(view, factor, time, whole) {
  const held = Math.min(Math.max(time, view.start), view.end);
  const width = Math.min(Math.max((view.end - view.start) * factor, SHORTEST), whole.end - whole.start);
  const share = (held - view.start) / (view.end - view.start || 1);
  return clampView({ start: held - share * width, end: held - share * width + width }, whole);
}

/** `view` moved by `share` of its width. */
export function panned(view, share, whole) {
  const by = (view.end - view.start) * share;
  return clampView({ start: view.start + by, end: view.end + by }, whole);
}

/** A view of `range` with `room` of its width on both sides. */
export function fitted(range, whole, room = 0.1) {
  const width = Math.max(range.end - range.start, SHORTEST);
  return clampView({ start: range.start - width * room, end: range.end + width * room }, whole);
}

/** A view as wide as before with `time` in its middle. */
export function centred(view, time, whole) {
  const half = (view.end - view.start) / 2;
  return clampView({ start: time - half, end: time + half }, whole);
}

/** `view`, moved as little as needed to hold `range`, and widened where it is shorter. */
export function showing(view, range, whole) {
  if (range.start >= view.start && range.end <= view.end) return view;
  return range.end - range.start > (view.end - view.start) * 0.8 ? fitted(range, whole)
    : centred(view, (range.start + range.end) / 2, whole);
}

/** A stretch of a run, in its file's clock, as a range of the common axis. */
export const onAxis = (run, mode, { start, end }) => ({ start: toAxis(run, mode, start), end: toAxis(run, mode, end) });

/**
 * The next (step 1) or previous (-1) stretch of waiting on a lane's strip, seen from `time`; -1 for none.
 * Stretches shorter than `least` ns are passed over. `wanted` narrows it to one state.
 */
export function nextWait(strip, time, step, least = 0, wanted = null) {
  let index = step > 0 ? lowerBound(strip.start, time + 1) : lowerBound(strip.start, time) - 1;
  for (; index >= 0 && index < strip.start.length; index += step) {
    const state = strip.state[index];
    if ((wanted === null ? isWait(state) : state === wanted) && strip.end[index] - strip.start[index] >= least) return index;
  }
  return -1;
}
