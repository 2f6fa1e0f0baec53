// Times to pixels and back: the common axis, each run's clock, and the plot. Pure.
//
// Three kinds of time: a *file time* is ns in the clock of a run's file; an *axis time* counts from each run's
// start, in ns, or in billionths of the run's wall where the mode is 'percent'; a *pixel* counts CSS pixels
// from the left edge of the plot.

/** One whole wall on the axis of mode 'percent'. */
export const WHOLE = 1e9;
/** The shortest view, in units of the axis. */
export const SHORTEST = 100;

/** File time of an axis time. */
export const toFile = (run, mode, time) => run.start + (mode === 'percent' ? time / WHOLE * run.makespan : time);

/** Axis time of a file time. */
export const toAxis = (run, mode, time) =>
  mode === 'percent' ? (time - run.start) / Math.max(run.makespan, 1) * WHOLE : time - run.start;

/** The file times at the edges of the view, `{start, end}`. */
export const fileRange = (run, mode, view) =>
  ({ start: toFile(run, mode, view.start), end: toFile(run, mode, view.end) });

/** Length of the axis: the longest run, in the axis' units; 1 where there is none. */
export const axisLength = (runs, mode) => mode === 'percent' ? WHOLE : runs.reduce((longest, run) => Math.max(longest, run.makespan), 1);

/** The view of everything, with `room` of `width` pixels left free at the right for the runs' flags. */
export function wholeView(runs, mode, width = 1000, room = 92) {
  const end = axisLength(runs, mode);
  return { start: 0, end: end * width / Math.max(width - room, width / 2) };
}

/** The view moved and shortened so that it stays on the axis: never before 0 or beyond what `wholeView` shows. */
export function clampView({ start, end }, whole) {
  const most = whole.end - whole.start;
  const length = Math.min(most, Math.max(SHORTEST, end - start));
  const from = Math.min(Math.max(start, whole.start), whole.end - length);
  return { start: from, end: from + length };
}

/** The view zoomed by `factor` (2 shows half as much) with `at` kept in place. */
export const zoomed = ({ start, end }, factor, at) => ({ start: at - (at - start) / factor, end: at + (end - at) / factor });
