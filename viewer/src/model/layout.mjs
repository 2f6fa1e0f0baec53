// Lays the spans out in rows and strips, lane by lane. Imports nothing.

const row = (start, end, state, name, category, args) => ({ start, end, state, name, category, args, pyramid: null });

/**
 * Orders all spans by lane and row and makes every lane's strip; yields after each lane.
 *
 * All rows of a file share six arrays, of which they are parts. Strips get their pyramids here; rows get theirs when the
 * page first draws them.
 * @param {object} builder a ModelBuilder; its spans are used up
 * @param {{lanes: object[]}} table from describeLanes
 * @param {object} asyncLanes an AsyncLanes
 * @param {object} context as finish.mjs makes it
 * @param {object} kit arrange, reorder, sweep, StripBuilder, taskStrip, STATE, stateOf, KIND, ROLE, LIMITS, buildPyramid
 * @returns {Generator<void, {lanes: object[], bounds: {pid, start, end}[], spans: number, crossing: number, beyond: number, hasCovers: boolean}>}
 */
export function* layOut(builder, table, asyncLanes, context, kit) {
  const { spans } = builder;
  const sources = builder.lanes.count + asyncLanes.lanes.length;
  const starts = spans.starts(sources);
  const total = spans.count;
  const columns = {};
  for (const name of ['start', 'end', 'name', 'category', 'args']) {
    columns[name] = total > 0 ? spans.scatter(name, starts) : new spans.types[name](0);
    yield;
  }
  spans.clear();
  columns.state = new Uint8Array(total);
  for (let at = 0; at < total; at++) if (columns.name[at] !== 0) columns.name[at] += context.nameOffset;
  columns.name = narrowed(columns.name, builder.names.count + context.nameOffset);
  columns.category = narrowed(columns.category, builder.categories.count);
  const meanings = makeMeanings(builder, context, kit);
  const strip = new kit.StripBuilder();
  const scratch = new kit.StripBuilder();
  const stripOf = new Map();
  const result = { lanes: [], bounds: [], spans: total, crossing: 0, beyond: 0, hasCovers: false, rows: 0 };
  const isTask = new Map(asyncLanes.lanes.filter((lane) => lane.task !== null).map((lane) => [lane.index, lane]));
  for (const [index, lane] of table.lanes.entries()) {
    const from = starts[lane.source];
    const to = starts[lane.source + 1];
    const laid = layLane(columns, from, to, lane, meanings, strip, context, kit, result);
    const task = isTask.get(lane.source);
    if (task) {
      const made = stripOf;
      kit.taskStrip(task, (thread) => made.get(thread) ?? emptyStrip, (span) => meanings.waitState(context.nameOf(span.name)), kit, strip, scratch);
      laid.strip = strip.take();
    } else if (asyncLanes.hasSteps) {
      stripOf.set(lane.source, laid.strip);
    }
    if (kit.buildPyramid) laid.strip.pyramid = kit.buildPyramid(laid.strip);
    result.lanes.push({
      pid: lane.pid, tid: lane.tid, task: lane.task, process: lane.process, name: lane.name, role: lane.role, sort: index, strip: laid.strip, rows: laid.rows,
    });
    result.bounds.push({ pid: lane.pid, start: laid.start, end: laid.end });
    if ((index & 15) === 15 || to - from > 20_000) yield;
  }
  return result;
}

/** Numbers below `limit` in the smallest type that holds them: few traces have more names or categories than that. */
function narrowed(column, limit) {
  const Type = limit <= 256 ? Uint8Array : limit <= 65536 ? Uint16Array : Uint32Array;
  return Type.BYTES_PER_ELEMENT < column.BYTES_PER_ELEMENT ? new Type(column) : column;
}

const emptyStrip = row(new Float64Array(0), new Float64Array(0), new Uint8Array(0), null, null, null);

