// Takes events and keeps what the model needs of them, in columns. Imports nothing.

const code = (letter) => letter.charCodeAt(0);
const [X, B, E, b, e, n, s, t, f, C, i, I, R, M, P] = [...'XBEbenstfCiIRMP'].map(code);
const MOST_TIME = 2 ** 61;
/** The longest name of a lane or a process, characters: there may be very many. */
const LANE_NAME = 4096;

/** A copy that does not keep the whole text alive. */
const shortened = (text) => text.length <= LANE_NAME ? text : JSON.parse(JSON.stringify(text.slice(0, LANE_NAME)));

/** The sink of a TraceReader. */
export class ModelBuilder {
  /**
   * @param {object} kit Columns, PairTable, CounterTable, KIND, wordOf, kindOf, eachMember, scalarAt, LoadError
   * @param {{names: StringTable, categories: StringTable, ids: StringTable}} tables
   * @param {object} limits LIMITS
   */
  constructor(kit, tables, limits) {
    const { Columns, PairTable } = kit;
    Object.assign(this, { kit, limits }, tables);
    this.spans = new Columns({ lane: Uint32Array, start: Float64Array, end: Float64Array, name: Uint32Array, category: Uint16Array, args: Uint32Array });
    this.endless = new Columns({ lane: Uint32Array, start: Float64Array, name: Uint32Array, category: Uint16Array, args: Uint32Array });
    this.marks = new Columns({ lane: Uint32Array, time: Float64Array, name: Uint32Array, category: Uint16Array, args: Uint32Array, isBegin: Uint8Array });
    this.asyncs = new Columns({ key: Uint32Array, identity: Uint32Array, process: Uint32Array, lane: Uint32Array, time: Float64Array, name: Uint32Array, category: Uint16Array, args: Uint32Array, task: Float64Array, isBegin: Uint8Array });
    this.arrows = new Columns({ key: Uint32Array, lane: Uint32Array, time: Float64Array, category: Uint16Array, kind: Uint8Array });
    this.instants = new Columns({ lane: Uint32Array, time: Float64Array, name: Uint32Array });
    this.steps = new Columns({ lane: Uint32Array, start: Float64Array, end: Float64Array, task: Float64Array });
    this.samples = new Columns({ lane: Int32Array, thread: Float64Array, time: Float64Array, weight: Float64Array, frame: Float64Array });
    this.lanes = new PairTable();
    this.processes = new PairTable();
    this.identities = new PairTable();
    this.asyncKeys = new PairTable();
    this.arrowKeys = new PairTable();
    this.threadFacts = new Map();
    this.processFacts = new Map();
    this.counters = new kit.CounterTable(kit, tables, limits);
    this.frames = new Map();
    /** Run windows: X and i events of category run with a model. */
    this.runs = [];
    this.kinds = [];
    this.words = [''];
    this.last = -Infinity;
    this.first = Infinity;
    this.recentLane = -1;
    this.recentProcess = 0.5;
    this.recentThread = 0.5;
    this.tally = { metadata: 0, asyncPoints: 0, skipped: 0, rounded: 0, lanesRefused: 0, argsUnavailable: 0, noDuration: 0 };
  }

  /** Keeps an event; false when it cannot be used. */
  event(event, bytes) {
    const { phase } = event;
    if (phase === X) return this.complete(event, bytes);
    if (phase === M) return this.describe(event, bytes);
    if (event.isBroken || phase === 0) return false;
    if (!this.hasTime(event)) return false;
    const time = event.time + (event.timePicoseconds >= 500 ? 1 : 0);
    if (phase === C) return this.counter(event, bytes, time);
    const lane = this.laneOf(event);
    if (lane < 0) return true;
    event.isOriginFixed = true;
    if (time > this.last) this.last = time;
    if (time < this.first) this.first = time;
    switch (phase) {
      case B: case E: return this.mark(event, lane, time, phase === B ? 1 : 0);
      case b: case e: return this.asyncMark(event, bytes, lane, time, phase === b ? 1 : 0);
      case s: case t: case f: return this.arrow(event, lane, time, phase === s ? 0 : phase === t ? 1 : 2);
      case i: case I: case R: return this.instant(event, bytes, lane, time);
      case n: this.tally.asyncPoints++; return this.point(event, lane, time);
      case P: if (event.hasFrame) this.addSample(event, lane, 0, time); else this.tally.skipped++; return true;
      default: this.tally.skipped++; return true;
    }
  }

