// Async begins and ends, matched by id and category in the order of time. Imports nothing.

const DEPTH = 512;

/**
 * @typedef {object} AsyncSpan
 * @property {number} start ns
 * @property {number} end ns
 * @property {number} name number of the name
 * @property {number} category number of the category
 * @property {number} args offset of the event + 1, or 0
 * @property {number} identity number of the id with its scope
 * @property {number} process number of the process
 * @property {number} task number of the task, NaN for none
 */

/**
 * Pairs `builder.asyncs` and gives each span to `take`.
 * @param {object} builder a ModelBuilder
 * @param {object} kit sortIndices, identity
 * @param {(span: AsyncSpan) => void} take called in the order of id and category, then of the ends
 * @returns {{unfinished: number, unmatched: number, count: number}}
 */
export function matchAsyncs(builder, { sortIndices, identity }, take) {
  const { asyncs } = builder;
  const result = { unfinished: 0, unmatched: 0, count: 0 };
  const { count } = asyncs;
  if (count === 0) return result;
  const rows = {};
  for (const name of Object.keys(asyncs.types)) rows[name] = asyncs.take(name);
  asyncs.clear();
  const { key, time, name, isBegin, process } = rows;
  const order = identity(count);
  sortIndices(order, count, (left, right) => key[left] !== key[right] ? key[left] > key[right] : time[left] > time[right]);
  let open = [];
  let ends = [];
  const give = (begin, end) => {
    result.count++;
    take({
      start: time[begin], end: end < 0 ? Math.max(time[begin], builder.last) : time[end], name: name[begin], category: rows.category[begin],
      args: rows.args[begin] || (end < 0 ? 0 : rows.args[end]), identity: rows.identity[begin], process: process[begin],
      task: Number.isNaN(rows.task[begin]) && end >= 0 ? rows.task[end] : rows.task[begin],
    });
  };
  const close = () => {
    for (const begin of open) give(begin, -1);
    result.unfinished += open.length;
    result.unmatched += ends.length;
    open = [];
    ends = [];
  };
  const matches = (begin, end) => name[end] === 0 || name[begin] === name[end];
  for (let index = 0; index < count; index++) {
    const at = order[index];
    if (index > 0 && key[order[index - 1]] !== key[at]) close();
    if (isBegin[at]) {
      const waiting = findLast(ends, (end) => time[end] === time[at] && matches(at, end));
      if (waiting >= 0) give(at, ends.splice(waiting, 1)[0]);
      else open.push(at);
      continue;
    }
    let found = findLast(open, (begin) => process[begin] === process[at] && matches(begin, at));
    if (found < 0) found = findLast(open, (begin) => matches(begin, at));
    if (found >= 0) give(open.splice(found, 1)[0], at);
    else ends.push(at);
  }
  close();
  return result;
}

function findLast(list, isIt) {
  for (let at = list.length - 1, lowest = Math.max(0, list.length - DEPTH); at >= lowest; at--) if (isIt(list[at])) return at;
  return -1;
}
