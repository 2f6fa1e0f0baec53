// Tables that grow: typed arrays in chunks, one per column. Imports nothing.

const SMALLEST = 1 << 10;
/** Rows of a large chunk: so many that a column of it is given back to the system as soon as it is freed. */
const LARGEST = 1 << 18;

/** Gives an array's memory back at once where the engine can; else when it is collected. */
export function release(array) {
  try {
    array.buffer.transfer?.(0);
  } catch {
    // Not ours to free: left to the collector.
  }
}

/**
 * Rows of typed columns. To append: `const row = table.next(); table.chunk.time[row] = …`.
 * Memory: the columns, and at most 256 Ki rows more.
 */
export class Columns {
  /** @param {Record<string, Function>} types a typed array's class per column */
  constructor(types) {
    this.types = types;
    this.chunks = [];
    this.chunk = null;
    this.filled = 0;
    this.room = 0;
    this.count = 0;
  }

  /** The index in `chunk` of a new row, all zero. */
  next() {
    if (this.filled === this.room) this.open();
    this.count++;
    return this.filled++;
  }

  open() {
    this.room = Math.min(LARGEST, Math.max(SMALLEST, this.room * 2));
    this.filled = 0;
    this.chunk = {};
    for (const [name, Type] of Object.entries(this.types)) this.chunk[name] = new Type(this.room);
    this.chunks.push(this.chunk);
  }

  rowsOf(index) {
    return index === this.chunks.length - 1 ? this.filled : Math.min(LARGEST, SMALLEST * 2 ** index);
  }

  /** One column as a whole; the chunks' memory of it is given back. */
  take(name) {
    const whole = new this.types[name](this.count);
    let at = 0;
    this.chunks.forEach((chunk, index) => {
      const rows = this.rowsOf(index);
      whole.set(chunk[name].subarray(0, rows), at);
      at += rows;
      this.drop(chunk, name);
    });
    return whole;
  }

  /**
   * One column ordered by `starts[key]`, rows of a key in their order; needs the column `key`.
   * @param {string} name the column
   * @param {Uint32Array} starts where each key's rows begin
   */
  scatter(name, starts, keyName = 'lane') {
    const whole = new this.types[name](this.count);
    const cursor = starts.slice();
    this.chunks.forEach((chunk, index) => {
      const rows = this.rowsOf(index);
      const from = chunk[name];
      const keys = chunk[keyName];
      for (let row = 0; row < rows; row++) whole[cursor[keys[row]]++] = from[row];
      if (name !== keyName) this.drop(chunk, name);
    });
    return whole;
  }

  /** Calls `change(array, rows)` for a column's chunks. */
  each(name, change) {
    this.chunks.forEach((chunk, index) => change(chunk[name], this.rowsOf(index)));
  }

  /** Where each key's rows begin when ordered by the key; one entry more than keys. */
  starts(keys, keyName = 'lane') {
    const starts = new Uint32Array(keys + 1);
    this.each(keyName, (array, rows) => {
      for (let row = 0; row < rows; row++) starts[array[row] + 1]++;
    });
    for (let key = 0; key < keys; key++) starts[key + 1] += starts[key];
    return starts;
  }

  drop(chunk, name) {
    const array = chunk[name];
    chunk[name] = null;
    release(array);
  }

  /** Gives all memory back. */
  clear() {
    for (const chunk of this.chunks) for (const array of Object.values(chunk)) if (array) release(array);
    this.chunks = [];
    this.chunk = null;
    this.filled = this.room = this.count = 0;
  }
}
