// The concurrency band: how many of a run's slots are in which state, over time. Pure.
import { STATE_LIMIT, addSums, upperBound } from 'v/lod';
import { STATES } from 'v/states';
import { prepare, sampleRow, stackOf } from 'v/strips';

/** Bins of a band that is made from the lanes' spans. */
const BINS = 2048;
/** Lanes of no more spans than this are summed span by span. */
const FEW = 4096;
const bands = new WeakMap();

/**
 * The band of a run: that of the analysis, else one summed from the spans of its lanes.
 *
 * @returns {{states: Uint8Array, stack: Uint8Array, time: Float64Array, sum: Float64Array, scale: number, exact: boolean,
 *   made: boolean}} `time`: edges in file time; `sum[k * states.length + c]`: slot·ns in the state of column c before
 *   edge k; `scale`: slots or cores, whichever are more; `exact`: no stretch has to be pro-rated when it is cut;
 *   `made`: from spans, so that it counts lanes, not slots. Made once for each run.
 */
export function bandOf(run) {
  let band = bands.get(run);
  if (band === undefined) {
    band = run.band ? fromAnalysis(run) : fromLanes(run);
    bands.set(run, band);
  }
  return band;
}

function fromAnalysis({ band, slots, cores }) {
  const states = Uint8Array.from(band.states, (state) => state < STATE_LIMIT ? state : 0);
  const width = states.length, count = band.time.length - 1;
  const sum = new Float64Array((count + 1) * width);
  let most = 1;
  for (let k = 0; k < count; k++) {
    const factor = band.isCounts ? band.time[k + 1] - band.time[k] : 1;
    let all = 0;
    for (let c = 0; c < width; c++) {
      const value = band.value[k * width + c];
      all += value;
      sum[(k + 1) * width + c] = sum[k * width + c] + value * factor;
    }
    if (band.isCounts) most = Math.max(most, all);
  }
  return { states, stack: stackOf(states), time: Float64Array.from(band.time), sum, exact: band.exact, made: false,
    scale: Math.max(slots ?? most, cores ?? 0, 1) };
}

/** Threads if any of them has spans, else tasks: a task's time is its thread's too and must not count twice. */
function lanesThatCount(run) {
  const busy = run.lanes.filter((lane) => lane.strip.start.length > 0);
  const threads = busy.filter((lane) => lane.task === null || lane.task === undefined);
  return threads.length > 0 ? threads : busy;
}

function fromLanes(run) {
  const lanes = lanesThatCount(run);
  const states = Uint8Array.from(STATES, (state) => state.index);
  const width = states.length;
  const length = Math.max(run.makespan, 1);
  const bins = { start: run.start, end: run.start + length, bin: length / BINS, width,
    sum: new Float64Array((BINS + 1) * width), rise: new Float64Array((BINS + 1) * width), values: new Float64Array(BINS * STATE_LIMIT) };
  for (const { strip } of lanes) if (strip.start.length > FEW) addSampled(bins, strip); else addSpans(bins, strip);
  const { sum, rise } = bins;
  for (let k = width; k < sum.length; k++) {
    rise[k] += rise[k - width];
    sum[k] += rise[k];
  }
  const most = peak(sum, width, length / BINS);
  for (let k = width; k < sum.length; k++) sum[k] += sum[k - width];
  const time = Float64Array.from({ length: BINS + 1 }, (_, k) => run.start + length * k / BINS);
  return { states, stack: stackOf(states), time, sum, exact: false, made: true, scale: Math.max(Math.ceil(most - 0.01), run.cores ?? 0, 1) };
}

