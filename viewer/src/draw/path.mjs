// The critical path: an outline from lane to lane.
import { upperBound } from 'v/lod';
import { line, near, roundBox } from 'v/draw/frame';
import { placeOf } from 'v/draw/layout';
import { fileRange } from 'v/draw/scale';

/** Stretches drawn at most; of more in sight, those too narrow to see are left out first. */
const MOST = 4000;

/** A strip lower than this, in CSS pixels, has no room for the words that name the path. */
const LEAST_PILL = 13;

/** Draws the path of every run in sight that has one. */
export function paintPaths(frame) {
  const { layout, scrollTop, height } = frame;
  for (const group of layout.groups) {
    if (group.kind !== 'run' || !group.run.path || group.bottom < scrollTop || group.top > scrollTop + height) continue;
    paintPath(frame, group.run);
  }
}

/** Consecutive stretches on one lane that are in sight, as `{lane, left, right}`, joined where they touch. */
export function pathBoxes(frame, run) {
  const { time, lane } = run.path;
  const { start, end } = fileRange(run, frame.state.mode, frame.state.view);
  const boxes = [];
  let k = Math.max(0, upperBound(time, start) - 1);
  for (; k < lane.length && time[k] < end && boxes.length < MOST; k++) {
    const left = near(frame, frame.xOf(run, time[k])), right = near(frame, frame.xOf(run, time[k + 1]));
    const last = boxes.at(-1);
    if (last && last.lane === lane[k]) last.right = right;
    else if (last && right - last.right < 0.5 && boxes.length > MOST / 2) last.right = right;
    else boxes.push({ lane: lane[k], left, right });
  }
  return boxes;
}

function paintPath(frame, run) {
  const { ctx, theme, layout, scrollTop } = frame;
  const boxes = pathBoxes(frame, run).filter((box) => box.lane >= 0);
  let before = null, widest = null;
  ctx.lineJoin = 'round';
  const drawn = boxes.map((box) => {
    const place = placeOf(layout, run.index, box.lane);
    return place ? { ...box, top: place.top - scrollTop, height: place.height } : null;
  });
  for (const [color, width] of [[theme.panel, 4.5], [theme.ink, 2.25]]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    before = null;
    for (const box of drawn) {
      if (box === null) { before = null; continue; }
      roundBox(ctx, box.left, box.top - 1, Math.max(1.5, box.right - box.left), box.height + 2, 4);
      ctx.stroke();
      if (before !== null && before.lane !== box.lane) connect(ctx, before, box);
      before = box;
      if (widest === null || box.right - box.left > widest.right - widest.left) widest = box;
    }
  }
  if (widest !== null && widest.height >= LEAST_PILL) paintPill(frame, widest);
}

function connect(ctx, from, to) {
  const down = to.top > from.top;
  line(ctx, to.left, down ? from.top + from.height + 1 : from.top - 1, to.left, down ? to.top - 1 : to.top + to.height + 1);
}

function paintPill(frame, box) {
  const { ctx, theme, plot } = frame;
  ctx.font = frame.font(Math.min(11, box.height - 3), 700);
  const text = 'critical path';
  const width = ctx.measureText(text).width + 14;
  const left = Math.max(box.left, plot.left), right = Math.min(box.right, plot.left + plot.width);
  if (right - left < width * 2) return;
  // At the right end: names stand at the left of their boxes.
  const x = right - width - 10, y = box.top + 1.5;
  for (const [color, rim] of [[theme.panel, 2], [theme.ink, 0]]) {
    ctx.fillStyle = color;
    roundBox(ctx, x - rim, y, width + 2 * rim, box.height - 3, 6);
    ctx.fill();
  }
  ctx.fillStyle = theme.panel;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x + 7, y + (box.height - 3) / 2 + 0.5);
}
