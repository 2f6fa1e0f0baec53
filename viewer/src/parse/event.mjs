// One trace event from bytes: fields as numbers, args as a place in the text. Imports nothing.

const key = (text) => [...text].reduce((sum, character, index) => sum | character.charCodeAt(0) << 8 * index, 0);
const PH = key('ph');
const TS = key('ts');
const ID = key('id');
const SF = key('sf');
const PID = key('pid');
const TID = key('tid');
const DUR = key('dur');
const CAT = key('cat');
const ID2 = key('id2');
const NAME = key('name');
const ARGS = key('args');
const LONG = { weight: 1, local: 2, global: 3 };
/** Numbers from here on stand for texts of the table of ids; sums with their numbers are exact. */
export const FIRST_TEXT = 2 ** 52;
/** Clocks beyond 52 days get an origin, so that nanoseconds stay exact in doubles. */
const FAR = 4.5e12;
/** Below this a sum of decimal digits is exact. */
const MOST_EXACT = 9e15;

/**
 * Reads events one at a time into its own fields, which hold until the next `read`.
 *
 * Times are nanoseconds from `origin` (whole microseconds), rounded down, with picoseconds beside. Process, thread
 * and id are whole numbers; from FIRST_TEXT on, FIRST_TEXT plus a number of `ids`.
 */
export class EventReader {
  /**
   * @param {object} kit skipString, skipValue, skipSpace, skipped, eachMember, scalarAt, parseTime, hashOf, INCOMPLETE, DAMAGED
   * @param {{names: StringTable, categories: StringTable, ids: StringTable}} tables
   * @param {{depth: number}} limits
   */
  constructor(kit, tables, limits) {
    this.kit = kit;
    this.names = tables.names;
    this.categories = tables.categories;
    this.ids = tables.ids;
    this.limits = limits;
    this.origin = 0.5;
    this.origin = 0;
    /** Whether a time has been kept, after which the origin stays. */
    this.isOriginFixed = false;
    /** Offset of the event's brace in the text. */
    this.offset = 0.5;
    this.time = 0.5;
    this.duration = 0.5;
    this.process = 0.5;
    this.thread = 0.5;
    this.id = 0.5;
    this.frame = 0.5;
    this.weight = 0.5;
    this.nanoseconds = 0.5;
    this.number = 0.5;
    this.reset();
  }

  reset() {
    this.phase = 0;
    this.name = 0;
    this.category = 0;
    this.hasTime = false;
    this.timePicoseconds = 0;
    /** 0: none, 1: read, 2: there, but not a number. */
    this.durationKind = 0;
    this.durationPicoseconds = 0;
    this.hasProcess = false;
    this.hasThread = false;
    /** 0: none, 1: plain, 2: local, 3: global. */
    this.idScope = 0;
    this.hasFrame = false;
    this.weight = 1;
    this.argsFrom = 0;
    this.argsTo = 0;
    /** Whether a field is of a kind that makes the event useless. */
    this.isBroken = false;
    this.picoseconds = 0;
    this.text = 0;
  }

