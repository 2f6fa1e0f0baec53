// Operations on rows: spans of one lane that do not overlap, in the order of time. Pure.

/** A row without spans. */
export const emptyRow = () => ({
  start: new Float64Array(0), end: new Float64Array(0), state: new Uint8Array(0),
  name: null, category: null, args: null, pyramid: null,
});

/** Rows this long get a pyramid of their own. */
const worthPyramid = 4096;

/** The first index whose value is not below `value`; O(log n). */
export function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1; else high = middle;
  }
  return low;
}

/** The spans that overlap [start, end): [first, after the last). */
export function span(row, start, end) {
  let first = lowerBound(row.end, start);
  while (first < row.end.length && row.end[first] <= start && row.start[first] < start) first += 1;
  return [first, Math.max(first, lowerBound(row.start, end))];
}

/** The span that holds `time`, or -1. */
export function at(row, time) {
  const index = lowerBound(row.start, time + 0.5) - 1;
  return index >= 0 && row.end[index] > time ? index : -1;
}

/** The spans of a row that begin in [start, end), sharing its memory; ends may reach beyond. */
export function clip(row, start, end, buildPyramid) {
  const [first, last] = span(row, start, end);
  if (first === 0 && last === row.start.length) return row;
  const part = (values) => values ? values.subarray(first, last) : null;
  const result = {
    start: part(row.start), end: part(row.end), state: part(row.state),
    name: part(row.name), category: part(row.category), args: part(row.args), pyramid: null,
  };
  return withPyramid(result, buildPyramid);
}

/** A strip of the analysis, moved to where its run begins. */
export function place(strip, start, buildPyramid) {
  const result = {
    ...emptyRow(), state: strip.state,
    start: strip.start.map((each) => each + start), end: strip.end.map((each) => each + start),
  };
  return withPyramid(result, buildPyramid);
}

function withPyramid(row, buildPyramid) {
  if (buildPyramid && row.start.length > worthPyramid) row.pyramid = buildPyramid(row);
  return row;
}
