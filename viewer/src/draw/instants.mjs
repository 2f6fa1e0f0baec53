// Instants as ticks on their lanes.
import { upperBound } from 'v/lod';
import { fileRange } from 'v/draw/scale';

const sorted = new WeakMap();

/** Instants of a file by lane, times ascending: Map of lane number in the file to Float64Array. Made once a file. */
function instantsOf(file) {
  let byLane = sorted.get(file);
  if (byLane !== undefined) return byLane;
  const lists = new Map();
  const { count = 0, lane, time } = file.instants ?? {};
  for (let k = 0; k < count; k++) {
    if (lists.has(lane[k])) lists.get(lane[k]).push(time[k]); else lists.set(lane[k], [time[k]]);
  }
  byLane = new Map([...lists].map(([number, times]) => [number, Float64Array.from(times).sort()]));
  sorted.set(file, byLane);
  return byLane;
}

/** Draws a notch for each pixel that holds an instant; cost is bounded by pixels. */
export function paintInstants(frame, strips) {
  const { ctx, theme, plot, scrollTop, state } = frame;
  ctx.fillStyle = theme.soft;
  for (const { kind, run, lane, top } of strips) {
    if (kind !== 'strip' || !run.file) continue;
    const times = instantsOf(run.file).get(run.lanes[lane].fileLane);
    if (times === undefined) continue;
    const { start, end } = fileRange(run, state.mode, state.view);
    const y = Math.round(top - scrollTop);
    for (let k = upperBound(times, start - 1); k < times.length && times[k] < end;) {
      const x = Math.floor((times[k] - start) / (end - start) * plot.width);
      ctx.fillRect(plot.left + x, y - 2, 1, 4);
      k = upperBound(times, start + (x + 1) / plot.width * (end - start), k + 1);
    }
  }
}
