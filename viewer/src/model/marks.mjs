// Begins and ends of spans, matched by a stack on each lane in the order of time. Imports nothing.

/** How far down the stack an end with a name looks for its begin. */
const DEPTH = 512;

/**
 * Turns `builder.marks` into spans.
 * @param {object} builder a ModelBuilder
 * @param {object} kit sortIndices, identity
 * @returns {{unfinished: number, unmatched: number}} begins closed at the last instant, ends left out
 */
export function matchMarks(builder, { sortIndices, identity }) {
  const { marks } = builder;
  const result = { unfinished: 0, unmatched: 0 };
  if (marks.count === 0) return result;
  const starts = marks.starts(builder.lanes.count);
  const columns = {};
  for (const name of ['time', 'name', 'category', 'args', 'isBegin']) columns[name] = marks.scatter(name, starts);
  marks.clear();
  const { time } = columns;
  for (let lane = 0; lane < builder.lanes.count; lane++) {
    const from = starts[lane];
    const to = starts[lane + 1];
    let isOrdered = true;
    for (let at = from + 1; at < to && isOrdered; at++) isOrdered = time[at - 1] <= time[at];
    let order = null;
    if (!isOrdered) {
      order = identity(to - from);
      sortIndices(order, to - from, (left, right) => time[from + left] > time[from + right]);
    }
    matchLane(builder, columns, lane, from, to, order, result);
  }
  return result;
}

function matchLane(builder, { time, name, category, args, isBegin }, lane, from, to, order, result) {
  const open = [];
  for (let index = from; index < to; index++) {
    const at = order ? from + order[index - from] : index;
    if (isBegin[at]) {
      open.push(at);
      continue;
    }
    let found = open.length - 1;
    if (name[at] !== 0) {
      const lowest = Math.max(0, open.length - DEPTH);
      while (found >= lowest && name[open[found]] !== name[at]) found--;
      if (found < lowest) found = -1;
    }
    if (found < 0) {
      result.unmatched++;
      continue;
    }
    const begin = open[found];
    if (found === open.length - 1) open.pop();
    else open.splice(found, 1);
    builder.addSpan(lane, time[begin], time[at], name[begin], category[begin], args[begin] || args[at]);
  }
  for (const begin of open) {
    result.unfinished++;
    builder.addSpan(lane, time[begin], Math.max(time[begin], builder.last), name[begin], category[begin], args[begin]);
  }
}

/**
 * Complete events without a duration last to the last instant.
 * @returns {number} how many
 */
export function closeEndless(builder) {
  const { endless } = builder;
  const { count } = endless;
  if (count === 0) return 0;
  const [lane, start, name, category, args] = ['lane', 'start', 'name', 'category', 'args'].map((column) => endless.take(column));
  for (let row = 0; row < count; row++) builder.addSpan(lane[row], start[row], Math.max(start[row], builder.last), name[row], category[row], args[row]);
  return count;
}
