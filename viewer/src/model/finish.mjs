// From columns of events to the model of a file. Imports nothing.

/** Times a process was seen at; widened lane by lane. */
const widen = (bounds, key, start, end) => {
  const known = bounds.get(key);
  if (!known) bounds.set(key, { start, end });
  else {
    if (start < known.start) known.start = start;
    if (end > known.end) known.end = end;
  }
};

/**
 * Makes the model; a generator, so that a page without a worker can rest between its steps.
 *
 * Memory at its height: the spans once (27 bytes each) and a second time one column of them.
 * @param {object} builder a ModelBuilder that has seen all events
 * @param {object} reading reader: the EventReader; trace: the finished TraceReader; text: the TextReport; name; size
 * @param {object} kit everything in viewer/src/model, states, text, and buildPyramid or null
 * @returns {Generator<void, object>} the FileModel
 */
export function* finishModel(builder, reading, kit) {
  const metadata = parseMetadata(reading.trace);
  const context = makeContext(builder, metadata.value, kit);
  const marks = kit.matchMarks(builder, kit);
  yield;
  const asyncLanes = new kit.AsyncLanes(builder, kit);
  const asyncs = kit.matchAsyncs(builder, kit, (span) => asyncLanes.take(span));
  asyncLanes.settleWaits();
  asyncLanes.settleSteps();
  const endless = kit.closeEndless(builder);
  yield;
  const flows = kit.matchArrows(builder, kit);
  yield;
  const table = kit.describeLanes(builder, asyncLanes, context, [flows.from.lane, flows.to.lane]);
  const drawn = yield* kit.layOut(builder, table, asyncLanes, context, kit);
  const points = kit.takePoints(builder, table.indexOf, kit);
  const samples = kit.takeSamples(builder, table.indexOf, kit);
  yield;
  for (const ends of [flows.from, flows.to]) ends.lane = ends.lane.map((lane) => table.indexOf[lane]);
  const first = Number.isFinite(builder.first) ? builder.first : 0;
  const last = Number.isFinite(builder.last) ? builder.last : 0;
  const bounds = new Map();
  for (const { pid, start, end } of drawn.bounds) widen(bounds, pid, start, end);
  const runs = kit.runsOf({
    events: builder.runs.map((run) => ({ ...run, pid: context.idText(run.process), text: builder.names.text(run.name) })),
    metadata: metadata.value, processes: bounds, first, last,
    flows: crossings(flows, drawn.lanes),
  });
  const { trace, text } = reading;
  const facts = {
    text, tally: builder.tally, counters: builder.counters, truncation: trace.truncation, malformed: trace.malformed, firstMalformed: trace.firstMalformed,
    unfinished: marks.unfinished + asyncs.unfinished, unmatchedEnds: marks.unmatched + asyncs.unmatched, unmatchedArrows: flows.unmatched,
    crossing: drawn.crossing, beyond: drawn.beyond, lanesUndrawn: asyncLanes.undrawn,
    namesRefused: builder.names.refused + builder.categories.refused, namesCut: builder.names.cut + builder.categories.cut,
    framesRefused: Math.max(0, trace.frames - builder.frames.size), ignored: trace.ignored + text.ignored, origin: reading.reader.origin,
    isMetadataTooLong: trace.isMetadataTooLong, isMetadataDamaged: metadata.isDamaged, isForeign: context.isForeign, hasCovers: drawn.hasCovers,
  };
  facts.isEmpty = drawn.spans + asyncs.count + points.count + builder.counters.events + asyncLanes.undrawn === 0;
  const strings = context.strings();
  const dropped = facts.malformed + facts.unmatchedEnds + facts.unmatchedArrows + builder.tally.lanesRefused + asyncLanes.undrawn;
  const model = {
    name: reading.name, bytes: reading.text.produced, fileBytes: reading.size ?? reading.text.read, duration: last - first, first, last,
    origin: reading.reader.origin * 1000,
    counts: {
      events: trace.events, spans: drawn.spans - asyncs.count + asyncLanes.undrawn + builder.runs.filter((run) => !Number.isNaN(run.end)).length, async: asyncs.count, instants: points.count, counters: builder.counters.events, flows: flows.count,
      metadata: builder.tally.metadata, samples: samples ? samples.count : 0, dropped, malformed: facts.malformed,
      unfinished: facts.unfinished + endless, unmatched: facts.unmatchedEnds + facts.unmatchedArrows, skipped: builder.tally.skipped,
      argsUnavailable: builder.tally.argsUnavailable, tooDeep: drawn.beyond,
    },
    notes: kit.notesOf(facts, kit), metadata: metadata.value, strings, runs, lanes: drawn.lanes,
    flows: { count: flows.count, category: flows.category, from: flows.from, to: flows.to },
    counters: kit.takeCounters(builder.counters, context, strings, kit), instants: points, samples,
  };
  return model;
}

function parseMetadata({ metadata }) {
  if (metadata === null) return { value: null, isDamaged: false };
  try {
    return { value: JSON.parse(metadata), isDamaged: false };
  } catch {
    return { value: null, isDamaged: true };
  }
}

/** What the steps share: texts of ids, meanings of categories, and whose trace it is. */
function makeContext(builder, metadata, kit) {
  const offset = builder.categories.count - 1;
  const idText = (id) => id < kit.FIRST_TEXT ? id : builder.ids.text(id - kit.FIRST_TEXT);
  const words = builder.words;
  for (let category = 1; category < builder.categories.count; category++) builder.kindOfCategory(category);
  const isForeign = !(metadata?.stretto) && builder.runs.length === 0;
  return {
    idText, isForeign, kit,
    nameOf: (name) => name === 0 ? 0 : name + offset,
    nameOffset: offset,
    word: (category) => words[category] ?? '',
    strings: () => builder.categories.texts().concat(builder.names.texts().slice(1)),
  };
}

/** Pairs of pids that arrows connect. */
function crossings({ count, from, to }, lanes) {
  const seen = new Map();
  for (let index = 0; index < count; index++) {
    const tail = lanes[from.lane[index]]?.pid;
    const head = lanes[to.lane[index]]?.pid;
    if (tail === head || tail === undefined || head === undefined) continue;
    if (!seen.has(tail)) seen.set(tail, new Set());
    seen.get(tail).add(head);
  }
  return [...seen].flatMap(([tail, heads]) => [...heads].map((head) => [tail, head]));
}
