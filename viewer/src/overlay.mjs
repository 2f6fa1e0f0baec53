// What changes with the pointer, on a canvas of its own over the strips: selection, focus, hover. Also the critical path's
// outline and the arrows between lanes, which lie over the strips too.
import { STATES } from 'v/states';
import { inPlot, line, near, roundBox } from 'v/draw/frame';
import { placeOf } from 'v/draw/layout';
import { toAxis } from 'v/draw/scale';

/** Draws the layer: everything of it is cheap, so that a moving pointer never redraws a strip. */
export function paintOverlay(frame) {
  inPlot(frame, () => {
    paintSelection(frame);
    paintCrosshair(frame);
    if (frame.state.hover) paintOutline(frame, frame.state.hover, frame.theme.ink, 1.5);
    if (frame.state.focus) paintOutline(frame, frame.state.focus, frame.theme.accent, 2.5);
  });
}

function paintSelection(frame) {
  const { ctx, theme, state: { selection }, layout, scrollTop, plot, height } = frame;
  if (!selection) return;
  const left = near(frame, frame.x(selection.start)), right = Math.max(left + 2, near(frame, frame.x(selection.end)));
  const group = selection.run === null ? null : layout.groups.find((each) => each.run?.index === selection.run);
  const top = group ? group.band.top - 4 - scrollTop : 0;
  const bottom = group ? group.bottom - 5 - scrollTop : Math.min(height, layout.height - scrollTop);
  ctx.fillStyle = theme.panel;
  ctx.globalAlpha = 0.5;
  if (!group) {
    ctx.fillRect(plot.left, top, left - plot.left, bottom - top);
    ctx.fillRect(right, top, plot.left + plot.width - right, bottom - top);
  }
  ctx.fillStyle = theme.accent;
  ctx.globalAlpha = 0.12;
  ctx.fillRect(left, top, right - left, bottom - top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.5;
  if (group) ctx.strokeRect(Math.round(left) + 0.25, top, Math.round(right - left), bottom - top);
  else for (const x of [left, right]) line(ctx, x, top, x, bottom);
}

/** A hairline at the pointer's time through all runs, to compare them at the same time. */
function paintCrosshair(frame) {
  const { ctx, theme, state: { hover, runs, mode }, height } = frame;
  const run = hover && runs.find((each) => each.index === hover.run);
  if (!run) return;
  const x = Math.round(frame.x(toAxis(run, mode, hover.time))) + 0.5;
  ctx.strokeStyle = theme.soft;
  ctx.globalAlpha = 0.45;
  ctx.lineWidth = 1;
  line(ctx, x, 0, x, height);
  ctx.globalAlpha = 1;
}

/** A frame around the span or stretch that a hover or focus names; around the lane where it names none. */
function paintOutline(frame, target, color, width) {
  const { ctx, state: { runs }, layout, scrollTop, plot, theme } = frame;
  const run = runs.find((each) => each.index === target.run);
  const lane = run?.lanes[target.lane];
  const place = lane && placeOf(layout, target.run, target.lane, target.row);
  if (!place) return;
  const spans = target.row < 0 ? lane.strip : lane.rows[target.row];
  const known = spans && target.index >= 0 && target.index < spans.start.length;
  const left = known ? near(frame, frame.xOf(run, spans.start[target.index])) : plot.left;
  const right = known ? near(frame, frame.xOf(run, spans.end[target.index])) : plot.left + plot.width;
  if (known && STATES[spans.state[target.index]] === undefined) return;
  const middle = (left + right) / 2, half = Math.max(2.5, (right - left) / 2);
  const box = [middle - half - 0.5, place.top - scrollTop - 1.5, 2 * half + 1, place.height + 3];
  roundBox(ctx, ...box, 3);
  ctx.strokeStyle = theme.panel;
  ctx.lineWidth = width + 2;
  ctx.stroke();
  roundBox(ctx, ...box, 3);
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}
