// Async spans as lanes: one per task, one per process and category for the others. Imports nothing.

/**
 * Sorts matched async spans into lanes; the spans themselves go into the builder's table.
 *
 * A task's waits are told by their id, which is the task's own.
 */
export class AsyncLanes {
  /**
   * @param {object} builder a ModelBuilder
   * @param {object} kit KIND, LIMITS
   */
  constructor(builder, kit) {
    Object.assign(this, { builder, kit });
    /** Lanes in the order of their number less the number of threads. */
    this.lanes = [];
    this.byKey = new Map();
    this.waits = [];
    this.undrawn = 0;
    this.hasSteps = false;
  }

  /** Takes a span; waits are kept back until all tasks are known. */
  take(span) {
    const kind = this.builder.kindOfCategory(span.category);
    if (kind === this.kit.KIND.wait) this.waits.push(span);
    else if (kind === this.kit.KIND.task) this.addTask(span);
    else this.add(`c ${span.process} ${span.category}`, span, null);
  }

  addTask(span) {
    const lane = this.add(`t ${span.process} ${span.task}`, span, span.task);
    if (!lane) return;
    lane.spans.push(span.start, span.end);
    this.byKey.set(`i ${span.process} ${span.identity}`, lane);
  }

  add(key, span, task) {
    let lane = this.byKey.get(key);
    if (!lane) {
      const index = this.builder.lanes.count + this.lanes.length;
      if (index >= this.kit.LIMITS.lanes) {
        this.undrawn++;
        return null;
      }
      lane = { index, process: span.process, task, name: span.name, category: span.category, spans: [], waits: [], steps: [] };
      this.lanes.push(lane);
      this.byKey.set(key, lane);
    }
    this.builder.addSpan(lane.index, span.start, span.end, span.name, span.category, span.args);
    return lane;
  }

  /** Gives the waits to their tasks; one without a task goes with its category. */
  settleWaits() {
    for (const span of this.waits) {
      const lane = this.byKey.get(`i ${span.process} ${span.identity}`);
      if (!lane) {
        this.add(`c ${span.process} ${span.category}`, span, null);
        continue;
      }
      lane.waits.push(span);
      this.builder.addSpan(lane.index, span.start, span.end, span.name, span.category, span.args);
    }
    this.waits = [];
  }

  /** Gives each task the steps that ran it: thread lane, start, end. */
  settleSteps() {
    const { steps, lanes: threads, processes } = this.builder;
    this.hasSteps = steps.count > 0;
    if (!this.hasSteps) return;
    const [lane, start, end, task] = ['lane', 'start', 'end', 'task'].map((name) => steps.take(name));
    for (let row = 0; row < lane.length; row++) {
      const process = processes.find(threads.first[lane[row]], 0);
      this.byKey.get(`t ${process} ${task[row]}`)?.steps.push(lane[row], start[row], end[row]);
    }
  }
}

/**
 * The strip of an async task: inside a step the state of the thread that ran it, else the state of its wait,
 * else `loop` between begin and end.
 * @param {object} lane from AsyncLanes
 * @param {(thread: number) => object} stripOf the strip of a thread lane
 * @param {(span: object) => number} stateOfWait
 * @param {object} kit STATE
 * @param {object} strip a StripBuilder
 */
export function taskStrip(lane, stripOf, stateOfWait, { STATE }, strip) {
  const pieces = [];
  for (let at = 0; at < lane.steps.length; at += 3) pieces.push({ start: lane.steps[at + 1], end: lane.steps[at + 2], thread: lane.steps[at], state: 0 });
  for (const span of lane.waits) pieces.push({ start: span.start, end: span.end, thread: -1, state: stateOfWait(span) });
  pieces.sort((left, right) => left.start - right.start || right.thread - left.thread);
  const spans = [];
  for (let at = 0; at < lane.spans.length; at += 2) spans.push([lane.spans[at], lane.spans[at + 1]]);
  spans.sort((left, right) => left[0] - right[0]);
  let next = 0;
  let now = -Infinity;
  for (const [begin, end] of spans) {
    now = Math.max(now, begin);
    while (next < pieces.length && pieces[next].start < end) {
      const piece = pieces[next++];
      const from = Math.max(piece.start, now);
      const until = cutByStep(pieces, next, piece, end);
      if (until <= from) continue;
      strip.add(now, from, STATE.loop);
      if (piece.thread < 0) strip.add(from, until, piece.state);
      else copyStates(stripOf(piece.thread), from, until, STATE, strip);
      now = until;
    }
    strip.add(now, end, STATE.loop);
    now = Math.max(now, end);
  }
}

/** A wait ends where the next step begins. */
function cutByStep(pieces, next, piece, end) {
  let until = Math.min(piece.end, end);
  if (piece.thread >= 0) return until;
  for (let at = next; at < pieces.length && pieces[at].start < until; at++) {
    if (pieces[at].thread >= 0) until = pieces[at].start;
  }
  return until;
}

function copyStates({ start, end, state }, from, to, STATE, strip) {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle] <= from) low = middle + 1;
    else high = middle;
  }
  let now = from;
  for (; low < start.length && start[low] < to; low++) {
    strip.add(now, Math.max(now, start[low]), STATE.unattributed);
    now = Math.max(now, start[low]);
    const until = Math.min(end[low], to);
    strip.add(now, until, state[low]);
    now = until;
  }
  strip.add(now, to, STATE.unattributed);
}