function layLane(columns, from, to, lane, meanings, strip, context, kit, result) {
  const { STATE } = kit;
  const plan = kit.arrange(columns, from, to, meanings.rank, kit);
  result.crossing += plan.crossing;
  result.beyond += plan.beyond;
  const { hasPhases, hasCovers, start, end } = meanings.fill(columns, from, to, lane.kind);
  if (hasCovers && lane.kind === 0) result.hasCovers = true;
  const cover = context.isForeign ? STATE.work : STATE.none;
  if (lane.kind !== 1) kit.sweep(columns, from, to, plan.order, { hasPhases, cover, STATE }, strip);
  colour(columns.state, from, plan, to - from, cover, kit.ROLE);
  const begins = kit.reorder([columns.start, columns.end, columns.state, columns.name, columns.category, columns.args], from, to, plan);
  const rows = [];
  for (let at = 0; at + 1 < begins.length && to > from; at++) {
    if (result.rows >= kit.LIMITS.rowsInAll) {
      result.beyond += begins[begins.length - 1] - begins[at];
      break;
    }
    result.rows++;
    const a = from + begins[at];
    const b = from + begins[at + 1];
    rows.push(row(...['start', 'end', 'state', 'name', 'category', 'args'].map((name) => columns[name].subarray(a, b))));
  }
  return { rows, strip: shared(strip, rows), start, end };
}

/** From codes to states: the program's own spans have the state of the span they stand in. */
function colour(state, from, { order, row: rowOf }, count, cover, ROLE) {
  const above = [cover];
  for (let index = 0; index < count; index++) {
    const at = from + (order ? order[index] : index);
    const place = rowOf ? rowOf[index] : 0;
    const code = state[at];
    const own = code >= ROLE.phase && code < ROLE.ignored ? code & 63 : place > 0 && place < 65535 ? above[place - 1] : cover;
    state[at] = own;
    if (place < 65535) above[place] = own;
  }
}

/** The strip; the only row itself where they are the same. */
function shared(strip, rows) {
  const count = strip.count;
  const [only] = rows;
  if (rows.length === 1 && only.start.length === count) {
    let at = 0;
    while (at < count && only.start[at] === strip.start[at] && only.end[at] === strip.end[at] && only.state[at] === strip.state[at]) at++;
    if (at === count) {
      strip.count = 0;
      return row(only.start, only.end, only.state, null, null, null);
    }
  }
  return strip.take();
}

/** What spans mean to their lane's state, by category and for waits and scheduler slices by name. */
function makeMeanings(builder, context, kit) {
  const { STATE, KIND, ROLE, stateOf } = kit;
  const codes = new Uint8Array(builder.categories.count);
  const isByName = new Uint8Array(builder.categories.count);
  for (let category = 1; category < codes.length; category++) {
    const kind = builder.kindOfCategory(category);
    if (kind === KIND.wait) isByName[category] = 1;
    else if (kind === KIND.sched) isByName[category] = 2;
    else if (kind === KIND.task || kind === KIND.step || kind === KIND.phase) codes[category] = ROLE.phase | stateOf(context.word(category), '');
  }
  const text = (name) => name === 0 ? '' : builder.names.text(name - context.nameOffset);
  const waits = new Uint8Array(builder.names.count + context.nameOffset).fill(255);
  const waitState = (name) => waits[name] === 255 ? waits[name] = stateOf('wait', text(name)) : waits[name];
  const sched = (name, hasPhases) => {
    const word = text(name);
    return word === 'ready' ? ROLE.wait | STATE.runq : word === 'run' && !hasPhases ? ROLE.phase | STATE.work : ROLE.ignored;
  };
  const ranks = new Map();
  const rank = (category, name) => {
    if (isByName[category] !== 1) return kit.RANK[context.word(category)] ?? 0;
    if (!ranks.has(name)) ranks.set(name, kit.WAIT_RANK[text(name)] ?? 10);
    return ranks.get(name);
  };
  /** Writes the codes of a lane's spans into `state`; what they have in common. */
  const fill = ({ category, name, state, start, end }, from, to, kind) => {
    const other = kind === 1 ? ROLE.phase | STATE.none : kind === 2 && context.isForeign ? ROLE.wait | STATE.unattributed : ROLE.cover;
    const facts = { hasPhases: false, hasCovers: false, start: Infinity, end: -Infinity };
    let hasScheds = false;
    for (let at = from; at < to; at++) {
      const own = category[at];
      if (isByName[own] === 1) {
        state[at] = ROLE.wait | waitState(name[at]);
      } else if (isByName[own] === 2) {
        hasScheds = true;
      } else if (codes[own] !== 0) {
        facts.hasPhases = true;
        state[at] = kind === 1 ? other : codes[own];
      } else {
        facts.hasCovers = true;
        state[at] = other;
      }
      if (start[at] < facts.start) facts.start = start[at];
      if (end[at] > facts.end) facts.end = end[at];
    }
    if (hasScheds) for (let at = from; at < to; at++) if (isByName[category[at]] === 2) state[at] = sched(name[at], facts.hasPhases);
    return facts;
  };
  return { waitState, rank, fill };
}
