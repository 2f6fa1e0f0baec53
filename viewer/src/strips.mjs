// Strips: for each pixel of a row, how long the row was in each state. Pure.
import { BLOCK, FAN, STATE_LIMIT, buildPyramid, firstEndingAfter, statesIn, upperBound } from 'v/lod';
import { FAMILIES, STATES } from 'v/states';

const rank = (state) => FAMILIES.indexOf(STATES[state]?.family ?? 'idle') * STATE_LIMIT + state;
const prepared = new WeakMap();

/**
 * What drawing needs to know of a row, made once and kept as long as the row lives.
 *
 * @returns {{states: Uint8Array, column: Uint8Array, stack: Uint8Array, pyramid: object|null}} `states[c]`: the state
 *   of column c; `column[state]`: its column; `stack`: columns from the bottom up, in the order of `FAMILIES`.
 *   A row without a pyramid that needs one gets it here: one pass over its spans.
 */
export function prepare(row) {
  let known = prepared.get(row);
  if (known !== undefined) return known;
  const pyramid = row.pyramid ?? buildPyramid(row);
  const states = pyramid?.states ?? statesIn(row.state);
  let column = pyramid?.column;
  if (column === undefined) {
    column = new Uint8Array(STATE_LIMIT).fill(255);
    states.forEach((state, index) => { column[state] = index; });
  }
  known = { states, column, stack: stackOf(states), pyramid };
  prepared.set(row, known);
  return known;
}

/** Columns of `states` from the bottom of a stack to its top. */
export const stackOf = (states) =>
  Uint8Array.from([...states.keys()].sort((a, b) => rank(states[a]) - rank(states[b])));

/**
 * Fills `out[x * columns + c]` with the ns that the row was in the state of column c during pixel x of
 * [start, end) cut into `width` pixels. Spans are walked one by one where there are at most about four per
 * pixel, and the sums are then exact; else the running sums are read at the pixels' edges, exact where
 * spans are wide and to within `fine` / 2 of a pixel where many share one.
 *
 * @param {object} row the spans
 * @param {object} info of `prepare(row)`
 * @param {Float64Array} out at least width * columns long; overwritten
 * @param {number} fine entries of the pyramid narrower than this share of a pixel are not looked into
 */
export function sampleRow(row, info, start, end, width, out, fine = 1 / 8) {
  const columns = info.states.length;
  out.fill(0, 0, width * columns);
  if (row.start.length === 0 || !(end > start)) return;
  const first = firstEndingAfter(row, start);
  const last = upperBound(row.start, end, first);
  if (info.pyramid === null || last - first <= 4 * width) {
    walk(row, info.column, columns, first, start, end, width, out);
  } else {
    readEdges(row, info, first, last, start, end, width, out, fine);
  }
}

function walk(row, column, columns, index, start, end, width, out) {
  const starts = row.start, ends = row.end, states = row.state, count = starts.length;
  const pixel = (end - start) / width, scale = width / (end - start);
  for (; index < count && starts[index] < end; index++) {
    const from = starts[index] > start ? starts[index] : start;
    const to = ends[index] < end ? ends[index] : end;
    if (!(to > from)) continue;
    const c = column[states[index] < STATE_LIMIT ? states[index] : 0];
    let x = Math.min(width - 1, Math.floor((from - start) * scale));
    const stop = Math.min(width - 1, Math.floor((to - start) * scale));
    if (x === stop) {
      out[x * columns + c] += to - from;
      continue;
    }
    out[x * columns + c] += start + (x + 1) * pixel - from;
    for (x++; x < stop; x++) out[x * columns + c] += pixel;
    const rest = to - (start + stop * pixel);
    if (rest > 0) out[stop * columns + c] += rest;
  }
}

/** The level to begin with: the coarsest of which some eight entries share a pixel of mean density. */
function levelFor(levels, spansPerPixel) {
  let level = 0;
  while (level + 1 < levels.length && levels[level + 1].size * 8 <= spansPerPixel) level++;
  return level;
}

const edgeA = new Float64Array(STATE_LIMIT), edgeB = new Float64Array(STATE_LIMIT);

function readEdges(row, info, first, last, start, end, width, out, fine) {
  const columns = info.states.length;
  const levels = info.pyramid.levels;
  const top = levelFor(levels, (last - first) / width);
  const time = levels[top].time;
  const pixel = (end - start) / width, narrow = pixel * fine;
  let before = edgeA, after = edgeB;
  let entry = Math.max(0, Math.floor(first / levels[top].size) - 1);
  entry = readAt(row, info, top, seek(time, start, entry), start, narrow, before);
  for (let x = 0; x < width; x++) {
    const edge = start + (x + 1) * pixel;
    entry = readAt(row, info, top, seek(time, edge, entry), edge, narrow, after);
    for (let c = 0, o = x * columns; c < columns; c++) out[o + c] = after[c] - before[c];
    const swap = before; before = after; after = swap;
  }
}

/** The last entry that is not after `value`, looked for upwards from `entry` in growing steps. */
function seek(time, value, entry) {
  const last = time.length - 2;
  let step = 1, low = entry;
  while (low + step <= last && time[low + step] <= value) { low += step; step *= 2; }
  return Math.max(0, upperBound(time, value, low, Math.min(last + 1, low + step)) - 1);
}

/**
 * The running sums at `at`, into `sums`; returns `entry`. Goes down while an entry is wider than `narrow`
 * ns, at last to the spans themselves, so that what is wide is exact and what is narrow is interpolated.
 */
function readAt(row, info, level, entry, at, narrow, sums) {
  const { levels } = info.pyramid;
  const columns = info.states.length;
  let index = entry;
  for (let k = level; ; k--) {
    const { time, sum } = levels[k];
    const from = time[index], to = time[index + 1];
    if (at >= to || at <= from || to - from <= narrow) {
      const share = at <= from ? 0 : at >= to ? 1 : (at - from) / (to - from);
      for (let c = 0, o = index * columns; c < columns; c++) sums[c] = sum[o + c] + share * (sum[o + columns + c] - sum[o + c]);
      return entry;
    }
    if (k === 0) break;
    const below = levels[k - 1].time;
    index *= FAN;
    const stop = Math.min(index + FAN, below.length - 1);
    while (index + 1 < stop && below[index + 1] <= at) index++;
  }
  const { start, end, state } = row;
  for (let c = 0, o = index * columns; c < columns; c++) sums[c] = levels[0].sum[o + c];
  const stop = Math.min(start.length, (index + 1) * BLOCK);
  for (let i = index * BLOCK; i < stop && start[i] < at; i++) {
    sums[info.column[state[i] < STATE_LIMIT ? state[i] : 0]] += (end[i] < at ? end[i] : at) - start[i];
  }
  return entry;
}
