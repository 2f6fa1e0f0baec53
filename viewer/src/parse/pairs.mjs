// Numbers for pairs of numbers: lanes by pid and tid, arrows by id and category. Imports nothing.

/** A map from pairs of doubles to 0, 1, 2 … in the order of appearance. */
export class PairTable {
  constructor() {
    this.count = 0;
    this.first = new Float64Array(64);
    this.second = new Float64Array(64);
    this.slots = new Int32Array(256);
  }

  /**
   * The number of a pair, given to it if it is new.
   * @param {number} first any finite double
   * @param {number} second any finite double
   * @param {number} [limit] the most pairs; a new one beyond it gets -1
   */
  index(first, second, limit = Infinity) {
    const mask = this.slots.length - 1;
    let slot = hash(first, second) & mask;
    for (let index; (index = this.slots[slot]) !== 0; slot = (slot + 1) & mask) {
      if (this.first[index - 1] === first && this.second[index - 1] === second) return index - 1;
    }
    if (this.count >= limit) return -1;
    if (this.count === this.first.length) this.grow();
    this.first[this.count] = first;
    this.second[this.count] = second;
    this.slots[slot] = ++this.count;
    if (this.count * 2 > this.slots.length) this.rehash();
    return this.count - 1;
  }

  /** The number of a pair, or -1. */
  find(first, second) {
    return this.index(first, second, 0);
  }

  grow() {
    for (const key of ['first', 'second']) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this[key]);
      this[key] = larger;
    }
  }

  rehash() {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = hash(this.first[index], this.second[index]) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = index + 1;
    }
  }
}

function hash(first, second) {
  let value = Math.imul(first | 0, 0x9e3779b1) ^ Math.imul((first / 4294967296) | 0, 0x85ebca6b);
  value = Math.imul(value ^ value >>> 15, 0x2c1b3c6d) ^ Math.imul(second | 0, 0xc2b2ae35) ^ ((second / 4294967296) | 0);
  return Math.imul(value ^ value >>> 13, 0x297a2d39) ^ value >>> 16;
}
