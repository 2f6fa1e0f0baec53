// The column at the left: names of runs and lanes, and the scale of each band.
import { bandOf } from 'v/band';
import { display } from 'v/text';
import { paintCounterNames } from 'v/draw/counters';
import { busyOf } from 'v/draw/compare';
import { fitText } from 'v/draw/frame';

/** Strips lower than this, in CSS pixels, have no room for letters. */
export const LEAST_NAMED = 11;

/** What the band above the lanes counts. */
const BAND_NAME = 'in flight';

/** Writes the column for the groups and strips in sight. */
export function paintLabels(frame, strips) {
  const { ctx, theme, layout, scrollTop, height } = frame;
  ctx.fillStyle = theme.panel;
  ctx.fillRect(0, 0, frame.plot.left, height);
  ctx.textBaseline = 'middle';
  for (const group of layout.groups) {
    if (group.bottom < scrollTop || group.top > scrollTop + height) continue;
    if (group.kind === 'overlay') paintOverlayTitle(frame, group);
    else paintRunTitle(frame, group);
  }
  for (const strip of strips) if (strip.kind === 'strip' && strip.height >= LEAST_NAMED) paintLaneName(frame, strip);
  for (const group of layout.groups) if (group.kind === 'run' && group.size.strip < LEAST_NAMED) paintLaneNames(frame, group);
  paintCounterNames(frame);
}

function paintOverlayTitle(frame, group) {
  const { ctx, theme, scrollTop } = frame;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.ink;
  ctx.font = frame.font(13.5, 700);
  ctx.fillText(busyOf(frame.state.viewData).title, 14, group.top - scrollTop + 22);
  ctx.fillStyle = theme.soft;
  ctx.font = frame.font(11.5);
  ctx.fillText('of every run, over time', 14, group.top - scrollTop + 39);
}

function paintRunTitle(frame, group) {
  const { ctx, theme, scrollTop } = frame;
  const { run, band } = group;
  const top = band.top - scrollTop;
  const isThin = group.kind === 'compact' || group.size.dense === true;
  const middle = isThin ? band.height / 2 : 9;
  ctx.textAlign = 'left';
  ctx.fillStyle = theme.ink;
  ctx.font = frame.font(13.5, 700);
  const title = fitText(ctx, display(run.label, 60), frame.plot.left - 44);
  ctx.fillText(title, 14, top + middle);
  const used = ctx.measureText(title).width + 6;
  ctx.fillStyle = theme.soft;
  ctx.font = frame.font(11.5);
  if (isThin) {
    const detail = fitText(ctx, display(run.detail ?? '', 80), frame.plot.left - 24 - used);
    ctx.fillText(detail, 14 + used, top + middle + 0.5);
    if (group.kind === 'run') paintBandName(frame, top + middle + 0.5, 14 + used + ctx.measureText(detail).width + 6);
    return;
  }
  ctx.fillText(fitText(ctx, display(run.detail ?? '', 80), frame.plot.left - 32), 14, top + 26);
  ctx.textAlign = 'right';
  ctx.font = frame.font(11);
  ctx.fillText(String(bandOf(run).scale), frame.plot.left - 8, top + 5);
  ctx.fillText('0', frame.plot.left - 8, top + band.height - 4);
  if (band.height >= 28) paintBandName(frame, top + band.height / 2 + 0.5, 14);
}

/** What the band counts, where it has room right of `from`. */
function paintBandName(frame, y, from) {
  const { ctx, theme, plot } = frame;
  ctx.font = frame.font(10.5);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'right';
  if (plot.left - 8 - ctx.measureText(BAND_NAME).width >= from) ctx.fillText(BAND_NAME, plot.left - 8, y);
}

function paintLaneName(frame, strip) {
  const { ctx, theme, scrollTop, state } = frame;
  const lane = strip.run.lanes[strip.lane];
  const y = strip.top - scrollTop + strip.height / 2 + 0.5;
  const focused = state.focus?.run === strip.run.index && state.focus.lane === strip.lane;
  ctx.font = frame.font(11.5, focused ? 700 : 400);
  ctx.fillStyle = focused ? theme.ink : theme.soft;
  ctx.textAlign = 'right';
  const text = fitText(ctx, display(lane.name, 60), frame.plot.left - 34);
  ctx.fillText(text, frame.plot.left - 8, y);
  if (lane.rows.length === 0) return;
  const width = ctx.measureText(text).width;
  paintTriangle(ctx, frame.plot.left - 8 - width - 8, y, state.expanded?.has(`${strip.run.index}/${strip.lane}`));
}

/** What thin lanes are called together: "pool 1 – 4" where the names count up, else "main + 3", the first and how many more there are. Pure. */
export function jointName(names) {
  if (names.length < 2) return names[0] ?? '';
  const [first, last] = [names[0], names.at(-1)].map((name) => /^(.*?)(\d*)$/.exec(name));
  if (first[2] !== '' && first[1] === last[1] && Number(last[2]) - Number(first[2]) === names.length - 1) return `${names[0]} – ${last[2]}`;
  return `${names[0]} + ${names.length - 1}`;
}

function paintLaneNames(frame, group) {
  const { ctx, theme, scrollTop, height } = frame;
  const { run, lanes, laneTop, offset } = group;
  const y = laneTop - scrollTop + offset.at(-1) / 2;
  if (lanes.length === 0 || y < -20 || y > height + 20) return;
  const names = lanes.length > 400 ? [`${run.lanes[lanes[0]].name}`, ...Array(lanes.length - 1).fill('')] : Array.from(lanes, (lane) => run.lanes[lane].name);
  ctx.font = frame.font(11);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'right';
  ctx.fillText(fitText(ctx, display(jointName(names), 60), frame.plot.left - 34), frame.plot.left - 8, Math.min(y, group.bottom - scrollTop - 7));
}

/** ▸ or ▾, drawn, because fonts differ in them. */
function paintTriangle(ctx, x, y, open) {
  ctx.globalAlpha = 0.55;
  ctx.beginPath();
  if (open) { ctx.moveTo(x - 6, y - 2.5); ctx.lineTo(x + 1, y - 2.5); ctx.lineTo(x - 2.5, y + 2.5); }
  else { ctx.moveTo(x - 4, y - 3.5); ctx.lineTo(x + 1, y); ctx.lineTo(x - 4, y + 3.5); }
  ctx.fill();
  ctx.globalAlpha = 1;
}
