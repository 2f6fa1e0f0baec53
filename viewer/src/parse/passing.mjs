// Passing over values of any length that come in pieces, and finding the way back after damage. Imports nothing.

/** Passes over one JSON value, or keeps its text. */
export class ValuePasser {
  /** @param {{metadata: number, depth: number}} limits the longest and deepest text kept */
  constructor(limits) {
    this.limits = limits;
    this.begin(false);
  }

  /** Starts at a value; `isKept` says whether `text` will be asked for. */
  begin(isKept) {
    this.isKept = isKept;
    this.isDone = false;
    this.depth = 0;
    this.deepest = 0;
    this.isInString = false;
    this.isEscaped = false;
    this.parts = [];
    this.length = 0;
  }

  /** Takes the bytes [from, to): the position behind the value when it ends there (`isDone`), else `to`. */
  take(bytes, from, to) {
    const at = this.end(bytes, from, to);
    if (this.isKept) this.keep(bytes, from, at);
    return at;
  }

  end(bytes, from, to) {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (this.isInString) {
        if (this.isEscaped) this.isEscaped = false;
        else if (byte === 92) this.isEscaped = true;
        else if (byte === 34) {
          this.isInString = false;
          this.isDone = this.depth === 0;
        }
      } else if (byte === 34) {
        this.isInString = true;
      } else if (byte === 123 || byte === 91) {
        if (++this.depth > this.deepest) this.deepest = this.depth;
      } else if (byte === 125 || byte === 93) {
        this.isDone = this.depth <= 1;
        if (this.depth === 0) return at;
        this.depth--;
      } else if (byte === 44 && this.depth === 0) {
        this.isDone = true;
        return at;
      }
      if (this.isDone) return at + 1;
    }
    return to;
  }

  keep(bytes, from, to) {
    this.length += to - from;
    if (this.length <= this.limits.metadata) this.parts.push(bytes.slice(from, to));
    else this.parts = [];
  }

  /** The text kept; null when it was longer or deeper than the limits. */
  text() {
    if (this.length > this.limits.metadata || this.deepest > this.limits.depth) return null;
    const decoder = new TextDecoder();
    const text = this.parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
    this.parts = [];
    return text;
  }
}

/** Finds where an event can begin after text that is no JSON. */
export class Recovery {
  constructor() {
    this.begin();
  }

  begin() {
    this.before = '';
  }

  /** The position of a brace behind "}," or at the start of a line, or of a bracket at the start of a line; -1 for none yet. */
  find(bytes, from, to) {
    let { before } = this;
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if ((byte === 123 && (before === ',' || before === '\n')) || (byte === 93 && before === '\n')) return at;
      if (byte === 10) before = before === ',' ? ',' : '\n';
      else if (byte === 44) before = before === '}' ? ',' : before === '\n' ? '\n' : '';
      else if (byte === 125) before = '}';
      else if (byte !== 32 && byte !== 13 && byte !== 9) before = '';
    }
    this.before = before;
    return -1;
  }
}