  complete(event, bytes) {
    if (event.isBroken || event.durationKind === 2 || !this.hasTime(event)) return false;
    const start = event.time + (event.timePicoseconds >= 500 ? 1 : 0);
    if (event.durationKind === 0) return this.completeWithoutEnd(event, start);
    const picoseconds = event.timePicoseconds + event.durationPicoseconds;
    const end = event.time + event.duration + (picoseconds >= 1500 ? 2 : picoseconds >= 500 ? 1 : 0);
    if (!(event.duration >= 0) || end > MOST_TIME) return false;
    const lane = this.laneOf(event);
    if (lane < 0) return true;
    event.isOriginFixed = true;
    if (start < this.first) this.first = start;
    if (end > this.last) this.last = end;
    const kind = this.kindOfCategory(event.category);
    if (kind !== 0) {
      const { KIND } = this.kit;
      if (kind === KIND.run && this.run(event, bytes, lane, start, end)) return true;
      if (kind === KIND.step) this.step(event, bytes, lane, start, end);
    }
    this.addSpan(lane, start, end, event.name, event.category, this.argsOf(event));
    return true;
  }

  addSpan(lane, start, end, name, category, args) {
    const row = this.spans.next();
    if (row === 0) this.checkSpans();
    const chunk = this.spans.chunk;
    chunk.lane[row] = lane;
    chunk.start[row] = start;
    chunk.end[row] = end;
    chunk.name[row] = name;
    chunk.category[row] = category;
    chunk.args[row] = args;
  }

  checkSpans() {
    if (this.spans.count + this.marks.count / 2 + this.asyncs.count / 2 > this.limits.spans) {
      throw new this.kit.LoadError(`The trace holds more than ${this.limits.spans / 1e6} million spans: record a shorter time, or cut it with another tool.`);
    }
  }

  completeWithoutEnd(event, start) {
    const lane = this.laneOf(event);
    if (lane < 0) return true;
    event.isOriginFixed = true;
    if (start < this.first) this.first = start;
    if (start > this.last) this.last = start;
    this.tally.noDuration++;
    const row = this.endless.next();
    const chunk = this.endless.chunk;
    chunk.lane[row] = lane;
    chunk.start[row] = start;
    chunk.name[row] = event.name;
    chunk.category[row] = event.category;
    chunk.args[row] = this.argsOf(event);
    return true;
  }

  mark(event, lane, time, isBegin) {
    const row = this.marks.next();
    if (row === 0) this.checkSpans();
    const chunk = this.marks.chunk;
    chunk.lane[row] = lane;
    chunk.time[row] = time;
    chunk.name[row] = event.name;
    chunk.category[row] = event.category;
    chunk.args[row] = this.argsOf(event);
    chunk.isBegin[row] = isBegin;
    return true;
  }

  asyncMark(event, bytes, lane, time, isBegin) {
    if (event.idScope === 0) return false;
    const identity = this.identityOf(event);
    const row = this.asyncs.next();
    if (row === 0) this.checkSpans();
    const chunk = this.asyncs.chunk;
    chunk.key[row] = this.asyncKeys.index(identity, event.category);
    chunk.identity[row] = identity;
    chunk.process[row] = this.processOf(event);
    chunk.lane[row] = lane;
    chunk.time[row] = time;
    chunk.name[row] = event.name;
    chunk.category[row] = event.category;
    chunk.args[row] = this.argsOf(event);
    chunk.isBegin[row] = isBegin;
    chunk.task[row] = this.kindOfCategory(event.category) === this.kit.KIND.task ? this.taskOf(event, bytes, isBegin ? event.id : NaN) : NaN;
    return true;
  }

