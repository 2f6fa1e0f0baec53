import { test } from 'node:test';
import assert from 'node:assert/strict';
import { explain } from 'v/explain';
import { assemble } from 'v/assemble';
import { readViewData } from 'v/view-data';
import { STATE, STATES } from 'v/states';
import { file, view } from './fixtures/runs.mjs';

const runs = assemble([file()], readViewData(view()).data);
const said = (lane, index, row = -1) => explain(runs, { run: 0, lane, row, index });

test('a wait says for what, who ran meanwhile and what came then', () => {
  const { title, lines } = said(0, 1);
  assert.equal(title, 'worker 1 · waiting for the GIL · 10 ns');
  assert.deepEqual(lines, ['worker 1 waited 10 ns for the GIL, from 0.000000010 s.', 'Meanwhile worker 2 ran for 10 ns (count 2).',
    'Then it ran for 20 ns: count 3.']);
});

test('a stretch of work says what ran, and nothing of others', () => {
  assert.deepEqual(said(0, 0).lines, ['worker 1 ran for 10 ns, from 0.000000000 s: count 1.', 'Then it waited 10 ns for the GIL.']);
});

test('the last stretch has no then', () => {
  assert.deepEqual(said(1, 2).lines, ['worker 2 had nothing to do for 20 ns: nothing was left to hand out, from 0.000000020 s.',
    'Meanwhile worker 1 ran for 20 ns (count 3).']);
});

test('where no other lane ran, that is said', () => {
  const alone = structuredClone(view());
  alone.runs[0].lanes[1].s = [1, 1, 1];
  const [run] = assemble([file()], readViewData(alone).data);
  assert.ok(explain([run], { run: 0, lane: 0, row: -1, index: 1 }).lines.includes('Meanwhile no other lane shown here ran.'));
});

test('a span says its name, category and place', () => {
  const { title, lines } = said(0, 0, 0);
  assert.equal(title, 'count 1 · 10 ns');
  assert.deepEqual(lines, ['task, on worker 1, from 0.000000000 s.']);
});

test('every state has a sentence', () => {
  for (const state of STATES) {
    const value = view();
    value.runs[0].states = [state.name, 'gil', 'tail'];
    const [run] = assemble([file()], readViewData(value).data);
    const { lines } = explain([run], { run: 0, lane: 0, row: -1, index: 0 });
    assert.match(lines[0], /^worker 1 .*10 ns.*\.$/, state.name);
  }
});

test('places that do not exist say nothing', () => {
  for (const place of [null, {}, { run: 9, lane: 0, row: -1, index: 0 }, { run: 0, lane: 9, row: -1, index: 0 }, { run: 0, lane: 0, row: 5, index: 0 },
    { run: 0, lane: 0, row: -1, index: -1 }, { run: 0, lane: 0, row: 0, index: 99 }]) {
    assert.equal(explain(runs, place), null);
  }
});

test('the band says how many slots are in which state', () => {
  const { title, lines } = explain(runs, { run: 0, lane: -1, row: -1, index: -1, time: 1025 });
  assert.match(title, /^threads in flight at /);
  assert.deepEqual(lines, ['2 slots: 1 running, 1 nothing left to hand out; 2 cores.']);
  assert.equal(explain(runs, { run: 0, lane: -1, row: -1, index: -1, time: 1040 }), null);
  assert.equal(explain(runs, { run: 0, lane: -1, row: -1, index: -1 }), null);
});

test('what comes after a gap is not called what came then', () => {
  const [plain] = assemble([file()], null);
  assert.deepEqual(explain([plain], { run: 0, lane: 0, row: -1, index: 0 }).lines, ['worker 1 ran for 10 ns, from 0.000000000 s: count 1.']);
});

test('a loop held by a call that blocks: who waited is named', () => {
  const lane = (name, ...stretches) => ({ name, rows: [], task: null, pid: 1, tid: 1, strip: {
    start: Float64Array.from(stretches, ([start]) => start), end: Float64Array.from(stretches, ([, end]) => end), state: Uint8Array.from(stretches, ([, , state]) => STATE[state]) } });
  const held = { start: 0, end: 1e9, makespan: 1e9, file: { strings: [''] }, lanes: [
    lane('fetch 1', [0, 1e6, 'work'], [1e6, 2e8, 'io']), lane('fetch 2', [0, 2e8, 'loop'])] };
  const { lines } = explain([held], { run: 0, lane: 1, row: -1, index: 0 });
  assert.ok(lines.includes('Meanwhile fetch 1 ran for 1.00 ms.'), lines.join('\n'));
  assert.ok(lines.some((line) => /^For most of it fetch 1 waited 199 ms for input or output: a call that blocks held the loop/.test(line)), lines.join('\n'));
  held.lanes[0] = lane('count 1', [0, 1.9e8, 'work'], [1.9e8, 2e8, 'io']);
  assert.ok(!explain([held], { run: 0, lane: 1, row: -1, index: 0 }).lines.some((line) => /blocks/.test(line)), 'a loop that ran is not held');
});
