// Level of detail: how long a row was in each state between any two times, at a cost that does not
// depend on how many spans lie between them. Imports nothing, so that the worker can use it too.
//
// A pyramid lies over the *spans* of a row, not over equal bins of time: level 0 keeps, for every 16th
// span, when it starts and how long the row had been in each state before it; each next level keeps
// every fourth entry of the one below. Sums are integers of ns and exact. Where spans are crowded the
// entries are close together, so a burst of a million spans after an hour of nothing costs no more
// than the same spans spread evenly.

/** Spans per entry of level 0. */
export const BLOCK = 16;
/** Entries of a level per entry of the next. */
export const FAN = 4;
/** Rows with fewer spans than this have no pyramid: walking them is as fast. */
export const SMALL = 256;
/** Numbers of states are below this. */
export const STATE_LIMIT = 32;

/**
 * The pyramid over a row, or null where the row is too small to need one.
 *
 * @param {{start: Float64Array, end: Float64Array, state: Uint8Array}} row spans in time order that do not overlap; ns
 * @returns {null | {states: Uint8Array, column: Uint8Array, levels: {size: number, time: Float64Array, sum: Float64Array}[]}}
 *   `states`: the states that occur; `column[state]`: its column in `sum`, 255 where it does not occur;
 *   `levels[k].time[b]`: start of span `b * size` (the last entry: end of the row); `sum[b * states.length + c]`:
 *   ns in the state of column c before that. All typed arrays, to be transferred. Costs one pass over the
 *   row and about (1 + states) * 0.7 bytes a span.
 */
export function buildPyramid(row) {
  const count = row.start.length;
  if (count < SMALL) return null;
  const states = statesIn(row.state);
  const column = new Uint8Array(STATE_LIMIT).fill(255);
  states.forEach((state, index) => { column[state] = index; });
  const levels = [buildGround(row, states.length, column)];
  while (levels.at(-1).time.length > 4 * FAN) levels.push(thin(levels.at(-1), states.length));
  return { states, column, levels };
}

/** The typed arrays' buffers of a pyramid, for `postMessage`'s list of what to transfer; [] for null. */
export const pyramidBuffers = (pyramid) => pyramid === null || pyramid === undefined ? [] :
  [pyramid.states.buffer, pyramid.column.buffer, ...pyramid.levels.flatMap((level) => [level.time.buffer, level.sum.buffer])];

/** The states that occur, ascending. Numbers beyond the limit count as 0. */
export function statesIn(state) {
  const seen = new Uint8Array(STATE_LIMIT);
  for (let i = 0; i < state.length; i++) seen[state[i] < STATE_LIMIT ? state[i] : 0] = 1;
  return Uint8Array.from([...seen.keys()].filter((number) => seen[number] === 1));
}

function buildGround(row, width, column) {
  const { start, end, state } = row;
  const count = start.length;
  const blocks = Math.ceil(count / BLOCK);
  const time = new Float64Array(blocks + 1);
  const sum = new Float64Array((blocks + 1) * width);
  const running = new Float64Array(width);
  for (let block = 0, i = 0; block < blocks; block++) {
    time[block] = start[i];
    sum.set(running, block * width);
    const stop = Math.min(count, i + BLOCK);
    for (; i < stop; i++) running[column[state[i] < STATE_LIMIT ? state[i] : 0]] += end[i] - start[i];
  }
  time[blocks] = end[count - 1];
  sum.set(running, blocks * width);
  return { size: BLOCK, time, sum };
}

/** Every FAN-th entry, and the last, so that each level spans the whole row. */
function thin(level, width) {
  const entries = level.time.length - 1;
  const blocks = Math.ceil(entries / FAN);
  const time = new Float64Array(blocks + 1);
  const sum = new Float64Array((blocks + 1) * width);
  for (let block = 0; block <= blocks; block++) {
    const from = Math.min(block * FAN, entries);
    time[block] = level.time[from];
    sum.set(level.sum.subarray(from * width, (from + 1) * width), block * width);
  }
  return { size: level.size * FAN, time, sum };
}

/** Index of the first of ascending `values[low..<high]` that is greater than `value`; `high` where none is. */
export function upperBound(values, value, low = 0, high = values.length) {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] > value) high = middle; else low = middle + 1;
  }
  return low;
}

/** Index of the first span that ends after `time`; the number of spans where none does. O(log n). */
export const firstEndingAfter = (row, time) => upperBound(row.end, time);

/** Index of the span that covers `time` (start ≤ time < end), or -1. O(log n). */
export function spanAt(row, time) {
  const index = upperBound(row.end, time);
  return index < row.start.length && row.start[index] <= time ? index : -1;
}

/**
 * Adds to `out[state]` how many ns of [from, to) the row was in each state. Exact.
 * O(log n) with a pyramid (the row's own unless another over it is given), O(spans in between) without.
 */
export function addSums(row, from, to, out, pyramid = row.pyramid ?? null) {
  if (!(to > from)) return;
  const whole = pyramid !== null && addBlocks(row, pyramid, from, to, out);
  if (!whole) addSpans(row, firstEndingAfter(row, from), row.start.length, from, to, out);
}

/** Spans one by one from `index` up to `stop`, cut to [from, to). */
function addSpans(row, index, stop, from, to, out) {
  const { start, end, state } = row;
  for (; index < stop && start[index] < to; index++) {
    out[state[index] < STATE_LIMIT ? state[index] : 0] += Math.min(end[index], to) - Math.max(start[index], from);
  }
}

/** Whole blocks by their sums, the rest span by span; false, and nothing added, where no whole block lies in between. */
function addBlocks(row, pyramid, from, to, out) {
  const { states, levels: [{ time, sum }] } = pyramid;
  const first = firstEndingAfter(row, from);
  const low = Math.floor(first / BLOCK) + 1;
  const high = upperBound(time, to) - 1;
  if (high <= low) return false;
  addSpans(row, first, low * BLOCK, from, to, out);
  for (let c = 0; c < states.length; c++) {
    out[states[c]] += sum[high * states.length + c] - sum[low * states.length + c];
  }
  addSpans(row, high * BLOCK, row.start.length, from, to, out);
  return true;
}
