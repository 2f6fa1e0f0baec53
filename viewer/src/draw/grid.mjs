// The ground of the timeline: tracks, lines of the grid, borders between runs.
import { ticksOf } from 'v/axis';
import { line } from 'v/draw/frame';

/** The ticks of a frame's axis. */
export const ticksIn = ({ plot, state: { view, mode } }) =>
  ticksOf(view.start, view.end, plot.width, { percent: mode === 'percent' });

/** Light tracks under the strips, from the run's start to its end. */
export function paintTracks(frame, strips) {
  const { ctx, theme, scrollTop, plot } = frame;
  ctx.fillStyle = theme.shade;
  for (const { run, top, height } of strips) {
    const left = Math.max(plot.left, frame.xOf(run, run.start));
    const right = Math.min(plot.left + plot.width, frame.xOf(run, run.end));
    if (right > left) ctx.fillRect(left, Math.round(top - scrollTop), right - left, height);
  }
}

/** Upright lines at the ticks, and a level one under each run. */
export function paintGrid(frame) {
  const { ctx, theme, plot, height, scrollTop, layout } = frame;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  for (const { at, major } of ticksIn(frame).ticks) {
    const x = Math.round(frame.x(at)) + 0.5;
    if (x < plot.left || x > plot.left + plot.width) continue;
    ctx.globalAlpha = major ? 0.9 : 0.45;
    line(ctx, x, 0, x, height);
  }
  ctx.globalAlpha = 1;
  for (const { bottom } of layout.groups) {
    const y = Math.round(bottom - scrollTop) - 0.5;
    if (y >= 0 && y <= height) line(ctx, 0, y, plot.left + plot.width + 400, y);
  }
}
