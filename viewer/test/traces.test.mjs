// The recorded traces of this repository: counts as JSON.parse sees them, states as their sealed reports say.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { kit, read } from './fixtures/reading.mjs';

const folder = new URL('../../traces/', import.meta.url);
const bytesOf = (name) => readFileSync(new URL(name, folder));
const textOf = (name) => (name.endsWith('.gz') ? gunzipSync(bytesOf(name)) : bytesOf(name)).toString();
const foreign = readdirSync(new URL('foreign/', folder)).filter((name) => /\.json(\.gz)?$/.test(name)).map((name) => `foreign/${name}`);
/** No JSON: a quote in a name of one event. */
const damaged = 'foreign/minitrace_threads.json';

for (const name of ['count/comparison.json.gz', 'fetch/comparison.json.gz', ...foreign]) {
  test(`${name}: as many spans, arrows, counters, samples and lanes as JSON.parse counts`, async () => {
    const model = await read(new Uint8Array(bytesOf(name)));
    const text = textOf(name);
    const trace = JSON.parse(name === damaged ? text.replace(/^.*"quote"".*\n/gm, '') : text);
    checkCounts(model, Array.isArray(trace) ? { traceEvents: trace } : trace, name === damaged ? 2 : 0);
  });
}

function checkCounts({ counts, lanes, samples, flows }, trace, malformed) {
  const events = trace.traceEvents;
  const of = (...phases) => events.filter((event) => phases.includes(event.ph) && event.ts !== undefined && event.ts !== null);
  const windows = of('X').filter((event) => event.cat === 'run' && event.args?.model).length;
  assert.equal(counts.events, events.length + malformed);
  assert.equal(counts.malformed, malformed + events.filter((event) => event.dur < 0 || !event.ph || (event.ph !== 'M' && !('ts' in event))).length);
  assert.equal(counts.spans, of('X').filter((event) => !(event.dur < 0)).length + of('B').length);
  assert.equal(counts.async, of('b').length);
  assert.equal(counts.metadata, events.filter((event) => event.ph === 'M').length);
  assert.equal(counts.counters, of('C').length);
  assert.equal(counts.instants, of('i', 'I', 'R', 'n').filter((event) => !(event.cat === 'run' && event.args?.model)).length);
  assert.equal(counts.samples, (trace.samples ?? []).length + of('P').filter((event) => event.sf !== undefined).length);
  assert.equal(flows.count, arrowsIn(of('s', 't', 'f')));
  assert.equal(lanes.flatMap((lane) => lane.rows).reduce((sum, row) => sum + row.start.length, 0) + windows + counts.tooDeep, counts.spans + counts.async);
  const threads = new Set(of('X', 'B', 'i', 'I', 'R', 'n').map((event) => `${event.pid ?? 0}/${event.tid ?? event.pid ?? 0}`));
  const found = new Set(lanes.filter((lane) => lane.tid !== null).map((lane) => `${lane.pid}/${lane.tid}`));
  for (const thread of threads) assert.ok(found.has(thread), `lane ${thread} is missing`);
  for (const { strip } of lanes) for (let at = 1; at < strip.start.length; at++) assert.ok(strip.start[at] >= strip.end[at - 1]);
  if (samples) assert.equal(samples.frames.count, Object.keys(trace.stackFrames ?? {}).length);
}

/** Tails and heads of one id, name and category, in the order of time: a head takes the oldest tail there is. */
function arrowsIn(events) {
  const groups = new Map();
  for (const event of events) {
    const key = JSON.stringify([String(event.id ?? event.id2?.global ?? [event.pid, event.id2?.local]), event.name, event.cat]);
    groups.set(key, [...groups.get(key) ?? [], event]);
  }
  let arrows = 0;
  for (const group of groups.values()) {
    let tails = 0;
    let heads = 0;
    for (const { ph } of group.sort((a, b) => a.ts - b.ts)) {
      if (ph !== 's') {
        if (tails > 0) {
          tails--;
          arrows++;
        } else {
          heads++;
        }
      }
      if (ph !== 'f') tails++;
    }
    arrows += Math.min(tails, heads);
  }
  return arrows;
}

for (const name of ['count', 'fetch']) {
  test(`${name}: sums of the strips are the sealed report's slot ledgers, to the nanosecond`, async () => {
    const model = await read(new Uint8Array(bytesOf(`${name}/comparison.json.gz`)));
    const { runs, report } = model.metadata.stretto;
    assert.ok(runs.length >= 7);
    runs.forEach((run, index) => {
      const { slot_ledger: ledger } = report.runs[index];
      const { start, end } = model.runs[index];
      assert.equal(end - start, report.runs[index].makespan);
      const own = model.lanes.filter((lane) => run.pids.includes(lane.pid));
      const tasks = own.filter((lane) => lane.task !== null);
      const sums = new Map();
      for (const { strip } of tasks.length > 0 ? tasks : own.filter((lane) => lane.role.includes('worker'))) {
        for (let at = 0; at < strip.start.length; at++) {
          const state = kit.STATES[strip.state[at]].name;
          const length = Math.min(end, strip.end[at]) - Math.max(start, strip.start[at]);
          if (length > 0) sums.set(state, (sums.get(state) ?? 0) + length);
        }
      }
      for (const state of ['work', 'io', 'join', 'gil', 'lock', 'loop', 'serialization', 'unattributed']) {
        assert.equal(sums.get(state) ?? 0, ledger[state] ?? 0, `${run.run}: ${state}`);
      }
    });
  });
}
