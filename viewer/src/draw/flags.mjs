// Lines with a meaning over the strips: cores, the ideal, and where each run ends and how long it took.
import { bandOf } from 'v/band';
import { isComparable, saidToPay } from 'v/view-data';
import { line } from 'v/draw/frame';
import { toAxis } from 'v/draw/scale';

/**
 * When the baseline would have ended, had it been divided over all that binds: `{at, text}` in ns from a run's start, or
 * null where the analysis knows no ideal or no baseline.
 */
export function idealOf({ runs, viewData }) {
  const ideal = isComparable(viewData ?? null) ? viewData.ideal : null;
  const table = viewData?.table ?? [];
  const row = table.find((each) => each.baseline);
  const run = runs.find((each) => row && each.id === row.run);
  const wall = row?.wallNs ?? run?.makespan;
  if (!(ideal > 0) || !Number.isFinite(wall)) return null;
  return { at: wall / ideal, ideal };
}

/** The ideal's place on a run's axis. */
export const idealOn = (ideal, run, mode) => mode === 'percent' ? toAxis(run, mode, run.start + ideal.at) : ideal.at;

/** The dotted line of the ideal through all runs. */
export function paintIdeal(frame) {
  const { ctx, theme, plot, state, layout, scrollTop, height } = frame;
  const ideal = idealOf(state);
  if (ideal === null) return;
  ctx.strokeStyle = theme.work;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([2, 3]);
  for (const group of layout.groups) {
    if (group.bottom < scrollTop || group.top > scrollTop + height) continue;
    if (group.run === null && state.mode === 'percent') continue;
    const x = Math.round(frame.x(group.run ? idealOn(ideal, group.run, state.mode) : ideal.at));
    if (x < plot.left || x > plot.left + plot.width) continue;
    line(ctx, x, group.top - scrollTop, x, group.bottom - scrollTop);
  }
  ctx.setLineDash([]);
}

/** Whether the number of cores says anything of how much can be in flight: not where slots or latency bind. */
export const coresMatter = (viewData) => !isComparable(viewData ?? null) || !['slots', 'latency'].includes(viewData.resource);

/** The dashed line of the cores across each band. */
export function paintCores(frame, strips) {
  if (!coresMatter(frame.state.viewData)) return;
  const { ctx, theme, plot, scrollTop } = frame;
  ctx.font = frame.font(11);
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'right';
  for (const { kind, run, top, height, group } of strips) {
    if (kind !== 'band' || group.kind !== 'run' || !run.cores) continue;
    const y = Math.round(top - scrollTop + height * (1 - run.cores / bandOf(run).scale)) + 0.5;
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 1.25;
    ctx.setLineDash([5, 3]);
    line(ctx, plot.left, y, plot.left + plot.width, y);
    ctx.setLineDash([]);
    label(frame, run.cores === 1 ? '1 core' : `${run.cores} cores`, plot.left + plot.width - 2, y - 4);
  }
}

/** Text with a rim of the panel's colour, to be read over anything. */
export function label(frame, text, x, y, fill = frame.theme.ink) {
  const { ctx, theme } = frame;
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.panel;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = fill;
  ctx.fillText(text, x, y);
}

/** The height at which a flag's words stand: beside the lanes, where the dashed line of the cores does not run through them. */
function middleOf({ kind, band }, bottom, isThin) {
  if (kind === 'compact') return band.top + band.height / 2;
  const low = band.top + band.height;
  return isThin ? Math.max(low + 7, (low + bottom) / 2) : Math.min(low + 12, (band.top + bottom) / 2);
}

/** A post at each run's end with its wall and speedup. */
export function paintFlags(frame) {
  const { ctx, theme, plot, layout, scrollTop, height } = frame;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const group of layout.groups) {
    if (group.run === null || group.bottom < scrollTop || group.top > scrollTop + height) continue;
    const { run, band } = group;
    const x = Math.round(frame.xOf(run, run.end)) + 2;
    if (x < plot.left || x > plot.left + plot.width) continue;
    const pays = saidToPay(frame.state.viewData, run);
    const bottom = group.kind === 'compact' ? band.top + band.height : Math.max(band.top + band.height, group.laneTop + group.offset.at(-1) - 4);
    ctx.fillStyle = pays ? theme.work : theme.soft;
    ctx.fillRect(x - 1, band.top - scrollTop, 2, bottom - band.top);
    const isThin = group.kind === 'compact' || group.size.dense === true;
    const middle = Math.min(group.bottom - 9, middleOf(group, bottom, isThin));
    ctx.font = frame.font(12, 700);
    label(frame, run.wallText, x + 7, middle - scrollTop, pays ? theme.work : theme.ink);
    if (!run.speedupText) continue;
    const width = isThin ? ctx.measureText(run.wallText).width + 8 : 0;
    ctx.font = frame.font(11.5);
    label(frame, run.speedupText, x + 7 + width, middle - scrollTop + (width > 0 ? 0 : 16), theme.soft);
  }
}
