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
 * @param {object} kit STATE, ROLE, sweep
 * @param {object} strip a StripBuilder that takes the stretches
 * @param {object} scratch another, empty before and after
 */
export function taskStrip(lane, stripOf, stateOfWait, kit, strip, scratch) {
  const { STATE } = kit;
  const base = waitsOf(lane, stateOfWait, kit, scratch);
  const steps = [];
  for (let at = 0; at < lane.steps.length; at += 3) steps.push({ thread: lane.steps[at], start: lane.steps[at + 1], end: lane.steps[at + 2] });
  steps.sort((left, right) => left.start - right.start);
  const spans = [];
  for (let at = 0; at < lane.spans.length; at += 2) spans.push([lane.spans[at], lane.spans[at + 1]]);
  spans.sort((left, right) => left[0] - right[0]);
  let next = 0;
  let now = -Infinity;
  for (const [begin, end] of spans) {
    now = Math.max(now, begin);
    while (next < steps.length && steps[next].start < end) {
      const step = steps[next++];
      const from = Math.max(step.start, now);
      const until = Math.min(step.end, end);
      if (until <= from) continue;
      copyStates(base, now, from, STATE.loop, strip);
      copyStates(stripOf(step.thread), from, until, STATE.unattributed, strip);
      now = until;
    }
    copyStates(base, now, end, STATE.loop, strip);
    now = Math.max(now, end);
  }
}

/** What the task waits for when no step runs; parts of `scratch`, good until it is filled again. */
function waitsOf(lane, stateOfWait, { STATE, ROLE, sweep }, scratch) {
  const waits = [...lane.waits].sort(byStart);
  const columns = { start: waits.map((span) => span.start), end: waits.map((span) => span.end), state: waits.map((span) => ROLE.wait | stateOfWait(span)) };
  sweep(columns, 0, waits.length, null, { hasPhases: false, cover: STATE.none, STATE }, scratch);
  const { count } = scratch;
  scratch.count = 0;
  return { start: scratch.start.subarray(0, count), end: scratch.end.subarray(0, count), state: scratch.state.subarray(0, count) };
}

const byStart = (left, right) => left.start - right.start || right.end - left.end;

/** The stretches of a strip between two times; `gap` where there is none. */
function copyStates({ start, end, state }, from, to, gap, strip) {
  let low = 0;
  let high = start.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle] <= from) low = middle + 1;
    else high = middle;
  }
  let now = from;
  for (; low < start.length && start[low] < to; low++) {
    if (start[low] > now) strip.add(now, start[low], gap);
    now = Math.max(now, start[low]);
    const until = Math.min(end[low], to);
    strip.add(now, until, state[low]);
    now = until;
  }
  strip.add(now, to, gap);
}
