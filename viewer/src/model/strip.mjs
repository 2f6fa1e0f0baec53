// The state of a lane over time, from its spans: METHOD section 3 without scheduler events. Imports nothing.

/** Stretches per slab, which the strips of many lanes share. */
const SLAB = 1 << 16;

/** Grows a strip; stretches of one state that touch become one. */
export class StripBuilder {
  constructor() {
    this.slab = null;
    this.used = 0;
    this.start = new Float64Array(256);
    this.end = new Float64Array(256);
    this.state = new Uint8Array(256);
    this.count = 0;
  }

  /** Adds [from, to) in a state; `none` (0) leaves a gap. */
  add(from, to, state) {
    if (state === 0 || !(to > from)) return;
    const last = this.count - 1;
    if (last >= 0 && this.state[last] === state && this.end[last] === from) {
      this.end[last] = to;
      return;
    }
    if (this.count === this.start.length) this.grow();
    this.start[this.count] = from;
    this.end[this.count] = to;
    this.state[this.count++] = state;
  }

  grow() {
    for (const key of ['start', 'end', 'state']) {
      const larger = new this[key].constructor(this.count * 2);
      larger.set(this[key]);
      this[key] = larger;
    }
  }

  /** The strip as a Row, and an empty builder again. Small strips are parts of a slab. */
  take() {
    const { count } = this;
    this.count = 0;
    if (!this.slab || this.used + count > this.slab.start.length) {
      const length = count > SLAB / 4 ? count : SLAB;
      const slab = { start: new Float64Array(length), end: new Float64Array(length), state: new Uint8Array(length) };
      if (length === count) return this.copyTo(slab, 0, count);
      this.slab = slab;
      this.used = 0;
    }
    this.used += count;
    return this.copyTo(this.slab, this.used - count, count);
  }

  copyTo(slab, from, count) {
    const copy = (key) => {
      slab[key].set(this[key].subarray(0, count), from);
      return slab[key].subarray(from, from + count);
    };
    return { start: copy('start'), end: copy('end'), state: copy('state'), name: null, category: null, args: null, pyramid: null };
  }
}

/** What a span is to the state of its lane; a span's code is its role and its state, `role | state`. */
export const ROLE = Object.freeze({ cover: 0, phase: 64, wait: 128, ignored: 192 });

/**
 * The rule of METHOD section 3: a GIL wait, then a lock wait inside a phase, then the phase and what it waits for.
 * @param {number} phase state of the innermost phase, -1 for none
 * @param {number} wait state of the innermost wait, -1 for none
 * @param {boolean} isCovered whether a span of the program's own is open
 * @param {{hasPhases: boolean, cover: number, STATE: object}} lane hasPhases: whether the lane has phases at all;
 *   cover: the state of the program's own spans outside of all phases
 */
export function stateAt(phase, wait, isCovered, { hasPhases, cover, STATE }) {
  if (wait === STATE.gil || wait === STATE.runq) return wait;
  if (phase === STATE.work) return wait >= 0 ? wait : phase;
  if (wait === STATE.lock && phase >= 0) return wait;
  if (phase >= 0) return phase;
  if (wait >= 0) return hasPhases ? STATE.none : wait;
  return isCovered ? cover : STATE.none;
}

/** Open spans of one role: when they end, and their states. */
class Open {
  constructor() {
    this.ends = [];
    this.states = [];
    /** When the innermost ends, Infinity where none is open. */
    this.end = Infinity;
    /** Its state, -1 where none is open. */
    this.state = -1;
  }

  push(end, state) {
    this.ends.push(end);
    this.states.push(state);
    this.end = end;
    this.state = state;
  }

  /** Takes away what has ended by `now` and is not covered by anything open. */
  close(now) {
    const { ends, states } = this;
    let last = ends.length - 1;
    for (; last >= 0 && ends[last] <= now; last--) {
      ends.pop();
      states.pop();
    }
    this.end = last < 0 ? Infinity : ends[last];
    this.state = last < 0 ? -1 : states[last];
  }
}

/**
 * The strip of a lane from its spans in the order of `arrange`.
 *
 * The innermost of what covers an instant is the last in that order. O(spans + stretches).
 * @param {{start: Float64Array, end: Float64Array, state: Uint8Array}} columns with the spans' codes as state
 * @param {Uint32Array|null} order indices relative to `from`
 * @param {object} lane see `stateAt`
 * @param {StripBuilder} strip takes the stretches
 */
export function sweep({ start, end, state }, from, to, order, lane, strip) {
  const covers = new Open();
  const phases = new Open();
  const waits = new Open();
  let now = -Infinity;
  const advance = (until) => {
    while (now < until) {
      const next = Math.min(covers.end, phases.end, waits.end, until);
      if (next === Infinity) return;
      if (covers.state >= 0 || phases.state >= 0 || waits.state >= 0) strip.add(now, next, stateAt(phases.state, waits.state, covers.state >= 0, lane));
      now = next;
      if (covers.end <= now) covers.close(now);
      if (phases.end <= now) phases.close(now);
      if (waits.end <= now) waits.close(now);
    }
  };
  const count = to - from;
  for (let index = 0; index < count; index++) {
    const at = from + (order ? order[index] : index);
    const begins = start[at];
    if (begins > now) advance(begins);
    const ends = end[at];
    if (!(ends > begins)) continue;
    const code = state[at];
    const open = code < 64 ? covers : code < 128 ? phases : code < 192 ? waits : null;
    open?.push(ends, code & 63);
  }
  advance(Infinity);
}
