// Counters as steps under the lanes of a run that is shown alone.
import { upperBound } from 'v/lod';
import { display } from 'v/text';
import { fitText } from 'v/draw/frame';
import { fileRange } from 'v/draw/scale';

/** Series shown at most. */
const MOST = 8;
/** Values looked at within one pixel; a peak among more can be missed. */
const PER_PIXEL = 64;

/** The series of a run's processes: `[{name, time, value, most}]`, those without a value left out. */
export function countersOf({ file, pids }) {
  const own = (file?.counters ?? []).filter(({ pid }) => !pids || pids.some((each) => String(each) === String(pid)));
  return own.flatMap(({ name, series, time, value }) => series.map((each, k) => ({
    name: series.length > 1 ? `${name} ${each}` : name, ...given(time, value[k]),
    most: value[k].reduce((high, one) => one > high ? one : high, 0) })))
    .filter(({ time, most }) => time.length > 0 && most > 0).slice(0, MOST);
}

/** Without the events that give this series no value: the last one stays in force. */
function given(time, value) {
  const has = (_, k) => !Number.isNaN(value[k]);
  return value.some(Number.isNaN) ? { time: time.filter(has), value: value.filter(has) } : { time, value };
}

/** The largest value in force during each pixel, NaN before the first one. */
export function stepsOf({ time, value }, start, end, width) {
  const steps = new Float64Array(width).fill(NaN);
  const pixel = (end - start) / width;
  let at = upperBound(time, start) - 1;
  for (let x = 0; x < width; x++) {
    let high = at >= 0 ? value[at] : NaN;
    const next = upperBound(time, start + (x + 1) * pixel, at + 1) - 1;
    for (let k = Math.max(at + 1, next - PER_PIXEL); k <= next; k++) if (!(value[k] <= high)) high = value[k]; // also when nothing was in force yet
    steps[x] = high;
    at = next;
  }
  return steps;
}

/** Draws the counters in sight. */
export function paintCounters(frame) {
  const { ctx, theme, plot, layout, scrollTop, height, state } = frame;
  for (const group of layout.groups) {
    for (const counter of group.counters ?? []) {
      const top = counter.top - scrollTop;
      if (top > height || top + counter.height < 0) continue;
      const { start, end } = fileRange(group.run, state.mode, state.view);
      const steps = stepsOf(counter, start, end, Math.max(1, Math.round(plot.width)));
      ctx.fillStyle = theme.fill(1, 0.5);
      let from = 0;
      for (let x = 1; x <= steps.length; x++) {
        if (x < steps.length && steps[x] === steps[from]) continue;
        const tall = steps[from] > 0 ? Math.max(1, steps[from] / counter.most * counter.height) : 0;
        if (tall > 0) ctx.fillRect(plot.left + from, top + counter.height - tall, x - from, tall);
        from = x;
      }
      paintScale(frame, counter, top);
    }
  }
}

function paintScale({ ctx, theme, plot, font }, { most, height }, top) {
  ctx.fillStyle = theme.line;
  ctx.fillRect(plot.left, Math.round(top + height), plot.width, 1);
  ctx.font = font(11);
  ctx.fillStyle = theme.soft;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(String(Number(most.toPrecision(3))), plot.left + 3, top + 6);
}

/** The names, in the column at the left. */
export function paintCounterNames(frame) {
  const { ctx, theme, plot, layout, scrollTop } = frame;
  ctx.font = frame.font(11.5);
  ctx.fillStyle = theme.soft;
  ctx.textAlign = 'right';
  for (const group of layout.groups) {
    for (const { name, top, height } of group.counters ?? []) {
      ctx.fillText(fitText(ctx, display(name, 60), plot.left - 22), plot.left - 8, top - scrollTop + height / 2);
    }
  }
}
