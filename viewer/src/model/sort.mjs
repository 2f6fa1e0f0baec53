// A stable sort of indices that never degrades. Imports nothing.

const RUN = 12;

/**
 * Sorts `order[0..<count]` in place: stable, O(n log n) at worst, O(n) when it is in order already.
 * @param {Uint32Array} order indices
 * @param {number} count how many of them
 * @param {(left: number, right: number) => boolean} isAfter whether `left` belongs behind `right`, false when equal
 */
export function sortIndices(order, count, isAfter) {
  for (let from = 0; from < count; from += RUN) {
    const to = Math.min(count, from + RUN);
    for (let at = from + 1; at < to; at++) {
      const index = order[at];
      let place = at;
      for (; place > from && isAfter(order[place - 1], index); place--) order[place] = order[place - 1];
      order[place] = index;
    }
  }
  if (count <= RUN) return;
  const spare = new Uint32Array(count >>> 1 < RUN ? count : count);
  for (let width = RUN; width < count; width *= 2) {
    for (let from = 0; from + width < count; from += 2 * width) {
      const middle = from + width;
      if (isAfter(order[middle - 1], order[middle])) merge(order, spare, from, middle, Math.min(count, middle + width), isAfter);
    }
  }
}

function merge(order, spare, from, middle, to, isAfter) {
  let first = from;
  while (!isAfter(order[first], order[middle])) first++;
  spare.set(order.subarray(first, middle), 0);
  const length = middle - first;
  let left = 0;
  let right = middle;
  let place = first;
  while (left < length && right < to) order[place++] = isAfter(spare[left], order[right]) ? order[right++] : spare[left++];
  while (left < length) order[place++] = spare[left++];
}

/** 0, 1, 2 … */
export function identity(count) {
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  return order;
}
