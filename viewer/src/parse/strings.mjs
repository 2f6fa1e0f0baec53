// Interned texts, kept as bytes: an event's name costs a hash and a comparison, never a string. Imports nothing.

const isAscii = (bytes) => {
  for (let index = 0; index < bytes.length; index++) if (bytes[index] > 127) return false;
  return true;
};

/** Hash of bytes as `StringTable.read` computes it while it looks for the closing quote. */
export function hashOf(bytes, from, to) {
  let hash = 0x811c9dc5 | 0;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ bytes[index], 0x01000193);
  return hash;
}

/** A set of byte strings, numbered in the order of appearance; number 0 is the empty one. */
export class StringTable {
  /** @param {{strings: number, stringBytes: number, name: number}} limits how many, how long together, how long each */
  constructor(limits) {
    this.limits = limits;
    this.count = 1;
    this.refused = 0;
    this.cut = 0;
    this.arena = new Uint8Array(1 << 12);
    this.used = 0;
    this.ends = new Uint32Array(256);
    this.hashes = new Int32Array(256);
    this.slots = new Int32Array(1024);
  }

  /**
   * The number of the bytes [from, to); their hash must be `hashOf` them. Longer ones than the limit are cut.
   * @returns {number} 0 when the table is full; counted in `refused`
   */
  intern(bytes, from, to, hash) {
    const length = to - from;
    if (length === 0) return 0;
    if (length > this.limits.name) return this.internCut(bytes, from);
    const mask = this.slots.length - 1;
    let slot = (hash ^ hash >>> 15) & mask;
    for (;;) {
      const index = this.slots[slot];
      if (index === 0) return this.add(bytes, from, to, hash, slot);
      if (this.hashes[index] === hash) {
        const start = this.ends[index - 1];
        if (this.ends[index] - start === length) {
          const arena = this.arena;
          let at = 0;
          while (at < length && arena[start + at] === bytes[from + at]) at++;
          if (at === length) return index;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a text given as a string. */
  internText(text) {
    const bytes = new TextEncoder().encode(text);
    return this.intern(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length));
  }

  internCut(bytes, from) {
    let to = from + this.limits.name;
    while (to > from && (bytes[to] & 0xc0) === 0x80) to--;
    this.cut++;
    return this.intern(bytes, from, to, hashOf(bytes, from, to));
  }

  add(bytes, from, to, hash, slot) {
    const end = this.used + to - from;
    if (this.count >= this.limits.strings || end > this.limits.stringBytes) {
      this.refused++;
      return 0;
    }
    if (end > this.arena.length) this.arena = grown(this.arena, Math.max(end, this.arena.length * 2));
    this.arena.set(bytes.subarray(from, to), this.used);
    this.used = end;
    const index = this.count++;
    if (index >= this.ends.length) {
      this.ends = grown(this.ends, index * 2);
      this.hashes = grown(this.hashes, index * 2);
    }
    this.ends[index] = end;
    this.hashes[index] = hash;
    this.slots[slot] = index;
    if (index * 2 > this.slots.length) this.rehash();
    return index;
  }

  rehash() {
    const slots = new Int32Array(this.slots.length * 4);
    const mask = slots.length - 1;
    for (let index = 1; index < this.count; index++) {
      const hash = this.hashes[index];
      let slot = (hash ^ hash >>> 15) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.slots = slots;
  }

  /** The text of a number; bytes that are no UTF-8 become U+FFFD. */
  text(index) {
    return index === 0 ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.arena.slice(this.ends[index - 1], this.ends[index]));
  }

  /** All texts in order, [''] first. Texts of a table that is all ASCII share one string's memory. */
  texts() {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const all = new Array(this.count);
    all[0] = '';
    if (this.used < 2 ** 28 && isAscii(this.arena.subarray(0, this.used))) {
      const whole = decoder.decode(this.arena.slice(0, this.used));
      for (let index = 1; index < this.count; index++) all[index] = whole.slice(this.ends[index - 1], this.ends[index]);
    } else {
      for (let index = 1; index < this.count; index++) all[index] = decoder.decode(this.arena.subarray(this.ends[index - 1], this.ends[index]));
    }
    return all;
  }
}

function grown(array, length) {
  const larger = new array.constructor(length);
  larger.set(array);
  return larger;
}
