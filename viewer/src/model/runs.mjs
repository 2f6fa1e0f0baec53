// The runs of a file: from its metadata, from its run events, or one over all. Imports nothing.

/**
 * @typedef {object} RunFacts
 * @property {string} name
 * @property {string|null} model
 * @property {(number|string)[]} pids
 * @property {number} start ns in the file's clock
 * @property {number} end ns
 * @property {number|null} cores
 * @property {number|null} slots
 */

/**
 * @param {object} facts events: run windows as ModelBuilder keeps them (end NaN for instants), with `pid` as shown;
 *   metadata: parsed otherData or null; processes: Map of pid to {start, end}; flows: pairs of pids; first, last: ns
 * @returns {RunFacts[]} at least one
 */
export function runsOf({ events, metadata, processes, flows, first, last }) {
  const windows = events.filter((run) => !Number.isNaN(run.end));
  const marks = events.filter((run) => Number.isNaN(run.end)
    && !windows.some((window) => window.lane === run.lane && window.start <= run.start && run.start <= window.end));
  const known = [...windows, ...marks];
  const listed = listedRuns(metadata);
  if (listed.length > 0) return listed.map((run) => fromMetadata(run, known, processes));
  if (known.length > 0) return fromEvents(known, processes, flows);
  return [{ name: '', model: null, pids: [...processes.keys()], start: first, end: last, cores: null, slots: null }];
}

function listedRuns(metadata) {
  const runs = metadata?.stretto?.runs;
  if (!Array.isArray(runs)) return [];
  return runs.slice(0, 10_000).filter((run) => run !== null && typeof run === 'object' && Array.isArray(run.pids) && run.pids.length > 0);
}

const text = (value) => typeof value === 'string' ? value : null;

function fromMetadata(run, known, processes) {
  const pids = run.pids.filter((pid) => typeof pid === 'number' || typeof pid === 'string').slice(0, 100_000);
  const own = new Set(pids);
  const at = known.findIndex((event) => own.has(event.pid));
  const event = at < 0 ? null : known.splice(at, 1)[0];
  return windowed({ name: text(run.run) ?? text(run.model) ?? '', model: text(run.model), pids }, event, processes);
}

function windowed({ name, model, pids }, event, processes) {
  const bounds = pids.map((pid) => processes.get(pid)).filter(Boolean);
  let start = event ? event.start : bounds.reduce((least, each) => Math.min(least, each.start), Infinity);
  let end = event && !Number.isNaN(event.end) ? event.end : bounds.reduce((most, each) => Math.max(most, each.end), -Infinity);
  if (!Number.isFinite(start)) start = 0;
  if (!(end >= start)) end = start;
  return { name, model, pids, start, end, cores: event?.cores ?? null, slots: event?.slots ?? null };
}

/** A run owns the process of its event, and those that arrows tie to it alone or through others without a run. */
function fromEvents(known, processes, flows) {
  const owners = new Set(known.map((event) => event.pid));
  const reach = owners.size < 2 ? () => [...processes.keys()] : reachFrom(owners, flows);
  return known.map((event) => windowed({ name: event.text || event.model, model: event.model, pids: reach(event.pid) }, event, processes));
}

function reachFrom(owners, flows) {
  const neighbours = new Map();
  const join = (one, other) => neighbours.has(one) ? neighbours.get(one).add(other) : neighbours.set(one, new Set([other]));
  for (const [one, other] of flows) {
    join(one, other);
    join(other, one);
  }
  return (owner) => {
    const found = new Set([owner]);
    const pending = [owner];
    while (pending.length > 0) {
      for (const next of neighbours.get(pending.pop()) ?? []) {
        if (owners.has(next) || found.has(next)) continue;
        found.add(next);
        pending.push(next);
      }
    }
    return [...found];
  };
}
