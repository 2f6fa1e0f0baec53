// Reads a `stretto.view/1` object that may come from anywhere: every field is checked, what is malformed is
// left out, and nothing in it can make the page fail. Times are integer ns; those of a run are made relative
// to nothing here: `start` is in the file's clock, all else counts from it.

import { STATE, stateIn } from 'v/states';

const LIMIT = { runs: 4096, lanes: 200_000, items: 10_000, text: 4000 };

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value, fallback = '') => typeof value === 'string' ? value.slice(0, LIMIT.text) : fallback;
const number = (value) => typeof value === 'number' && Number.isFinite(value) ? value : null;
const time = (value) => Number.isSafeInteger(value) && value >= 0 ? value : null;
/** A process's or thread's id: a number, or a text where the file has one; null for anything else. */
const id = (value) => typeof value === 'string' ? text(value) : number(value);
const items = (value, limit = LIMIT.items) => Array.isArray(value) ? value.slice(0, limit) : [];
const texts = (value) => items(value, 1000).map((each) => text(each)).filter((each) => each !== '');

/**
 * The object as the page uses it, or a sentence why not.
 *
 * @returns {{data: object|null, problem: string|null}} exactly one of the two
 */
export function readViewData(value) {
  if (!isObject(value)) return { data: null, problem: 'The analysis is no object.' };
  if (value.schema !== 'stretto.view/1') {
    return { data: null, problem: `This page reads stretto.view/1, and the analysis is ${text(value.schema, 'of no schema').slice(0, 60)}.` };
  }
  if (typeof value.error === 'string') return { data: null, problem: text(value.error) };
  const runs = items(value.runs, LIMIT.runs).filter(isObject).map(run).filter((each) => each !== null);
  const models = new Map(runs.map((each) => [each.id, each.model]));
  return {
    problem: null,
    data: {
      complete: value.complete !== false,
      heading: texts(value.heading),
      verdicts: items(value.verdicts).filter(isObject).map((each) => ({
        text: text(each.text),
        tone: ['pays', 'loses', 'none', 'unsure'].includes(each.tone) ? each.tone : 'none',
        run: time(each.run),
      })).filter((each) => each.text !== ''),
      recommendation: text(value.recommendation),
      headline: text(value.headline),
      resource: text(value.resource),
      ideal: positive(value.ideal),
      columnsNote: text(value.columns_note),
      predictions: texts(value.predictions),
      trust: text(value.trust),
      notes: texts(value.notes),
      table: items(value.table, LIMIT.runs).filter(isObject).map((row) => tableRow(row, models.get(time(row.run)) ?? '')),
      runs,
      report: isObject(value.report) ? value.report : null,
    },
  };
}

const positive = (value) => number(value) > 0 ? value : null;

function tableRow(row, model) {
  const parts = items(row.parts, 100).filter(isObject).map((part) => ({
    state: stateIn(model, part.state),
    name: text(part.state),
    label: text(part.label) || text(part.state),
    useful: part.useful === true,
    percent: Math.max(-1e4, Math.min(1e4, number(part.percent) ?? 0)),
    ns: number(part.ns),
  }));
  return {
    run: time(row.run),
    label: text(row.label),
    detail: text(row.detail),
    wallNs: time(row.wall_ns),
    wall: text(row.wall, '–'),
    speedup: positive(row.speedup),
    speedupText: text(row.speedup_text, '–'),
    concurrency: text(row.concurrency),
    progress: text(row.progress),
    efficiency: number(row.efficiency),
    efficiencyText: text(row.efficiency_text, '–'),
    baseline: row.baseline === true,
    reason: isObject(row.reason) && text(row.reason.text) !== ''
      ? { state: stateIn(model, row.reason.state), text: text(row.reason.text) } : null,
    parts,
  };
}

function run(value, index) {
  const start = time(value.start_ns);
  const makespan = time(value.makespan_ns);
  if (start === null || makespan === null || makespan === 0) return null;
  const model = text(value.model);
  const states = items(value.states, 100).map((name) => stateIn(model, name));
  return {
    id: time(value.id) ?? index,
    label: text(value.label, `run ${index + 1}`),
    model,
    file: time(value.file) ?? 0,
    pids: items(value.pids, 100_000).map(id).filter((each) => each !== null),
    start,
    makespan,
    slots: positive(value.slots),
    cores: positive(value.cores),
    coresKnown: value.cores_known === true,
    tasks: time(value.tasks),
    efficiency: number(value.efficiency),
    slotLedger: ledger(value.slot_ledger),
    states,
    band: band(value.band, states, makespan),
    lanes: items(value.lanes, LIMIT.lanes).filter(isObject).map((each) => lane(each, states, makespan)),
    lanesOmitted: time(value.lanes_omitted) ?? 0,
    path: path(value.path, states, makespan),
    pathRows: items(value.path_rows, 200).filter(isObject).map((each) =>
      ({ state: stateIn(model, each.state), text: text(each.text), ns: number(each.ns) })),
    pathNote: text(value.path_note),
    waits: items(value.waits).filter(isObject).map((each) => wait(each, model)).filter((each) => each !== null),
  };
}

