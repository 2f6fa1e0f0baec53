// Mode overlay: how many lanes were busy at each time, all runs in one plot.
import { bandOf, sampleBand } from 'v/band';
import { STATES } from 'v/states';
import { display } from 'v/text';
import { inPlot, line } from 'v/draw/frame';
import { coresMatter, label } from 'v/draw/flags';
import { fileRange } from 'v/draw/scale';

const DASHES = [[], [7, 3], [2, 2.5], [9, 3, 2, 3], [4, 4], [1, 3]];

/**
 * What counts as busy: running; where slots or waiting bind and not cores, also waiting for input and output, since that
 * is then what pays. `{families, title}`.
 */
export function busyOf(viewData) {
  const waiting = viewData?.resource === 'slots' || viewData?.resource === 'latency';
  return waiting ? { families: ['work', 'io'], title: 'busy or in I/O' } : { families: ['work'], title: 'running lanes' };
}

/** Mean number of slots in states of `families` in each of `width` pixels of the view. */
export function busyIn(run, mode, view, width, families) {
  const band = bandOf(run);
  const columns = [...band.states.keys()].filter((c) => families.includes(STATES[band.states[c]]?.family));
  const { start, end } = fileRange(run, mode, view);
  const values = new Float64Array(width * band.states.length);
  sampleBand(band, start, end, width, values);
  return Float64Array.from({ length: width }, (_, x) =>
    columns.reduce((sum, c) => sum + values[x * band.states.length + c], 0) / ((end - start) / width));
}

/** Draws the plot with a line per run, named at its end. */
export function paintCompare(frame) {
  const group = frame.layout.groups.find((each) => each.kind === 'overlay');
  if (!group || group.runs.length === 0 || group.bottom < frame.scrollTop) return;
  const { ctx, theme, plot, scrollTop } = frame;
  const most = group.runs.reduce((high, run) => Math.max(high, bandOf(run).scale), 1);
  const top = group.band.top - scrollTop, height = group.band.height;
  const y = (value) => top + height * (1 - value / most);
  ctx.font = frame.font(11);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = 1;
  for (let value = 0; value <= most; value += Math.ceil(most / 6)) {
    ctx.fillText(String(value), plot.left - 8, y(value));
    line(ctx, plot.left, Math.round(y(value)) + 0.5, plot.left + plot.width, Math.round(y(value)) + 0.5);
  }
  paintCoresLine(frame, group, y);
  const taken = [];
  inPlot(frame, () => {
    group.runs.forEach((run, k) => paintRun(frame, run, k, y));
    group.runs.forEach((run, k) => paintName(frame, run, k, y, taken));
  });
}

function paintCoresLine({ ctx, theme, plot, state }, group, y) {
  const cores = group.runs.find((run) => run.cores)?.cores;
  if (!cores || !coresMatter(state.viewData)) return;
  ctx.strokeStyle = theme.ink;
  ctx.setLineDash([5, 3]);
  line(ctx, plot.left, Math.round(y(cores)) + 0.5, plot.left + plot.width, Math.round(y(cores)) + 0.5);
  ctx.setLineDash([]);
  ctx.fillStyle = theme.ink;
  ctx.fillText(cores === 1 ? '1 core' : `${cores} cores`, plot.left + plot.width - 2, y(cores) - 8);
}

function style(frame, run, k) {
  const strong = frame.state.hover?.run === run.index || (run.speedup ?? 0) > 1.05;
  return { color: strong ? frame.theme.work : frame.theme.soft, dash: DASHES[k % DASHES.length], width: strong ? 2.25 : 1.5 };
}

function paintRun(frame, run, k, y) {
  const { ctx, plot, state } = frame;
  const width = Math.max(1, Math.round(plot.width));
  const values = busyIn(run, state.mode, state.view, width, busyOf(state.viewData).families);
  const { color, dash, width: thick } = style(frame, run, k);
  ctx.strokeStyle = color;
  ctx.lineWidth = thick;
  ctx.setLineDash(dash);
  ctx.beginPath();
  const stop = Math.min(width, Math.ceil(frame.xOf(run, run.end) - plot.left));
  for (let x = 0; x < stop; x++) {
    if (x === 0) ctx.moveTo(plot.left, y(values[0]));
    else if (values[x] !== values[x - 1]) { ctx.lineTo(plot.left + x, y(values[x - 1])); ctx.lineTo(plot.left + x, y(values[x])); }
  }
  if (stop > 0) { ctx.lineTo(plot.left + stop, y(values[stop - 1])); ctx.lineTo(plot.left + stop, y(0)); }
  ctx.stroke();
  ctx.setLineDash([]);
}

function paintName(frame, run, k, y, taken) {
  const { ctx } = frame;
  ctx.font = frame.font(11.5, 600);
  ctx.textAlign = 'left';
  const text = `${display(run.label, 30)} ${display(run.detail ?? '', 30)}`.trim();
  const x = Math.min(frame.xOf(run, run.end) + 5, frame.plot.left + frame.plot.width - ctx.measureText(text).width - 4);
  if (x < frame.plot.left) return;
  let at = y(0) - 10;
  while (taken.some((other) => Math.abs(other.y - at) < 14 && Math.abs(other.x - x) < 160)) at -= 14;
  taken.push({ x, y: at });
  label(frame, text, x, at, style(frame, run, k).color);
}
