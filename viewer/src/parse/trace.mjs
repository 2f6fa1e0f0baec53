// A trace's text in chunks to events, whatever stands around them: object or array form, closed or not,
// events per line, damaged or cut events. Imports nothing.

const START = 0;
const MEMBERS = 1;
const EVENTS = 2;
const LINES = 3;
const SKIP = 4;
const CAPTURE = 5;
const FRAMES = 6;
const SAMPLES = 7;
const RECOVER = 8;
const END = 9;

/** Bytes parsed before the next look at the clock, and how much must wait before parsing starts. */
const STEP = 1 << 18;
const PAD = 8;

/**
 * Finds the events of a trace and gives each to a sink.
 *
 * `push` takes the text in any pieces; the result does not depend on where they are cut.
 * Memory: one piece, or the longest event.
 */
export class TraceReader {
  /**
   * @param {object} kit ValuePasser, Recovery, skipString, skipValue, skipSpace, scalarAt, INCOMPLETE, DAMAGED, LoadError
   * @param {{event: (reader: EventReader, bytes: Uint8Array) => boolean, sample: (reader: EventReader) => void,
   *   frame: (id: string, frame: object) => void}} sink `event` tells whether the event could be used
   * @param {EventReader} reader
   * @param {object} limits LIMITS
   * @param {string} name the file's name, for errors
   */
  constructor(kit, sink, reader, limits, name) {
    Object.assign(this, { kit, sink, reader, limits, name });
    this.bytes = new Uint8Array(STEP * 2 + PAD);
    this.position = 0;
    this.length = 0;
    /** Offset in the text of the first byte held. */
    this.base = 0;
    this.wanted = 1;
    this.place = START;
    this.after = END;
    this.isObject = false;
    this.hasEvents = false;
    this.isFinishing = false;
    this.passer = new kit.ValuePasser(limits);
    this.recovery = new kit.Recovery();
    /** otherData as text, or null. */
    this.metadata = null;
    /** Whether otherData was longer or deeper than the limits. */
    this.isMetadataTooLong = false;
    this.keys = [];
    this.events = 0;
    this.malformed = 0;
    this.firstMalformed = -1;
    this.ignored = 0;
    this.frames = 0;
    /** Why the text ended early, or null: {byte, reason}. */
    this.truncation = null;
  }

  /** Takes the next bytes and parses what is whole; calls no more than one piece of work per 256 KiB. */
  push(chunk) {
    for (let from = 0; from < chunk.length; from += STEP) this.pushPiece(chunk.subarray(from, from + STEP));
  }

  /** As `push`, for at most 256 KiB. */
  pushPiece(piece) {
    this.makeRoom(piece.length);
    this.bytes.set(piece, this.length);
    this.length += piece.length;
    this.bytes.fill(0, this.length, this.length + PAD);
    if (this.length - this.position >= this.wanted) this.run();
  }

