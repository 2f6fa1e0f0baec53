// The spans of one lane as rows: nested ones deeper, overlapping ones on extra rows. Imports nothing.

/**
 * Sorts the spans [from, to) of a lane by start, longer first, and says on which row each goes.
 *
 * A span goes below the deepest span that encloses it, on the first row that is free.
 * @param {{start: Float64Array, end: Float64Array, category: Uint16Array, name: Uint32Array}} columns
 * @param {(category: number, name: number) => number} rank which of equal spans is the inner one
 * @param {object} kit sortIndices, identity, LIMITS
 * @returns {{order: Uint32Array|null, row: Uint16Array|null, rows: number, beyond: number, crossing: number}}
 *   order: indices relative to `from`, null where they are in order; row of each in that order, null where all are 0;
 *   beyond: spans too deep for a row, which have row 65535; crossing: spans that overlap without nesting
 */
export function arrange({ start, end, category, name }, from, to, rank, { sortIndices, identity, LIMITS }) {
  const count = to - from;
  const isAfter = (left, right) => {
    const a = from + left;
    const b = from + right;
    if (start[a] !== start[b]) return start[a] > start[b];
    if (end[a] !== end[b]) return end[a] < end[b];
    return (category[a] !== category[b] || name[a] !== name[b]) && rank(category[a], name[a]) > rank(category[b], name[b]);
  };
  let order = null;
  for (let at = 1; at < count; at++) {
    if (start[from + at - 1] < start[from + at] || !isAfter(at - 1, at)) continue;
    order = identity(count);
    sortIndices(order, count, isAfter);
    break;
  }
  const rowEnd = [];
  let row = null;
  let rows = count > 0 ? 1 : 0;
  let beyond = 0;
  let crossing = 0;
  let top = -1;
  for (let index = 0; index < count; index++) {
    const at = from + (order ? order[index] : index);
    const begins = start[at];
    const ends = end[at];
    while (top >= 0 && rowEnd[top] <= begins) top--;
    let place = 0;
    for (let above = top; above >= 0; above--) {
      if (rowEnd[above] >= ends && rowEnd[above] > begins) {
        place = above + 1;
        break;
      }
    }
    if (top >= 0 && place <= top) {
      crossing++;
      while (place <= top && rowEnd[place] > begins) place++;
    }
    if (place >= LIMITS.rows) {
      beyond++;
      place = 65535;
    } else {
      rowEnd[place] = ends;
      if (place > top) top = place;
      if (place >= rows) rows = place + 1;
    }
    if (place > 0) (row ??= new Uint16Array(count))[index] = place;
  }
  return { order, row, rows, beyond, crossing };
}

/**
 * Brings a lane's columns into the order of rows, and of time inside each row, in place.
 * @returns {number[]} where each row begins relative to `from`, and at last where those beyond the rows do
 */
export function reorder(columns, from, to, { order, row, rows }) {
  const count = to - from;
  if (!row) {
    if (order) permute(columns, from, to, order);
    return [0, count];
  }
  const begins = new Array(rows + 1).fill(0);
  let beyond = 0;
  for (let index = 0; index < count; index++) {
    if (row[index] === 65535) beyond++;
    else begins[row[index] + 1]++;
  }
  for (let at = 0; at < rows; at++) begins[at + 1] += begins[at];
  const cursor = begins.slice(0, rows);
  let last = count - beyond;
  const places = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const place = row[index] === 65535 ? last++ : cursor[row[index]]++;
    places[place] = order ? order[index] : index;
  }
  permute(columns, from, to, places);
  return begins;
}

function permute(columns, from, to, order) {
  for (const column of columns) {
    const copy = column.slice(from, to);
    for (let index = 0; index < order.length; index++) column[from + index] = copy[order[index]];
  }
}
