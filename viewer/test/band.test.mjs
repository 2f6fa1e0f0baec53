import test from 'node:test';
import assert from 'node:assert/strict';
import { bandOf, bandSums, describeLane, sampleBand } from 'v/band';
import { addSums } from 'v/lod';
import { STATE } from 'v/states';
import { countRuns, row } from './fixtures/scheduler.mjs';
import { rowOf } from './fixtures/rows.mjs';
import { randomFrom } from './fixtures/random.mjs';

const runs = countRuns();

/** Slot·ns by state of lanes, tail where a lane has nothing, as the fixture's band counts. */
function fromLanes(run, from, to) {
  const sums = new Map();
  for (const { strip } of run.lanes) {
    let covered = 0;
    for (let i = 0; i < strip.start.length; i++) {
      const cut = Math.min(strip.end[i], to) - Math.max(strip.start[i], from);
      if (cut > 0) { sums.set(strip.state[i], (sums.get(strip.state[i]) ?? 0) + cut); covered += cut; }
    }
    const rest = Math.min(to, run.end) - Math.max(from, run.start) - covered;
    if (rest > 0) sums.set(STATE.tail, (sums.get(STATE.tail) ?? 0) + rest);
  }
  return sums;
}

test('sums of an exact band over any range equal those of the lanes, to the ns', () => {
  const random = randomFrom(3);
  for (const run of runs) {
    for (let k = 0; k < 40; k++) {
      const from = run.start + Math.floor(random() * run.makespan), to = from + Math.floor(random() * run.makespan);
      assert.deepEqual(new Map(bandSums(run, from, to).map(({ state, ns }) => [state, ns]).sort()), new Map([...fromLanes(run, from, to)].sort()));
    }
  }
});

test('pixels of a band add up to its sums', () => {
  const run = runs[2], band = bandOf(run);
  const out = new Float64Array(333 * band.states.length);
  sampleBand(band, run.start, run.end, 333, out);
  for (const { state, ns } of bandSums(run, run.start, run.end)) {
    const c = band.states.indexOf(state);
    const sum = out.filter((_, i) => i % band.states.length === c).reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - ns) < 1, `${state}`);
  }
});

test('a band of bins has the same whole sums as its counts would', () => {
  const run = { ...runs[3], band: { exact: false, isCounts: false, states: [STATE.work, STATE.runq], time: Float64Array.of(0, 10, 20), value: Float64Array.of(12, 8, 20, 0) }, start: 0, end: 20, makespan: 20 };
  assert.deepEqual(bandSums(run, 0, 20), [{ state: STATE.work, ns: 32 }, { state: STATE.runq, ns: 8 }]);
  assert.deepEqual(bandSums(run, 5, 10), [{ state: STATE.work, ns: 6 }, { state: STATE.runq, ns: 4 }], 'bins that are cut are pro-rated');
});

test('without an analysis the band counts threads, and tasks only where no thread has spans', () => {
  const lane = (spans, task) => ({ strip: row(spans), rows: [], task, name: '' });
  const run = { start: 0, end: 10e6, makespan: 10e6, cores: null, band: null,
    lanes: [lane([[0, 10, STATE.work]], null), lane([[0, 5, STATE.work]], '1'), lane([[5, 10, STATE.work]], '2')] };
  assert.deepEqual(bandSums(run, 0, 10e6), [{ state: STATE.work, ns: 10e6 }]);
  assert.equal(bandOf(run).made, true);
  const turns = Array.from({ length: 10 }, (_, k) => lane([[k, k + 1, STATE.work]], null));
  assert.equal(bandOf({ ...run, lanes: turns }).scale, 1, 'ten lanes in turns are one at a time');
  assert.deepEqual(bandSums({ ...run, lanes: run.lanes.slice(1) }, 0, 10e6), [{ state: STATE.work, ns: 10e6 }]);
});

test('a band from spans is the same whether lanes are walked or sampled', () => {
  const few = rowOf(5, 4000, { mean: 1e6 }), many = rowOf(6, 9000, { mean: 1e6 });
  const end = many.end.at(-1);
  const run = { start: -1000, end, makespan: end + 1000, cores: null, band: null, lanes: [few, many].map((strip) => ({ strip, rows: [], task: null })) };
  const random = randomFrom(1);
  const edge = (k) => run.start + run.makespan * k / 2048;
  for (let k = 0; k < 50; k++) {
    const a = Math.floor(random() * 2048), b = a + 1 + Math.floor(random() * (2048 - a));
    const want = new Float64Array(32);
    for (const strip of [few, many]) addSums(strip, edge(a), edge(b), want);
    const got = new Map(bandSums(run, edge(a), edge(b)).map(({ state, ns }) => [state, ns]));
    want.forEach((ns, state) => assert.ok(Math.abs(ns - (got.get(state) ?? 0)) < run.makespan / 2048 / 4, `${state}: ${ns}, ${got.get(state)}`));
  }
  assert.equal(Math.round(bandSums(run, run.start, run.end).reduce((sum, { ns }) => sum + ns, 0)),
    [few, many].reduce((sum, strip) => sum + strip.start.reduce((all, start, i) => all + strip.end[i] - start, 0), 0));
});

test('a run without lanes, spans or length has an empty band', () => {
  const run = { start: 5, end: 5, makespan: 0, cores: null, band: null, lanes: [] };
  assert.deepEqual(bandSums(run, 0, 10), []);
});

test('a lane is described by exact sums over the part of the range that is in its run', () => {
  const strip = rowOf(3, 5000, { states: [STATE.work, STATE.gil] });
  const run = { start: 0, end: strip.end.at(-1), makespan: strip.end.at(-1), lanes: [{ strip, rows: [] }] };
  const all = describeLane(run, 0, -1e9, 1e12);
  assert.equal(all.length, run.makespan);
  assert.equal(all.covered, strip.start.reduce((sum, start, i) => sum + strip.end[i] - start, 0));
  assert.equal(all.states.length, 2);
  assert.ok(all.states[0].ns >= all.states[1].ns);
  assert.deepEqual(describeLane(run, run.lanes[0], 100, 100).states, []);
});
