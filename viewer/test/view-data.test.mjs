import { test } from 'node:test';
import assert from 'node:assert/strict';
import { isComparable, readViewData, saidToPay } from 'v/view-data';
import { assemble } from 'v/assemble';
import { sumStates, sumNames } from 'v/sums';
import { STATE } from 'v/states';
import { file, view } from './fixtures/runs.mjs';

/** Whatever the object holds, reading it, assembling and summing must not throw. */
function survive(value) {
  const { data, problem } = readViewData(value);
  assert.equal(data === null, problem !== null);
  if (!data) return null;
  const runs = assemble([file()], data);
  for (const run of runs) { sumStates(run, run.start, run.end); sumNames(run, run.start, run.end); }
  return { data, runs };
}

test('a good object is read whole', () => {
  const { data, runs } = survive(view());
  assert.equal(data.verdicts[0].text, 'Threads pay: 1.50x (1.40-1.60).');
  assert.equal(data.table[0].reason.state, STATE.gil);
  assert.equal(runs.length, 1);
});

test('what is no analysis is refused with a sentence', () => {
  for (const value of [null, undefined, 3, 'x', [], {}, { schema: 'stretto.view/2' }, { schema: 5 }]) {
    const { data, problem } = readViewData(value);
    assert.equal(data, null);
    assert.match(problem, /^The|^This/);
  }
  assert.equal(readViewData({ schema: 'stretto.view/1', error: 'No events.' }).problem, 'No events.');
});

test('any field may be missing or of any type', () => {
  const junk = [undefined, null, 0, -1, NaN, 1e300, '', '<img onerror=1>', '\u0000\u202e', [], {}, [[]], [null], [{}], [1e300], true];
  const paths = [];
  const walk = (value, path) => {
    if (path.length > 0) paths.push(path);
    if (typeof value === 'object' && value !== null) for (const key of Object.keys(value)) walk(value[key], [...path, key]);
  };
  walk(view(), []);
  assert.ok(paths.length > 100);
  for (const path of paths) {
    if (path[0] === 'schema') continue;
    for (const each of junk) {
      const value = view();
      let place = value;
      for (const key of path.slice(0, -1)) place = place[key];
      place[path.at(-1)] = each;
      assert.doesNotThrow(() => survive(value), `${path.join('.')} = ${String(each)}`);
    }
  }
});

test('shares below 0 stay, so that a row still sums to 100', () => {
  const value = view();
  value.table[0].parts = [{ state: 'io', label: 'io', useful: true, percent: 103 }, { state: 'inflation', label: 'inflation', percent: -3 }];
  assert.deepEqual(survive(value).data.table[0].parts.map(({ percent }) => percent), [103, -3]);
});

test('names of Object.prototype are no states', () => {
  const value = view();
  value.runs[0].states = ['constructor', '__proto__', 'toString'];
  assert.deepEqual(survive(value).data.runs[0].states, [STATE.other, STATE.other, STATE.other]);
});

test('lengths that do not fit the run leave band, lane or path out, and nothing else', () => {
  const value = view();
  value.runs[0].band.t = [20, 21];
  value.runs[0].path.t = [1, 1e300];
  value.runs[0].lanes[0].t = [10, 10];
  const { runs } = survive(value);
  assert.equal(runs[0].band, null);
  assert.equal(runs[0].path, null);
  assert.equal(runs[0].lanes.find((lane) => lane.tid === 2).analysed, false);
  assert.equal(runs[0].lanes.find((lane) => lane.tid === 3).analysed, true);
});

test('a run without a length is left out', () => {
  const value = view();
  value.runs[0].makespan_ns = 0;
  assert.deepEqual(survive(value).data.runs, []);
});

test('what pays is what a verdict says; runs of several workloads have no best', () => {
  const data = (...verdicts) => ({ verdicts, recommendation: '' });
  const verdict = (tone, run) => ({ text: 'x', tone, run });
  assert.equal(saidToPay(data(verdict('pays', 1), verdict('unsure', 2)), { id: 1, speedup: 1.01 }), true);
  assert.equal(saidToPay(data(verdict('pays', 1), verdict('unsure', 2)), { id: 2, speedup: 1.9 }), false);
  assert.equal(saidToPay(data(verdict('unsure', null)), { id: 1, speedup: 3 }), false);
  assert.equal(saidToPay({ ...data(verdict('unsure', null)), recommendation: 'Use threads.' }, { id: 1, speedup: 3 }), true);
  assert.equal(saidToPay({ ...data(verdict('unsure', null)), recommendation: 'Use threads.' }, { id: 1, speedup: null }), false);
  assert.deepEqual([isComparable(data()), isComparable(data(verdict('unsure', null))), isComparable(data(verdict('none', null)))], [true, false, true]);
});