  arrow(event, lane, time, kind) {
    if (event.idScope === 0) return false;
    const row = this.arrows.next();
    const chunk = this.arrows.chunk;
    chunk.key[row] = this.arrowKeys.index(this.identityOf(event), event.category * 2 ** 24 + event.name);
    chunk.lane[row] = lane;
    chunk.time[row] = time;
    chunk.category[row] = event.category;
    chunk.kind[row] = kind;
    return true;
  }

  instant(event, bytes, lane, time) {
    if (this.kindOfCategory(event.category) === this.kit.KIND.run && this.run(event, bytes, lane, time, NaN)) return true;
    return this.point(event, lane, time);
  }

  point(event, lane, time) {
    const row = this.instants.next();
    this.instants.chunk.lane[row] = lane;
    this.instants.chunk.time[row] = time;
    this.instants.chunk.name[row] = event.name;
    return true;
  }

  /** An element of `samples`. */
  sample(event) {
    if (!event.hasFrame || !this.hasTime(event)) this.tally.skipped++;
    else this.addSample(event, event.hasProcess ? this.laneOf(event) : -1, event.thread, event.time);
  }

  addSample(event, lane, thread, time) {
    const row = this.samples.next();
    const chunk = this.samples.chunk;
    chunk.lane[row] = lane;
    chunk.thread[row] = thread;
    chunk.time[row] = time;
    chunk.weight[row] = event.weight;
    chunk.frame[row] = event.frame;
    if (time > this.last) this.last = time;
    if (time < this.first) this.first = time;
  }

  /** A member of `stackFrames`. */
  frame(id, bytes, from, to) {
    if (this.frames.size >= this.limits.frames) return;
    const frame = { name: 0, category: 0, parent: null };
    this.kit.eachMember(bytes, from, to, (keyFrom, keyTo, valueFrom, valueTo) => {
      const key = this.kit.scalarAt(bytes, keyFrom - 1, keyTo + 1);
      if (key !== 'name' && key !== 'category' && key !== 'parent') return;
      const value = this.kit.scalarAt(bytes, valueFrom, valueTo);
      if (value === undefined || value === null) return;
      if (key === 'parent') frame.parent = String(value);
      else frame[key] = this.names.internText(String(value));
    });
    this.frames.set(String(id), frame);
  }

  hasTime(event) {
    if (!event.hasTime) return false;
    if (event.time > 2 ** 53 || event.time < -(2 ** 53)) this.tally.rounded++;
    return true;
  }

  /** The lane's number; -1, counted, beyond the most lanes. */
  laneOf(event) {
    const process = event.hasProcess ? event.process : 0;
    const thread = event.hasThread ? event.thread : process;
    if (process === this.recentProcess && thread === this.recentThread) return this.recentLane;
    const lane = this.lanes.index(process, thread, this.limits.lanes);
    if (lane < 0) {
      this.tally.lanesRefused++;
      return -1;
    }
    this.recentProcess = process;
    this.recentThread = thread;
    this.recentLane = lane;
    return lane;
  }

  processOf(event) {
    return this.processes.index(event.hasProcess ? event.process : 0, 0);
  }

  /** The number of an id with its scope, and its process where it is local. */
  identityOf(event) {
    return this.identities.index(event.id, event.idScope === 2 ? this.processOf(event) * 4 + 2 : event.idScope === 3 ? 3 : 1);
  }

  argsOf(event) {
    if (event.argsTo - event.argsFrom <= 2) return 0;
    if (event.offset < 4294967295) return event.offset + 1;
    this.tally.argsUnavailable++;
    return 0;
  }