  makeRoom(length) {
    if (this.length + length + PAD <= this.bytes.length) return;
    const held = this.length - this.position;
    if (held + length + PAD > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, held + length + PAD));
      larger.set(this.bytes.subarray(this.position, this.length));
      this.bytes = larger;
    } else {
      this.bytes.copyWithin(0, this.position, this.length);
    }
    this.base += this.position;
    this.length = held;
    this.position = 0;
  }

  /** Where parsing stands, as an offset in the text. */
  get offset() {
    return this.base + this.position;
  }

  /** Takes the end of the text. Throws LoadError when the text was no trace. */
  finish() {
    this.isFinishing = true;
    this.run();
    const held = this.length - this.position;
    if (this.place === START) {
      throw this.failure(this.base + this.length === 0 ? 'The file is empty: give a Chrome trace, as .json or .json.gz.'
        : 'The file ends before a trace begins: give a Chrome trace, as .json or .json.gz.');
    }
    if (this.place === MEMBERS && !this.hasEvents && held === 0 && !this.truncation) throw this.failure('This JSON object has no traceEvents: it is no Chrome trace.');
    if (this.place !== END && this.place !== LINES) {
      const reason = held > 0 && (this.place === EVENTS || this.place === LINES) ? 'the last event is cut off'
        : this.isObject ? 'the object is not closed' : 'the array is not closed';
      this.truncation = { byte: this.base + this.length, reason };
    } else if (this.place === LINES && held > 0 && this.kit.skipSpace(this.bytes, this.position) < this.length) {
      this.truncation = { byte: this.base + this.length, reason: 'the last event is cut off' };
    }
    if (!this.hasEvents) throw this.failure('The text ends before traceEvents: give a whole Chrome trace.');
    if (this.events > 0 && this.malformed >= this.events && !this.truncation) throw this.failure('Nothing in this file is a trace event.');
    this.bytes = new Uint8Array(0);
  }

  failure(sentence) {
    return new this.kit.LoadError(sentence, { name: this.name, byte: this.offset });
  }

  /** Parses until the bytes do not hold a whole value. */
  run() {
    this.wanted = 1;
    for (;;) {
      const before = this.position;
      const place = this.place;
      let isMore;
      switch (place) {
        case START: isMore = this.start(); break;
        case MEMBERS: isMore = this.member(); break;
        case EVENTS: case LINES: isMore = this.elements(); break;
        case SKIP: case CAPTURE: isMore = this.pass(); break;
        case FRAMES: isMore = this.frame(); break;
        case SAMPLES: isMore = this.elements(); break;
        case RECOVER: isMore = this.recover(); break;
        default: isMore = this.drain();
      }
      if (!isMore || (this.position === before && this.place === place)) return;
    }
  }

  start() {
    const { bytes } = this;
    let at = this.position;
    if (!this.isFinishing && this.length - at < 3) return this.wait(3);
    if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
    at = this.kit.skipSpace(bytes, at);
    if (at >= this.length) {
      if (this.base === 0 && this.position === 0) return false;
      this.position = at;
      return false;
    }
    if (bytes[at] === 91) {
      this.position = at + 1;
      this.hasEvents = true;
      this.place = EVENTS;
      return true;
    }
    if (bytes[at] !== 123) throw this.failure('This is no Chrome trace: it starts with neither { nor [. Give a .json or .json.gz.');
    const next = this.reader.read(bytes, at, this.length, this.base);
    if (next === this.kit.INCOMPLETE && !this.isFinishing && this.length - at < STEP / 4) return this.wait(2 * (this.length - at));
    if (next > 0 && this.reader.phase !== 0) {
      this.position = at;
      this.hasEvents = true;
      this.place = LINES;
      return true;
    }
    this.position = at + 1;
    this.isObject = true;
    this.place = MEMBERS;
    return true;
  }

  /** Waits until so many bytes are held. */
  wait(bytes) {
    this.wanted = bytes;
    return false;
  }

  /** Goes past commas and space; where the next member begins, or the end of what is held. */
  skipToMember() {
    const { bytes } = this;
    let at = this.position;
    for (let byte = bytes[at]; byte === 44 || byte === 32 || byte === 10 || byte === 13 || byte === 9; byte = bytes[++at]);
    this.position = at;
    return at;
  }

  member() {
    const { bytes, kit, length } = this;
    const at = this.skipToMember();
    if (at >= length) return false;
    if (bytes[at] === 125) {
      this.position++;
      this.place = END;
      if (!this.hasEvents) throw this.failure('This JSON object has no traceEvents: it is no Chrome trace.');
      return true;
    }
    if (bytes[at] !== 34) return this.damage();
    const keyEnd = kit.skipString(bytes, at, length);
    if (keyEnd === kit.INCOMPLETE) return this.waitForMore(at);
    const colon = kit.skipSpace(bytes, keyEnd);
    if (colon >= length) return this.waitForMore(at);
    if (bytes[colon] !== 58) return this.damage();
    const value = kit.skipSpace(bytes, colon + 1);
    if (value >= length) return this.waitForMore(at);
    const name = keyEnd - at > 300 ? '' : String(kit.scalarAt(bytes, at, keyEnd));
    this.open(name, bytes[value], value);
    return true;
  }

  open(name, first, value) {
    this.position = value;
    if (this.keys.length < 64 && name !== 'traceEvents') this.keys.push(name);
    if (name === 'traceEvents' && first === 91) {
      this.position++;
      this.hasEvents = true;
      this.place = EVENTS;
    } else if (name === 'samples' && first === 91) {
      this.position++;
      this.place = SAMPLES;
    } else if (name === 'stackFrames' && first === 123) {
      this.position++;
      this.place = FRAMES;
    } else {
      this.place = name === 'otherData' && first === 123 ? CAPTURE : SKIP;
      this.after = MEMBERS;
      this.passer.begin(this.place === CAPTURE);
    }
  }

  /** Waits for a value that is not whole yet; one that is too long ends the file. */
  waitForMore(from) {
    const held = this.length - from;
    if (held > this.limits.event) throw this.failure('A key of the object is longer than any trace has: this is no Chrome trace.');
    return this.wait(this.length - this.position + held);
  }

  /** Events, or samples, one after another. */
  elements() {
    const { reader, sink, kit } = this;
    const isSamples = this.place === SAMPLES;
    for (;;) {
      const { bytes, length } = this;
      let at = this.position;
      let byte = bytes[at];
      while (byte === 44 || byte === 10 || byte === 32 || byte === 13 || byte === 9) byte = bytes[++at];
      this.position = at;
      if (at >= length) return false;
      if (byte === 123) {
        const next = reader.read(bytes, at, length, this.base);
        if (next === kit.INCOMPLETE) return this.waitForEvent(at);
        if (next === kit.DAMAGED) return isSamples ? this.skipRest() : this.damage();
        this.position = next;
        if (isSamples) {
          sink.sample(reader);
        } else {
          this.events++;
          if (!sink.event(reader, bytes)) {
            this.malformed++;
            if (this.firstMalformed < 0) this.firstMalformed = reader.offset;
          }
        }
      } else if (byte === 93) {
        this.position++;
        this.place = this.isObject ? MEMBERS : END;
        return true;
      } else if (byte === 125 || byte === 58) {
        return this.damage();
      } else {
        const next = kit.skipValue(bytes, at, length);
        if (next === kit.INCOMPLETE) return this.waitForEvent(at);
        if (next === kit.DAMAGED) return this.damage();
        this.dropped();
        this.position = next;
      }
    }
  }

  dropped() {
    this.events++;
    this.malformed++;
    if (this.firstMalformed < 0) this.firstMalformed = this.offset;
  }

  /** Waits for the rest of an event; passes over one that is too long. */
  waitForEvent(at) {
    const held = this.length - at;
    if (held <= this.limits.event) return this.wait(held * 2);
    this.dropped();
    this.after = this.place;
    this.place = SKIP;
    this.passer.begin(false);
    return true;
  }

  skipRest() {
    this.place = RECOVER;
    this.recovery.begin();
    return true;
  }

  damage() {
    if (!this.hasEvents) throw this.failure(`The text is not JSON at byte ${this.offset}: give a Chrome trace, as .json or .json.gz.`);
    this.dropped();
    this.position++;
    this.place = RECOVER;
    this.recovery.begin();
    return true;
  }

  /** Passes over a value of any length, keeping its text when it is otherData. */
  pass() {
    const { bytes, length, passer } = this;
    this.position = passer.take(bytes, this.position, length);
    if (!passer.isDone) return false;
    if (this.place === CAPTURE) {
      this.metadata = passer.text();
      this.isMetadataTooLong = this.metadata === null;
    }
    this.place = this.after;
    return true;
  }

  /** One member of stackFrames. */
  frame() {
    const { bytes, kit, length } = this;
    const at = this.skipToMember();
    if (at >= length) return false;
    if (bytes[at] === 125) {
      this.position++;
      this.place = MEMBERS;
      return true;
    }
    if (bytes[at] !== 34) return this.damage();
    const keyEnd = kit.skipString(bytes, at, length);
    if (keyEnd === kit.INCOMPLETE) return this.waitForMore(at);
    const colon = kit.skipSpace(bytes, keyEnd);
    const value = kit.skipSpace(bytes, colon + 1);
    const valueEnd = bytes[colon] === 58 ? kit.skipValue(bytes, value, length) : colon >= length ? kit.INCOMPLETE : kit.DAMAGED;
    if (valueEnd === kit.INCOMPLETE) return this.waitForMore(at);
    if (valueEnd === kit.DAMAGED) return this.damage();
    this.position = valueEnd;
    this.frames++;
    if (bytes[value] === 123) this.sink.frame(kit.scalarAt(bytes, at, keyEnd), bytes, value, valueEnd);
    return true;
  }

  /** After text that is no JSON: goes to where an event can begin. */
  recover() {
    const at = this.recovery.find(this.bytes, this.position, this.length);
    this.position = at < 0 ? this.length : at;
    if (at >= 0) this.place = EVENTS;
    return at >= 0;
  }

  /** What follows the end: nothing but space should. */
  drain() {
    const at = this.kit.skipSpace(this.bytes, this.position);
    this.ignored += this.length - at;
    this.position = this.length;
    return false;
  }
}
