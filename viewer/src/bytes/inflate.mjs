// Inflates gzip files that the browser's DecompressionStream refuses: several members, BGZF,
// bytes after the end, streams that stop in the middle. Imports nothing.

const WINDOW = 1 << 15;
const PIECE = 1 << 18;
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Why a stream could not be read on; caught inside this module. */
class Damage extends Error {}

/** A code's table: entry = symbol << 4 | length, index = the next `bits` bits of the stream. */
function codeTable(lengths) {
  const counts = new Uint16Array(16);
  let bits = 0;
  for (const length of lengths) {
    counts[length]++;
    if (length > bits) bits = length;
  }
  if (bits === 0) return { bits: 1, entries: new Uint16Array(2) };
  const next = new Uint32Array(17);
  counts[0] = 0;
  for (let length = 1; length <= 15; length++) next[length + 1] = (next[length] + counts[length]) << 1;
  if (next[bits] + counts[bits] > 1 << bits) throw new Damage('a code has too many symbols');
  const entries = new Uint16Array(1 << bits);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    let reversed = 0;
    for (let code = next[length]++, bit = 0; bit < length; bit++, code >>>= 1) reversed = reversed << 1 | code & 1;
    for (let index = reversed; index < entries.length; index += 1 << length) entries[index] = symbol << 4 | length;
  });
  return { bits, entries };
}

