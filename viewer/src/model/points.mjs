// Instants and samples: what has one time. Imports nothing.

const NOWHERE = 4294967295;

/** Indices in the order of time, null where they are in it already. */
export function inOrder(time, { identity, sortIndices }) {
  let isOrdered = true;
  for (let at = 1; at < time.length && isOrdered; at++) isOrdered = time[at - 1] <= time[at];
  if (isOrdered) return null;
  const order = identity(time.length);
  sortIndices(order, time.length, (left, right) => time[left] > time[right]);
  return order;
}

/** A column in that order. */
export const pick = (column, order) => order ? column.map((_, index) => column[order[index]]) : column;

/** Instants in the order of time: {count, lane, time, name}. */
export function takePoints(builder, indexOf, kit) {
  const { instants } = builder;
  const { count } = instants;
  const [lane, time, name] = ['lane', 'time', 'name'].map((column) => count > 0 ? instants.take(column) : new instants.types[column](0));
  const offset = builder.categories.count - 1;
  const order = inOrder(time, kit);
  return {
    count, time: pick(time, order),
    lane: pick(lane, order).map((each) => indexOf[each]), name: pick(name, order).map((each) => each === 0 ? 0 : each + offset),
  };
}

/**
 * Samples and their stacks, null where a file has none.
 * @returns {{count: number, lane: Uint32Array, time: Float64Array, weight: Float64Array, frame: Int32Array,
 *   frames: {count: number, name: Uint32Array, category: Uint32Array, parent: Int32Array}}|null} in the order of time;
 *   frame: index of the innermost frame, -1 for none; parent: index of the caller, -1 for the outermost; lane 4294967295
 *   where the sample's thread has no lane
 */
export function takeSamples(builder, indexOf, kit) {
  const { samples, frames } = builder;
  const { count } = samples;
  if (count === 0) return null;
  const [lane, thread, time, weight, frame] = ['lane', 'thread', 'time', 'weight', 'frame'].map((column) => samples.take(column));
  const numbers = new Map([...frames.keys()].map((id, index) => [id, index]));
  const offset = builder.categories.count - 1;
  const text = (name) => name === 0 ? 0 : name + offset;
  const list = [...frames.values()];
  const byThread = new Map();
  for (let index = builder.lanes.count - 1; index >= 0; index--) if (indexOf[index] !== NOWHERE) byThread.set(builder.lanes.second[index], indexOf[index]);
  const ids = new Map();
  const numberOf = (id) => {
    if (!ids.has(id)) ids.set(id, numbers.get(String(id < kit.FIRST_TEXT ? id : builder.ids.text(id - kit.FIRST_TEXT))) ?? -1);
    return ids.get(id);
  };
  const order = inOrder(time, kit);
  const lanes = Uint32Array.from(lane, (each, at) => each >= 0 ? indexOf[each] : byThread.get(thread[at]) ?? NOWHERE);
  return {
    count, lane: pick(lanes, order), time: pick(time, order), weight: pick(weight, order),
    frame: pick(Int32Array.from(frame, numberOf), order),
    frames: {
      count: list.length, name: Uint32Array.from(list, (each) => text(each.name)), category: Uint32Array.from(list, (each) => text(each.category)),
      parent: withoutCircles(Int32Array.from(list, (each) => each.parent === null ? -1 : numbers.get(each.parent) ?? -1)),
    },
  };
}

/** Cuts parents that lead back to their child. */
function withoutCircles(parent) {
  const seen = new Uint32Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    for (let at = start; at >= 0 && seen[at] === 0; at = parent[at]) {
      seen[at] = start + 1;
      if (parent[at] >= 0 && seen[parent[at]] === start + 1) parent[at] = -1;
    }
  }
  return parent;
}
