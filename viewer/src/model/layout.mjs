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
  const meanings = makeMeanings(builder, context, kit);
  const strip = new kit.StripBuilder();
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
      kit.taskStrip(task, (thread) => made.get(thread) ?? emptyStrip, (span) => meanings.waitState(context.nameOf(span.name)), kit, strip);
      laid.strip = strip.take();
    } else if (asyncLanes.hasSteps) {
      stripOf.set(lane.source, laid.strip);
    }
    if (kit.buildPyramid) laid.strip.pyramid = kit.buildPyramid(laid.strip);
    result.lanes.push({
      pid: lane.pid, tid: lane.tid, task: lane.task, process: lane.process, name: lane.name, role: lane.role, sort: index, strip: laid.strip, rows: laid.rows,
    });
    if (laid.end >= laid.start) result.bounds.push({ pid: lane.pid, start: laid.start, end: laid.end });
    if ((index & 15) === 15 || to - from > 20_000) yield;
  }
  return result;
}

const emptyStrip = row(new Float64Array(0), new Float64Array(0), new Uint8Array(0), null, null, null);

function layLane(columns, from, to, lane, meanings, strip, context, kit, result) {
  const { STATE } = kit;
  const plan = kit.arrange(columns, from, to, meanings.rank, kit);
  result.crossing += plan.crossing;
  result.beyond += plan.beyond;
  const { meaning, hasPhases, hasCovers } = meanings.of(columns, from, to, lane.kind);
  if (hasCovers && lane.kind === 0) result.hasCovers = true;
  const cover = context.isForeign ? STATE.work : STATE.none;
  if (lane.kind !== 1) kit.sweep(columns, from, to, plan.order, meaning, { hasPhases, cover, STATE }, strip);
  colour(columns, from, plan, meaning, to - from, cover);
  const { order, row: rowOf } = plan;
  const begins = kit.reorder([columns.start, columns.end, columns.state, columns.name, columns.category, columns.args], from, to, { order, row: rowOf, rows: plan.rows });
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
  let start = Infinity;
  let end = -Infinity;
  for (let at = from; at < to; at++) {
    if (columns.start[at] < start) start = columns.start[at];
    if (columns.end[at] > end) end = columns.end[at];
  }
  return { rows, strip: shared(strip, rows), start, end };
}

/** A span's own state; the program's own spans have that of the span they stand in. */
function colour(columns, from, { order, row: rowOf }, meaning, count, cover) {
  const above = [];
  for (let index = 0; index < count; index++) {
    const at = from + (order ? order[index] : index);
    const place = rowOf ? rowOf[index] : 0;
    const means = meaning(at);
    const state = means >= 0 && means >> 8 !== 0 ? means & 255 : place > 0 && place < 65535 ? above[place - 1] : cover;
    columns.state[at] = state;
    if (place < 65535) above[place] = state;
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
  const byCategory = new Int16Array(builder.categories.count);
  const isByName = new Uint8Array(builder.categories.count);
  for (let category = 1; category < byCategory.length; category++) {
    const kind = builder.kindOfCategory(category);
    if (kind === KIND.wait) isByName[category] = 1;
    else if (kind === KIND.sched) isByName[category] = 2;
    else if (kind === KIND.task || kind === KIND.step || kind === KIND.phase) byCategory[category] = ROLE.phase << 8 | stateOf(context.word(category), '');
  }
  const waits = new Map();
  const text = (name) => name === 0 ? '' : builder.names.text(name - context.nameOffset);
  const waitState = (name) => {
    if (!waits.has(name)) waits.set(name, stateOf('wait', text(name)));
    return waits.get(name);
  };
  const scheds = new Map();
  const sched = (name, hasPhases) => {
    if (!scheds.has(name)) scheds.set(name, text(name));
    const word = scheds.get(name);
    return word === 'ready' ? ROLE.wait << 8 | STATE.runq : word === 'run' && !hasPhases ? ROLE.phase << 8 | STATE.work : -1;
  };
  const ranks = new Map();
  const rank = (category, name) => {
    if (isByName[category] !== 1) return kit.RANK[context.word(category)] ?? 0;
    if (!ranks.has(name)) ranks.set(name, kit.WAIT_RANK[text(name)] ?? 10);
    return ranks.get(name);
  };
  return {
    waitState, rank,
    of(columns, from, to, kind) {
      const { category, name } = columns;
      let hasPhases = false;
      let hasCovers = false;
      for (let at = from; at < to; at++) {
        if (byCategory[category[at]] !== 0) hasPhases = true;
        else if (isByName[category[at]] === 0) hasCovers = true;
      }
      const meaning = (at) => {
        const known = byCategory[category[at]];
        const by = isByName[category[at]];
        if (by === 1) return ROLE.wait << 8 | waitState(name[at]);
        if (by === 2) return sched(name[at], hasPhases);
        if (kind === 1) return ROLE.phase << 8 | STATE.none;
        if (kind === 2 && known === 0) return context.isForeign ? ROLE.wait << 8 | STATE.unattributed : 0;
        return known;
      };
      return { meaning, hasPhases, hasCovers };
    },
  };
}
