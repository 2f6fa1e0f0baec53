// Finds spans, tasks and lanes by name. Pure; names are interned, so that ten million spans are one look each.

/** Hits kept for going through one by one; beyond that they are counted only. */
const mostHits = 10_000;

const fold = (text) => text.toLocaleLowerCase('en');

/** Which strings of a file contain `query`, letters of either case: one byte per string. */
export function matching(strings, query) {
  const wanted = fold(query);
  const result = new Uint8Array(strings.length);
  for (let index = 0; index < strings.length; index += 1) {
    if (fold(strings[index]).includes(wanted)) result[index] = 1;
  }
  return result;
}

/**
 * Everything in `runs` whose name contains `query`: spans, lanes.
 *
 * @returns {{hits: {run, lane, row, index, start, end}[], groups: {name, count, ns, first}[], lanes: {run, lane}[],
 *   spans: number}} hits in order of run and lane and time, 10 000 at most, `spans` counts all; groups by name,
 *   longest first. Linear in spans. An empty query finds nothing.
 */
export function search(runs, query) {
  const result = { hits: [], groups: [], lanes: [], spans: 0 };
  if (query.trim() === '') return result;
  const flags = new Map();
  const groups = new Map();
  runs.forEach((run, runIndex) => {
    if (!flags.has(run.file)) flags.set(run.file, matching(run.file.strings, query.trim()));
    const flag = flags.get(run.file);
    run.lanes.forEach((lane, laneIndex) => {
      if (fold(`${lane.name} ${lane.detail}`).includes(fold(query.trim()))) result.lanes.push({ run: runIndex, lane: laneIndex });
      lane.rows.forEach((row, depth) => row.name && scan(row, { run: runIndex, lane: laneIndex, row: depth }, run, flag, result, groups));
    });
  });
  result.groups = [...groups.values()].sort((one, other) => other.ns - one.ns).slice(0, 200);
  return result;
}

function scan(row, place, run, flag, result, groups) {
  for (let index = 0; index < row.name.length; index += 1) {
    if (flag[row.name[index]] === 0) continue;
    const start = row.start[index];
    const end = row.end[index];
    if (start >= run.end || end < run.start) continue;
    const hit = result.hits.length < mostHits ? { ...place, index, start, end } : null;
    if (hit) result.hits.push(hit);
    result.spans += 1;
    const name = run.file.strings[row.name[index]];
    const group = groups.get(name);
    if (group) { group.count += 1; group.ns += end - start; }
    else groups.set(name, { name, count: 1, ns: end - start, state: row.state[index], first: hit ? result.hits.length - 1 : -1 });
  }
}
