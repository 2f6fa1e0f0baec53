// The head of the timeline, which does not scroll: the axis and the name of the ideal line.
import { ticksIn } from 'v/draw/grid';
import { idealOf } from 'v/draw/flags';
import { duration } from 'v/format';

/** Height of the axis under the minimap, in CSS pixels. */
export const AXIS = 38;

/** Draws the axis from `top` down. */
export function paintAxis(frame, top) {
  const { ctx, theme, plot } = frame;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'center';
  for (const { at, text, major } of ticksIn(frame).ticks) {
    const x = frame.x(at);
    if (x < plot.left - 1 || x > plot.left + plot.width + 1) continue;
    ctx.font = frame.font(11.5, major ? 600 : 400);
    ctx.fillStyle = major ? theme.ink : theme.soft;
    const half = ctx.measureText(text).width / 2;
    ctx.fillText(text, Math.max(plot.left + half - 6, Math.min(plot.left + plot.width - half, x)), top + 11);
  }
  paintIdealName(frame, top + 28);
}

function paintIdealName(frame, y) {
  const { ctx, theme, plot, state } = frame;
  const ideal = idealOf(state);
  if (ideal === null) return;
  const cores = state.viewData.resource === 'cores' ? state.runs.find((run) => run.cores)?.cores : null;
  const where = cores ? ` on ${cores} core${cores === 1 ? '' : 's'}` : '';
  const text = `ideal${where} ${duration(ideal.at)}`;
  ctx.font = frame.font(11.5, 600);
  ctx.fillStyle = theme.work;
  const half = ctx.measureText(text).width / 2;
  const x = state.mode === 'percent' ? plot.left + half : frame.x(ideal.at);
  if (x < plot.left || x > plot.left + plot.width) return;
  ctx.fillText(text, Math.max(plot.left + half, Math.min(plot.left + plot.width - half, x)), y);
}
