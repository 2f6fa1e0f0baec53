// Arrows between lanes: tails and heads of one id, name and category, first with first. Imports nothing.

/**
 * Matches `builder.arrows`: a step ends one arrow and starts the next; a head may be earlier than its tail.
 * @param {object} builder a ModelBuilder
 * @param {object} kit sortIndices, identity
 * @returns {{count: number, unmatched: number, category: Uint16Array, from: {lane: Uint32Array, time: Float64Array},
 *   to: {lane: Uint32Array, time: Float64Array}}} in the order of their tails; lanes as the builder numbers them
 */
export function matchArrows(builder, { sortIndices, identity }) {
  const { arrows } = builder;
  const rows = {};
  const { count } = arrows;
  for (const name of Object.keys(arrows.types)) rows[name] = count > 0 ? arrows.take(name) : new arrows.types[name](0);
  arrows.clear();
  const { key, time, kind, lane } = rows;
  const order = identity(count);
  sortIndices(order, count, (left, right) => key[left] !== key[right] ? key[left] > key[right] : time[left] > time[right]);
  const tailOf = new Uint32Array(count);
  const headOf = new Uint32Array(count);
  let pairs = 0;
  let unmatched = 0;
  let tails = [];
  let heads = [];
  let taken = 0;
  const pair = (tail, head) => {
    tailOf[pairs] = tail;
    headOf[pairs++] = head;
  };
  const close = () => {
    const both = Math.min(tails.length - taken, heads.length);
    for (let at = 0; at < both; at++) pair(tails[taken + at], heads[at]);
    for (let at = taken + both; at < tails.length; at++) if (kind[tails[at]] === 0) unmatched++;
    unmatched += heads.length - both;
    tails = [];
    heads = [];
    taken = 0;
  };
  for (let index = 0; index < count; index++) {
    const at = order[index];
    if (index > 0 && key[order[index - 1]] !== key[at]) close();
    if (kind[at] !== 0) {
      if (taken < tails.length) pair(tails[taken++], at);
      else heads.push(at);
    }
    if (kind[at] !== 2) tails.push(at);
  }
  close();
  const byTail = identity(pairs);
  sortIndices(byTail, pairs, (left, right) => time[tailOf[left]] > time[tailOf[right]]);
  const flows = { count: pairs, unmatched, category: new Uint16Array(pairs), from: end(pairs), to: end(pairs) };
  byTail.forEach((from, index) => {
    const tail = tailOf[from];
    const head = headOf[from];
    flows.category[index] = rows.category[tail];
    flows.from.lane[index] = lane[tail];
    flows.from.time[index] = time[tail];
    flows.to.lane[index] = lane[head];
    flows.to.time[index] = time[head];
  });
  return flows;
}

const end = (count) => ({ lane: new Uint32Array(count), time: new Float64Array(count) });
