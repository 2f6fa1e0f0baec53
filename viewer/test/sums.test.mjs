import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readViewData } from 'v/view-data';
import { assemble } from 'v/assemble';
import { STATE } from 'v/states';
import { sumNames, sumStates, ranked } from 'v/sums';
import { file, view } from './fixtures/runs.mjs';

const [run] = assemble([file()], readViewData(view()).data);

test('the whole run sums to the slot ledger to the ns', () => {
  const { ns, exact, of } = sumStates(run, 0, Infinity);
  assert.equal(exact, true);
  assert.equal(of, 'slots');
  for (const [name, each] of Object.entries(run.slotLedger)) assert.equal(ns[STATE[name]], each, name);
});

test('a range sums to what brute force over its ns finds', () => {
  for (const [start, end] of [[1000, 1001], [1003, 1017], [1010, 1040], [1039, 2000], [0, 1005], [5000, 6000]]) {
    const { ns } = sumStates(run, start, end);
    const slow = new Float64Array(ns.length);
    for (let time = Math.max(start, run.start); time < Math.min(end, run.end); time += 1) {
      const row = run.band.time.findLastIndex((edge) => edge <= time);
      run.band.states.forEach((state, column) => { slow[state] += run.band.value[row * run.band.states.length + column]; });
    }
    assert.deepEqual(ns, slow, `${start}-${end}`);
  }
});

test('a range that cuts a bin is pro-rated and says so; one at the bins\' edges is exact', () => {
  const binned = { ...run, band: { exact: false, isCounts: false, states: [STATE.work, STATE.gil],
    time: Float64Array.of(1000, 1020, 1040), value: Float64Array.of(30, 10, 8, 32) } };
  assert.deepEqual([sumStates(binned, 1000, 1020).ns[STATE.work], sumStates(binned, 1000, 1020).exact], [30, true]);
  assert.deepEqual([sumStates(binned, 1010, 1020).ns[STATE.gil], sumStates(binned, 1010, 1020).exact], [5, false]);
});

test('without an analysis the strips are summed, and what they leave open is nothing recorded', () => {
  const plain = { ...run, band: null };
  const { ns, of } = sumStates(plain, 1000, 1040);
  assert.equal(of, 'lanes');
  assert.equal(ns.reduce((sum, each) => sum + each), 80);
});

test('names are counted where they touch the range and measured inside it', () => {
  const { rows, partial } = sumNames(run, 1005, 1012);
  assert.equal(partial, false);
  assert.deepEqual(rows.find((row) => row.name === 'count 1'), { name: 'count 1', state: STATE.work, count: 1, ns: 5 });
  assert.deepEqual(sumNames(run, 1040, 1040).rows, []);
});

test('states are ranked by family, the useful first', () => {
  const ns = new Float64Array(24);
  ns[STATE.gil] = 5; ns[STATE.work] = 1; ns[STATE.tail] = 9; ns[STATE.loop] = 2;
  assert.deepEqual(ranked(ns).map((state) => state.name), ['work', 'loop', 'gil', 'tail']);
});
