// The state of a lane over time, from its spans: METHOD section 3 without scheduler events. Imports nothing.

/** Grows a strip; stretches of one state that touch become one. */
export class StripBuilder {
  constructor() {
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

  /** The strip as a Row, and an empty builder again. */
  take() {
    const { count } = this;
    this.count = 0;
    return {
      start: this.start.slice(0, count), end: this.end.slice(0, count), state: this.state.slice(0, count),
      name: null, category: null, args: null, pyramid: null,
    };
  }
}

/** What a span is to the state of its lane. */
export const ROLE = Object.freeze({ cover: 0, phase: 1, wait: 2 });

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

/**
 * The strip of a lane from its spans in the order of `arrange`.
 *
 * The innermost of what covers an instant is the last in that order. O(spans + stretches).
 * @param {{start: Float64Array, end: Float64Array}} columns
 * @param {Uint32Array|null} order indices relative to `from`
 * @param {(index: number) => number} meaning role << 8 | state of a span
 * @param {object} lane see `stateAt`
 * @param {StripBuilder} strip takes the stretches
 */
export function sweep({ start, end }, from, to, order, meaning, lane, strip) {
  const stacks = [[], [], []];
  const states = [[], [], []];
  let now = -Infinity;
  const top = (role) => {
    const stack = stacks[role];
    while (stack.length > 0 && stack[stack.length - 1] <= now) {
      stack.pop();
      states[role].pop();
    }
    return stack.length > 0 ? stack[stack.length - 1] : Infinity;
  };
  const advance = (until) => {
    while (now < until) {
      const next = Math.min(top(0), top(1), top(2), until);
      const [covers, phases, waits] = states;
      if (covers.length + phases.length + waits.length === 0) {
        now = until;
        return;
      }
      const phase = phases.length > 0 ? phases[phases.length - 1] : -1;
      const wait = waits.length > 0 ? waits[waits.length - 1] : -1;
      strip.add(now, next, stateAt(phase, wait, covers.length > 0, lane));
      now = next;
    }
  };
  for (let index = 0; index < to - from; index++) {
    const at = from + (order ? order[index] : index);
    if (start[at] > now) advance(start[at]);
    if (!(end[at] > start[at])) continue;
    const means = meaning(at);
    if (means < 0) continue;
    stacks[means >> 8].push(end[at]);
    states[means >> 8].push(means & 255);
  }
  advance(Infinity);
}