  /**
   * Reads the event whose brace is at `position`.
   * @param {Uint8Array} bytes with a 0 at `end`
   * @returns {number} the position behind it, INCOMPLETE or DAMAGED
   */
  read(bytes, position, end, base) {
    const { INCOMPLETE, DAMAGED } = this.kit;
    this.reset();
    this.offset = base + position;
    let at = position + 1;
    for (;;) {
      let byte = bytes[at];
      while (byte === 44 || byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++at];
      if (byte === 125) return at < end ? at + 1 : INCOMPLETE;
      if (byte !== 34) return at >= end ? INCOMPLETE : DAMAGED;
      let field = 0;
      let next = at;
      if (bytes[at + 3] === 34) {
        field = bytes[at + 1] | bytes[at + 2] << 8;
        next = at + 4;
      } else if (bytes[at + 4] === 34) {
        field = bytes[at + 1] | bytes[at + 2] << 8 | bytes[at + 3] << 16;
        next = at + 5;
      } else if (bytes[at + 5] === 34) {
        field = bytes[at + 1] | bytes[at + 2] << 8 | bytes[at + 3] << 16 | bytes[at + 4] << 24;
        next = at + 6;
      }
      if (bytes[next] !== 58 || field === 0) {
        const keyEnd = this.kit.skipString(bytes, at, end);
        if (keyEnd < 0) return keyEnd;
        field = this.fieldOf(bytes, at + 1, keyEnd - 1);
        next = this.kit.skipSpace(bytes, keyEnd);
        if (bytes[next] !== 58) return next >= end ? INCOMPLETE : DAMAGED;
      }
      at = next + 1;
      byte = bytes[at];
      while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++at];
      at = this.value(field, byte, bytes, at, end);
      if (at < 0) return at;
    }
  }

  /** Reads one value; the position behind it. */
  value(field, first, bytes, at, end) {
    switch (field) {
      case PH:
        if (first === 34 && bytes[at + 2] === 34 && bytes[at + 1] !== 92) {
          this.phase = bytes[at + 1];
          return at + 3;
        }
        return this.skip(bytes, at, end);
      case TS: {
        const next = this.readTime(bytes, at, end, true);
        this.hasTime = this.text === 1;
        this.time = this.nanoseconds;
        this.timePicoseconds = this.picoseconds;
        return next;
      }
      case DUR: {
        const next = this.readTime(bytes, at, end, false);
        this.durationKind = this.text === 1 ? 1 : 2;
        this.duration = this.nanoseconds;
        this.durationPicoseconds = this.picoseconds;
        return next;
      }
      case PID: {
        const next = this.readNumber(bytes, at, end);
        this.process = this.number;
        this.hasProcess = true;
        return next;
      }
      case TID: {
        const next = this.readNumber(bytes, at, end);
        this.thread = this.number;
        this.hasThread = true;
        return next;
      }
      case NAME: {
        const next = this.readText(this.names, first, bytes, at, end);
        this.name = this.text;
        return next;
      }
      case CAT: {
        const next = this.readText(this.categories, first, bytes, at, end);
        this.category = this.text;
        return next;
      }
      case ARGS: {
        const next = this.skip(bytes, at, end);
        if (first === 123) {
          this.argsFrom = at;
          this.argsTo = next;
        }
        return next;
      }
      case ID: return this.readId(bytes, at, end, 1);
      case ID2: return this.readScopedId(first, bytes, at, end);
      case SF: {
        const next = this.readNumber(bytes, at, end);
        this.frame = this.number;
        this.hasFrame = true;
        return next;
      }
      case LONG.weight: {
        const next = this.skip(bytes, at, end);
        if (next > 0) {
          const weight = Number(this.kit.scalarAt(bytes, at, next));
          if (Number.isFinite(weight)) this.weight = weight;
        }
        return next;
      }
      default: return this.skip(bytes, at, end);
    }
  }

  /** The number of a key that is long, escaped, or not followed by its colon at once. */
  fieldOf(bytes, from, to) {
    let length = to - from;
    if (length > 48) return 0;
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]);
    if (text.includes('\\')) {
      try {
        text = JSON.parse(`"${text}"`);
      } catch {
        return 0;
      }
      length = text.length;
    }
    return LONG[text] === 1 ? 1 : length >= 2 && length <= 4 ? key(text) : 0;
  }

  skip(bytes, at, end) {
    const next = this.kit.skipValue(bytes, at, end);
    if (this.kit.skipped.depth > this.limits.depth) this.isBroken = true;
    return next;
  }

  /** Sets `nanoseconds`, `picoseconds`, and `text` to 1 when there is a time. */
  readTime(bytes, from, end, isPoint) {
    let at = from;
    let byte = bytes[at];
    let whole = 0;
    while (byte >= 48 && byte <= 57) {
      whole = whole * 10 + (byte - 48);
      byte = bytes[++at];
    }
    const digits = at - from;
    if (digits === 0 || digits > 16 || whole > MOST_EXACT) return this.readOddTime(bytes, from, end, isPoint);
    let thousandths = 0;
    if (byte === 46) {
      const start = at + 1;
      let unit = 100;
      byte = bytes[++at];
      while (byte >= 48 && byte <= 57 && unit > 0) {
        thousandths += (byte - 48) * unit;
        unit = unit === 100 ? 10 : unit === 10 ? 1 : 0;
        byte = bytes[++at];
      }
      if (at === start || (byte >= 48 && byte <= 57)) return this.readOddTime(bytes, from, end, isPoint);
    }
    if (byte !== 44 && byte !== 125 && byte !== 10 && byte !== 32 && byte !== 13 && byte !== 9) return this.readOddTime(bytes, from, end, isPoint);
    if (isPoint) {
      if (whole > FAR && !this.isOriginFixed && this.origin === 0) this.origin = whole;
      whole -= this.origin;
    }
    this.nanoseconds = whole * 1000 + thousandths;
    this.picoseconds = 0;
    this.text = 1;
    return at;
  }

  readOddTime(bytes, from, end, isPoint) {
    const { kit } = this;
    const at = this.skip(bytes, from, end);
    if (at < 0) return at;
    const first = bytes[from];
    this.text = 0;
    if (at - from > 1000 || first === 123 || first === 91) return at;
    const text = first === 34 ? String(kit.scalarAt(bytes, from, at)) : new TextDecoder().decode(bytes.slice(from, at));
    if (isPoint && !this.isOriginFixed && this.origin === 0) {
      const microseconds = Math.floor(Number(text));
      if (Math.abs(microseconds) > FAR && Math.abs(microseconds) < MOST_EXACT) this.origin = microseconds;
    }
    const time = kit.parseTime(text, isPoint ? this.origin : 0);
    if (time) {
      this.nanoseconds = time.nanoseconds;
      this.picoseconds = time.picoseconds;
      this.text = 1;
    }
    return at;
  }

  /** Sets `number`: a pid, tid or frame. */
  readNumber(bytes, from, end) {
    let at = from;
    let byte = bytes[at];
    let value = 0;
    while (byte >= 48 && byte <= 57) {
      value = value * 10 + (byte - 48);
      byte = bytes[++at];
    }
    if (at - from > 0 && at - from <= 15 && (byte === 44 || byte === 125)) {
      this.number = value;
      return at;
    }
    at = this.skip(bytes, from, end);
    if (at > 0) this.number = this.oddNumber(bytes, from, at);
    return at;
  }

  oddNumber(bytes, from, to) {
    const first = bytes[from];
    const value = first === 123 || first === 91 || to - from > this.limits.name ? undefined : this.kit.scalarAt(bytes, from, to);
    if (value === undefined || value === null) {
      this.isBroken = true;
      return 0;
    }
    const text = typeof value === 'string' ? value : first === 34 ? String(value) : new TextDecoder().decode(bytes.slice(from, to));
    if (/^-?\d{1,16}$/.test(text) && Math.abs(Number(text)) < FIRST_TEXT) return Number(text) + 0;
    return FIRST_TEXT + this.ids.internText(text);
  }

  /** Sets `id` and its scope: a number, a hexadecimal text or any other text. */
  readId(bytes, from, end, scope) {
    if (bytes[from] !== 34) {
      const next = this.readNumber(bytes, from, end);
      this.id = this.number;
      this.idScope = scope;
      return next;
    }
    const next = this.skip(bytes, from, end);
    if (next < 0) return next;
    this.idScope = scope;
    this.id = next - from > this.limits.name ? FIRST_TEXT : this.idOf(String(this.kit.scalarAt(bytes, from, next)));
    return next;
  }

  idOf(text) {
    if (/^0[xX][0-9a-fA-F]{1,13}$/.test(text)) return Number(text);
    return FIRST_TEXT + this.ids.internText(text);
  }

  readScopedId(first, bytes, from, end) {
    const next = this.skip(bytes, from, end);
    if (next < 0) return next;
    if (first !== 123) {
      this.isBroken = true;
      return next;
    }
    this.kit.eachMember(bytes, from, next, (keyFrom, keyTo, valueFrom, valueTo) => {
      const name = String(this.kit.scalarAt(bytes, keyFrom - 1, keyTo + 1));
      if (LONG[name] > 1) this.readId(bytes, valueFrom, valueTo, LONG[name]);
    });
    return next;
  }

  /** Sets `text` to the number of a string in `table`; 0 for what is none. */
  readText(table, first, bytes, from, end) {
    if (first !== 34) {
      const next = this.skip(bytes, from, end);
      this.text = next > 0 && first !== 123 && first !== 91 ? table.internText(String(this.kit.scalarAt(bytes, from, next) ?? '')) : 0;
      return next;
    }
    let hash = 0x811c9dc5 | 0;
    let at = from + 1;
    let byte = bytes[at];
    while (byte !== 34) {
      if (byte === 92) return this.readEscaped(table, bytes, from, end);
      if (byte === 0 && at >= end) return this.kit.INCOMPLETE;
      hash = Math.imul(hash ^ byte, 0x01000193);
      byte = bytes[++at];
    }
    this.text = table.intern(bytes, from + 1, at, hash);
    return at + 1;
  }

  readEscaped(table, bytes, from, end) {
    const next = this.kit.skipString(bytes, from, end);
    if (next > 0) this.text = table.internText(String(this.kit.scalarAt(bytes, from, next)));
    return next;
  }
}