/** Adds each span: its ends to their bins, and between them a rise and a fall, so that its length does not matter. */
function addSpans({ start, end, bin, width, sum, rise }, strip) {
  for (let i = 0; i < strip.start.length; i++) {
    const from = Math.max(strip.start[i], start), to = Math.min(strip.end[i], end);
    if (!(to > from)) continue;
    const c = strip.state[i] < width ? strip.state[i] : 0;
    const first = Math.min(BINS - 1, Math.floor((from - start) / bin)), last = Math.min(BINS - 1, Math.floor((to - start) / bin));
    if (first === last) {
      sum[(first + 1) * width + c] += to - from;
      continue;
    }
    sum[(first + 1) * width + c] += start + (first + 1) * bin - from;
    rise[(first + 2) * width + c] += bin;
    rise[(last + 1) * width + c] -= bin;
    sum[(last + 1) * width + c] += to - (start + last * bin);
  }
}

function addSampled({ start, end, width, sum, values }, strip) {
  const info = prepare(strip);
  const columns = info.states.length;
  sampleRow(strip, info, start, end, BINS, values);
  for (let bin = 0; bin < BINS; bin++) {
    for (let c = 0; c < columns; c++) sum[(bin + 1) * width + (info.states[c] < width ? info.states[c] : 0)] += values[bin * columns + c];
  }
}

/** The most lanes that were in any state at once, as a mean over a bin: of a hundred lanes perhaps four. */
function peak(sum, width, bin) {
  let most = 0;
  for (let k = width; k < sum.length; k += width) {
    let all = 0;
    for (let c = 0; c < width; c++) all += sum[k + c];
    if (all / bin > most) most = all / bin;
  }
  return most;
}

function sumAt(band, at, out) {
  const { time, sum, states: { length: width } } = band;
  const last = time.length - 2;
  const index = Math.max(0, Math.min(last, upperBound(time, at) - 1));
  const from = time[index], to = time[index + 1];
  const share = last < 0 || at <= from ? 0 : at >= to ? 1 : (at - from) / (to - from);
  for (let c = 0; c < width; c++) {
    const before = sum[index * width + c] || 0;
    out[c] = share === 0 ? before : before + share * (sum[(index + 1) * width + c] - before);
  }
}

const one = new Float64Array(STATE_LIMIT), two = new Float64Array(STATE_LIMIT);

/** Fills `out[x * states.length + c]` with slot·ns of each pixel of [start, end); exact up to pro-rated stretches. */
export function sampleBand(band, start, end, width, out) {
  const columns = band.states.length, pixel = (end - start) / width;
  let before = one, after = two;
  sumAt(band, start, before);
  for (let x = 0; x < width; x++) {
    sumAt(band, start + (x + 1) * pixel, after);
    for (let c = 0, o = x * columns; c < columns; c++) out[o + c] = after[c] - before[c];
    const swap = before; before = after; after = swap;
  }
}

/**
 * Slot·ns of each state number in [from, to) of file time, largest first: `[{state, ns}]`; what is 0 is left out.
 * To the ns where the band is exact and the times are whole.
 */
export function bandSums(run, from, to) {
  const band = bandOf(run);
  sumAt(band, Math.max(from, run.start), one);
  sumAt(band, Math.min(to, run.end), two);
  const whole = band.exact && Number.isInteger(from) && Number.isInteger(to) ? Math.round : (ns) => ns;
  return [...band.states].map((state, c) => ({ state, ns: whole(two[c] - one[c]) })).filter(({ ns }) => ns > 0).sort((a, b) => b.ns - a.ns);
}

/**
 * What a lane did in [start, end) of file time: `{length, covered, states: [{state, ns}]}`, the largest first, exact to
 * the ns. For the text that stands for the picture.
 *
 * @param {object} run a RunView
 * @param {number|object} lane number of a lane in it, or the LaneView
 */
export function describeLane(run, lane, start, end) {
  const view = typeof lane === 'number' ? run.lanes[lane] : lane;
  const out = new Float64Array(STATE_LIMIT);
  const from = Math.max(start, run.start), to = Math.min(end, run.end);
  addSums(view.strip, from, to, out, prepare(view.strip).pyramid);
  const states = [...out].map((ns, state) => ({ state, ns })).filter(({ ns }) => ns > 0).sort((a, b) => b.ns - a.ns);
  return { length: Math.max(0, to - from), covered: states.reduce((sum, { ns }) => sum + ns, 0), states };
}
