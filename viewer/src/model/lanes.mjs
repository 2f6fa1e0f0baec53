// Which lanes a file has, what they are called and in which order they stand. Imports nothing.

/**
 * Lanes that anything happened on, in the order of processes, then threads, then async tasks.
 * @param {object} builder a ModelBuilder; all spans are in its table
 * @param {object} asyncLanes an AsyncLanes
 * @param {object} context as finish.mjs makes it
 * @param {Uint32Array[]} flowLanes lanes that arrows begin or end on
 * @returns {{lanes: object[], indexOf: Uint32Array}} records with `source` (the builder's number) and what FileModel
 *   says of a lane; indexOf: a lane's place by the builder's number, 4294967295 for one left out
 */
export function describeLanes(builder, asyncLanes, context, flowLanes) {
  const threads = builder.lanes.count;
  const total = threads + asyncLanes.lanes.length;
  const isUsed = usedLanes(builder, total, flowLanes);
  const facts = makeProcessFacts(builder, context);
  const lanes = [];
  for (let source = 0; source < threads; source++) {
    const fact = builder.threadFacts.get(source);
    if (!isUsed[source] && (context.isForeign || !fact?.name)) continue;
    const pid = builder.lanes.first[source];
    lanes.push({ source, ...facts.of(pid), pid: context.idText(pid), ...threadFacts(context.idText(builder.lanes.second[source]), fact), task: null, kind: 0 });
  }
  for (const lane of asyncLanes.lanes) {
    const pid = builder.processes.first[lane.process];
    const isTask = lane.task !== null;
    lanes.push({
      source: lane.index, ...facts.of(pid), pid: context.idText(pid), tid: null, sort: 0, kind: isTask ? 1 : 2, role: isTask ? 'task' : 'async',
      task: isTask ? String(context.idText(lane.task)) : null,
      name: isTask ? builder.names.text(lane.name) : builder.categories.text(lane.category) || 'async',
    });
  }
  lanes.sort((left, right) => left.processSort - right.processSort || left.processOrder - right.processOrder
    || left.kind - right.kind || left.sort - right.sort || left.source - right.source);
  const indexOf = new Uint32Array(total).fill(4294967295);
  lanes.forEach((lane, index) => { indexOf[lane.source] = index; });
  return { lanes, indexOf };
}

function usedLanes(builder, total, flowLanes) {
  const isUsed = new Uint8Array(total);
  for (const table of [builder.spans, builder.instants]) {
    table.each('lane', (column, rows) => {
      for (let row = 0; row < rows; row++) isUsed[column[row]] = 1;
    });
  }
  builder.samples.each('lane', (column, rows) => {
    for (let row = 0; row < rows; row++) if (column[row] >= 0) isUsed[column[row]] = 1;
  });
  for (const lanes of flowLanes) for (let at = 0; at < lanes.length; at++) isUsed[lanes[at]] = 1;
  for (const run of builder.runs) isUsed[run.lane] = 1;
  return isUsed;
}

function threadFacts(tid, fact) {
  return { tid, name: fact?.name || (typeof tid === 'string' ? tid : `thread ${tid}`), role: fact?.roles.join(' ') ?? '', sort: fact?.sort ?? 0 };
}

function makeProcessFacts(builder, context) {
  const known = new Map();
  return {
    of(pid) {
      let fact = known.get(pid);
      if (!fact) {
        const index = builder.processes.find(pid, 0);
        const said = index < 0 ? undefined : builder.processFacts.get(index);
        const id = context.idText(pid);
        fact = { process: said?.name || (typeof id === 'string' ? id : `process ${id}`), processSort: said?.sort ?? 0, processOrder: known.size };
        known.set(pid, fact);
      }
      return fact;
    },
  };
}
