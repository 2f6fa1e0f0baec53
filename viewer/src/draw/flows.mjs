// Arrows between lanes: who handed something to whom.
import { near } from 'v/draw/frame';
import { placeOf } from 'v/draw/layout';
import { fileRange } from 'v/draw/scale';

/** Arrows drawn at once, at most. */
export const MOST_ARROWS = 2000;

/**
 * The arrows of a run that touch the view: `{from, to: {lane, time}}` in file time, at most `most` of them, evenly thinned
 * where there are more; `total`: how many touch it. Linear in the run's arrows.
 */
export function arrowsIn(run, start, end, most = MOST_ARROWS) {
  const { from, to } = run.file.flows ?? {};
  const touching = [];
  for (const index of run.flows ?? []) {
    if (from.time[index] < end && to.time[index] >= start) touching.push(index);
  }
  const step = Math.max(1, touching.length / Math.max(most, 1));
  const arrows = [];
  for (let k = 0; k < touching.length && arrows.length < most; k += step) {
    const index = touching[Math.floor(k)];
    arrows.push({ index, from: { lane: run.laneOf[from.lane[index]], time: from.time[index] },
      to: { lane: run.laneOf[to.lane[index]], time: to.time[index] } });
  }
  return { arrows, total: touching.length };
}

/** Draws the arrows between lanes in sight; returns a note where not all are drawn, else ''. */
export function paintFlows(frame) {
  const { layout, scrollTop, height } = frame;
  let drawn = 0, total = 0;
  for (const group of layout.groups) {
    if (group.kind !== 'run' || group.bottom < scrollTop || group.top > scrollTop + height) continue;
    const { start, end } = fileRange(group.run, frame.state.mode, frame.state.view);
    const found = arrowsIn(group.run, start, end, MOST_ARROWS - drawn);
    total += found.total;
    drawn += found.arrows.length;
    for (const arrow of found.arrows) paintArrow(frame, group.run, arrow);
  }
  return drawn < total ? `${drawn} of ${total} arrows shown: zoom in for all` : '';
}

function paintArrow(frame, run, { from, to }) {
  const { layout, scrollTop } = frame;
  const source = placeOf(layout, run.index, from.lane), target = placeOf(layout, run.index, to.lane);
  if (!source || !target) return;
  const down = target.top >= source.top;
  curve(frame, near(frame, frame.xOf(run, from.time)), source.top - scrollTop + (down ? source.height : 0),
    near(frame, frame.xOf(run, to.time)), target.top - scrollTop + (down ? 0 : target.height), down);
}

/** A curve from one point to another with a head at its end. */
export function curve({ ctx, theme }, x1, y1, x2, y2, down) {
  const bend = Math.max(6, Math.min(40, Math.abs(x2 - x1) * 0.4)) * (down ? 1 : -1);
  for (const [color, width] of [[theme.panel, 3], [theme.ink, 1.25]]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.moveTo(x1, y1);
    ctx.bezierCurveTo(x1, y1 + bend * 0.5, x2, y2 - bend, x2, y2);
    ctx.stroke();
  }
  ctx.fillStyle = theme.ink;
  const head = down ? -5 : 5;
  ctx.beginPath();
  ctx.moveTo(x2, y2);
  ctx.lineTo(x2 - 3, y2 + head);
  ctx.lineTo(x2 + 3, y2 + head);
  ctx.closePath();
  ctx.fill();
}