const FIXED_LENGTHS = Array.from({ length: 288 }, (_, symbol) => symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
let fixedTables = null;

/**
 * Inflates all members of a gzip file held in memory.
 *
 * Yields the text in pieces of at most 256 KiB, each a copy of its own. What is damaged ends it
 * without an exception: everything before the damage has been yielded. About 100 MB of text a second.
 * @param {Uint8Array} input the whole file
 * @returns {Generator<Uint8Array, {members: number, ignored: number, damage: string|null, at: number}>}
 *   members read, bytes after or between them that belong to none, what was damaged (one clause), and at which byte
 */
export function* inflateMembers(input) {
  const report = { members: 0, ignored: 0, damage: null, at: 0 };
  let position = 0;
  while (position < input.length) {
    const start = memberStart(input, position, report.members > 0);
    if (start < 0) {
      report.ignored += input.length - position;
      break;
    }
    report.ignored += start - position;
    const inflater = new Member(input, start);
    try {
      yield* inflater.pieces();
      report.members++;
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      report.damage = error.message;
      report.at = Math.min(inflater.position, input.length);
      if (inflater.isWhole) report.members++;
      else break;
    }
    position = inflater.position;
  }
  return report;
}

/** Where the next member's header is: here, or after padding that no viewer minds; -1 for none. */
function memberStart(input, from, isLater) {
  for (let at = input.indexOf(0x1f, from); at >= 0; at = input.indexOf(0x1f, at + 1)) {
    if (input[at + 1] === 0x8b && (at + 2 >= input.length || (input[at + 2] === 8 && (input[at + 3] & 0xe0) === 0))) return at;
    if (!isLater) return -1;
  }
  return -1;
}

class Member {
  constructor(input, start) {
    this.input = input;
    this.position = start;
    this.isWhole = false;
    this.hold = 0;
    this.held = 0;
    this.output = new Uint8Array(WINDOW + PIECE + 258);
    this.filled = 0;
    this.given = 0;
    this.length = 0;
    this.crc = 0xffffffff;
  }

  * pieces() {
    this.readHeader();
    try {
      for (let isLast = 0; !isLast;) {
        isLast = this.bits(1);
        const kind = this.bits(2);
        if (kind === 3) throw new Damage('a block is of no known kind');
        if (kind === 0) yield* this.stored();
        else yield* this.coded(kind === 1 ? fixed() : this.readTables());
      }
    } catch (error) {
      if (error instanceof Damage && this.filled > this.given) yield this.take();
      throw error;
    }
    if (this.filled > this.given) yield this.take();
    this.readTrailer();
  }

  byte() {
    if (this.position >= this.input.length) throw new Damage('the gzip stream stops before its end');
    return this.input[this.position++];
  }

  bits(count) {
    while (this.held < count) {
      this.hold |= this.byte() << this.held;
      this.held += 8;
    }
    const value = this.hold & ((1 << count) - 1);
    this.hold >>>= count;
    this.held -= count;
    return value;
  }

  readHeader() {
    this.position += 3;
    const flags = this.byte();
    this.position += 6;
    if (flags & 4) {
      const length = this.byte() | this.byte() << 8;
      this.position += length;
    }
    if (flags & 8) while (this.byte() !== 0);
    if (flags & 16) while (this.byte() !== 0);
    if (flags & 2) this.position += 2;
    if (this.position > this.input.length) throw new Damage('the gzip stream stops before its end');
  }

  readTrailer() {
    this.position -= this.held >>> 3;
    this.held = 0;
    if (this.position + 8 > this.input.length) {
      this.position = this.input.length;
      this.isWhole = true;
      throw new Damage('the gzip trailer is missing');
    }
    const view = new DataView(this.input.buffer, this.input.byteOffset + this.position, 8);
    this.position += 8;
    this.isWhole = true;
    if (view.getUint32(0, true) !== (this.crc ^ 0xffffffff) >>> 0 || view.getUint32(4, true) !== this.length % 2 ** 32) {
      throw new Damage('the gzip checksum does not match');
    }
  }

  /** The output not yet given out, as a copy; keeps the window behind it. */
  take() {
    const piece = this.output.slice(this.given, this.filled);
    let crc = this.crc;
    for (let index = 0; index < piece.length; index++) crc = CRC[(crc ^ piece[index]) & 255] ^ crc >>> 8;
    this.crc = crc;
    this.length += piece.length;
    if (this.filled > WINDOW) {
      this.output.copyWithin(0, this.filled - WINDOW, this.filled);
      this.filled = WINDOW;
    }
    this.given = this.filled;
    return piece;
  }

  * stored() {
    this.position -= this.held >>> 3;
    this.hold = this.held = 0;
    let length = this.byte() | this.byte() << 8;
    if ((this.byte() | this.byte() << 8) !== (length ^ 0xffff)) throw new Damage('a stored block is damaged');
    while (length > 0) {
      if (this.position >= this.input.length) this.byte();
      const room = Math.min(length, WINDOW + PIECE - this.filled, this.input.length - this.position);
      this.output.set(this.input.subarray(this.position, this.position + room), this.filled);
      this.filled += room;
      this.position += room;
      length -= room;
      if (this.filled >= WINDOW + PIECE) yield this.take();
    }
  }

  readTables() {
    const literals = this.bits(5) + 257;
    const distances = this.bits(5) + 1;
    const codes = this.bits(4) + 4;
    const codeLengths = new Array(19).fill(0);
    for (let index = 0; index < codes; index++) codeLengths[CODE_ORDER[index]] = this.bits(3);
    const table = codeTable(codeLengths);
    const lengths = [];
    while (lengths.length < literals + distances) {
      const symbol = this.symbol(table);
      if (symbol < 16) {
        lengths.push(symbol);
        continue;
      }
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      if (value === undefined) throw new Damage('a code repeats nothing');
      let times = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7);
      while (times-- > 0) lengths.push(value);
    }
    if (lengths.length > literals + distances) throw new Damage('a code is too long');
    return [codeTable(lengths.slice(0, literals)), codeTable(lengths.slice(literals))];
  }

  /** One symbol, taking no byte more than it needs. */
  symbol({ bits, entries }) {
    for (;;) {
      const entry = entries[this.hold & ((1 << bits) - 1)];
      const length = entry & 15;
      if (length > 0 && length <= this.held) {
        this.hold >>>= length;
        this.held -= length;
        return entry >>> 4;
      }
      if (length === 0 && this.held >= bits) throw new Damage('a symbol is of no known code');
      this.hold |= this.byte() << this.held;
      this.held += 8;
    }
  }

  * coded([literals, distances]) {
    const end = WINDOW + PIECE;
    const output = this.output;
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol < 256) {
        output[this.filled++] = symbol;
      } else if (symbol === 256) {
        return;
      } else {
        if (symbol > 285) throw new Damage('a length is of no known code');
        const length = LENGTH_BASE[symbol - 257] + this.bits(LENGTH_EXTRA[symbol - 257]);
        const code = this.symbol(distances);
        if (code > 29) throw new Damage('a distance is of no known code');
        const distance = DISTANCE_BASE[code] + this.bits(DISTANCE_EXTRA[code]);
        if (distance > this.filled) throw new Damage('a distance leads before the beginning');
        let filled = this.filled;
        for (let from = filled - distance, stop = from + length; from < stop; from++) output[filled++] = output[from];
        this.filled = filled;
      }
      if (this.filled >= end) yield this.take();
    }
  }
}

function fixed() {
  fixedTables ??= [codeTable(FIXED_LENGTHS), codeTable(new Array(30).fill(5))];
  return fixedTables;
}