function ledger(value) {
  if (!isObject(value)) return null;
  return Object.fromEntries(Object.entries(value).slice(0, 100).filter(([, ns]) => number(ns) !== null));
}

/** Edges of consecutive stretches from 0, or null where the lengths do not add up to the run's. */
function edges(lengths, makespan) {
  if (!Array.isArray(lengths) || lengths.length === 0) return null;
  const result = new Float64Array(lengths.length + 1);
  for (let index = 0; index < lengths.length; index += 1) {
    const length = time(lengths[index]);
    if (length === null) return null;
    result[index + 1] = result[index] + length;
  }
  return result[lengths.length] <= makespan ? result : null;
}

function band(value, states, makespan) {
  if (!isObject(value) || !Array.isArray(value.v) || states.length === 0) return null;
  const time = edges(value.t, makespan);
  if (time === null || value.v.length !== value.t.length) return null;
  const values = new Float64Array(value.v.length * states.length);
  for (let row = 0; row < value.v.length; row += 1) {
    if (!Array.isArray(value.v[row])) return null;
    for (let column = 0; column < states.length; column += 1) {
      const each = value.v[row][column] ?? 0;
      if (number(each) === null || each < 0) return null;
      values[row * states.length + column] = each;
    }
  }
  return { exact: value.exact === true, time, value: values };
}

function lane(value, states, makespan) {
  return {
    pid: id(value.pid) ?? 0,
    tid: id(value.tid) ?? 0,
    task: typeof value.task === 'string' ? text(value.task) : null,
    name: text(value.name),
    slot: value.slot === true,
    strip: strip(value.t, value.s, states, makespan),
  };
}

/** Stretches of no length are left out: a strip has no empty spans. */
function strip(lengths, indices, states, makespan) {
  const time = edges(lengths, makespan);
  if (time === null || !Array.isArray(indices) || indices.length !== lengths.length) return null;
  const kept = [...lengths.keys()].filter((index) => time[index + 1] > time[index]);
  return {
    start: Float64Array.from(kept, (index) => time[index]),
    end: Float64Array.from(kept, (index) => time[index + 1]),
    state: Uint8Array.from(kept, (index) => states[indices[index]] ?? STATE.none),
  };
}

function path(value, states, makespan) {
  if (!isObject(value)) return null;
  const time = edges(value.t, makespan);
  const { pid, tid, s } = value;
  if (time === null || ![pid, tid, s].every((each) => Array.isArray(each) && each.length === value.t.length)) return null;
  return {
    time,
    pid: pid.map(id),
    tid: tid.map(id),
    state: Uint8Array.from(s, (each) => states[each] ?? STATE.none),
    task: Array.isArray(value.task) ? value.task.map((each) => typeof each === 'string' ? each : null) : null,
  };
}

function wait(value, model) {
  const start = time(value.start_ns);
  const length = time(value.dur_ns);
  if (start === null || length === null) return null;
  return {
    state: stateIn(model, value.state),
    pid: id(value.pid) ?? 0,
    tid: id(value.tid) ?? 0,
    task: typeof value.task === 'string' ? text(value.task) : null,
    start,
    length,
  };
}

/** Whether a run is said to pay; where no verdict is on a run, what its speedup tells. `run` has {id, speedup}. */
export function saidToPay(data, { id: run, speedup }) {
  const judged = data?.verdicts.filter((each) => each.run !== null) ?? [];
  if (judged.length > 0) return judged.some((each) => each.run === run && each.tone === 'pays');
  return (speedup ?? 0) > 1.05 && isComparable(data);
}

/** Whether speedups mean anything: not where the analysis says so of all runs and recommends nothing, as of several workloads. */
export const isComparable = (data) => data !== null && (data.recommendation !== '' || data.verdicts.length === 0 ||
  data.verdicts.some((each) => each.tone !== 'unsure' || each.run !== null));