  kindOfCategory(category) {
    if (category === 0) return 0;
    const kind = this.kinds[category];
    if (kind !== undefined) return kind;
    const word = this.kit.wordOf(this.categories.text(category));
    this.words[category] = word;
    return this.kinds[category] = this.kit.kindOf(word);
  }

  /** args.task as a number of `ids` or itself, or what stands for it. */
  taskOf(event, bytes, other) {
    let task = other;
    if (event.argsTo > 0) {
      this.kit.eachMember(bytes, event.argsFrom, event.argsTo, (keyFrom, keyTo, valueFrom, valueTo) => {
        if (keyTo - keyFrom !== 4 || bytes[keyFrom] !== 116 || bytes[keyFrom + 1] !== 97 || bytes[keyFrom + 2] !== 115 || bytes[keyFrom + 3] !== 107) return;
        if (event.readNumber(bytes, valueFrom, valueTo) > 0) task = event.number;
      });
    }
    return task;
  }

  step(event, bytes, lane, start, end) {
    const task = this.taskOf(event, bytes, NaN);
    if (Number.isNaN(task)) return;
    const row = this.steps.next();
    const chunk = this.steps.chunk;
    chunk.lane[row] = lane;
    chunk.start[row] = start;
    chunk.end[row] = end;
    chunk.task[row] = task;
  }

  /** Members of args by key; scalars only. */
  argsObject(event, bytes, most = 64) {
    const found = new Map();
    if (event.argsTo === 0) return found;
    this.kit.eachMember(bytes, event.argsFrom, event.argsTo, (keyFrom, keyTo, valueFrom, valueTo) => {
      if (found.size >= most || keyTo - keyFrom > this.limits.name || valueTo - valueFrom > 2 * this.limits.name) return;
      found.set(String(this.kit.scalarAt(bytes, keyFrom - 1, keyTo + 1)), this.kit.scalarAt(bytes, valueFrom, valueTo));
    });
    return found;
  }

  run(event, bytes, lane, start, end) {
    const args = this.argsObject(event, bytes);
    const model = args.get('model');
    if (typeof model !== 'string' || this.runs.length >= 10_000) return false;
    const count = (value) => Number.isInteger(value) && value > 0 ? value : null;
    this.runs.push({ lane, process: event.hasProcess ? event.process : 0, name: event.name, model, start, end, cores: count(args.get('cores')), slots: count(args.get('slots')) });
    return true;
  }

  describe(event, bytes) {
    this.tally.metadata++;
    const what = event.name === 0 ? '' : this.names.text(event.name);
    const isThread = what === 'thread_name' || what === 'thread_sort_index';
    if (!isThread && what !== 'process_name' && what !== 'process_sort_index' && what !== 'process_labels') return true;
    const args = this.argsObject(event, bytes);
    const index = isThread ? this.laneOf(event) : this.processes.index(event.hasProcess ? event.process : 0, 0, this.limits.lanes);
    if (index < 0) return true;
    const facts = isThread ? this.threadFacts : this.processFacts;
    if (!facts.has(index)) facts.set(index, { name: '', sort: null, roles: [] });
    const fact = facts.get(index);
    const name = args.get('name');
    const sort = Number(args.get('sort_index'));
    if (what.endsWith('_name') && name !== undefined && name !== null) fact.name = shortened(String(name));
    if (what.endsWith('_sort_index') && Number.isFinite(sort)) fact.sort = sort;
    const role = args.get('role');
    if (typeof role === 'string' && isThread && !fact.roles.includes(role) && fact.roles.length < 8) fact.roles.push(role.slice(0, 64));
    return true;
  }

  counter(event, bytes, time) {
    event.isOriginFixed = true;
    if (time > this.last) this.last = time;
    if (time < this.first) this.first = time;
    this.counters.add(event, bytes, time);
    return true;
  }
}
