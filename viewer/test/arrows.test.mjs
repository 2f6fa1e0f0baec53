import test from 'node:test';
import assert from 'node:assert/strict';
import { arrowsIn } from 'v/draw/flows';
import { handovers } from 'v/draw/handover';
import { flameBoxes, stackRanges, stackTree } from 'v/draw/stacks';
import { lensLanes, lensRange } from 'v/lens';
import { STATE } from 'v/states';
import { countRuns, row } from './fixtures/scheduler.mjs';

const runs = countRuns();
const gil = runs[2];

test('arrows that touch the range are found, and thinned evenly to the bound', () => {
  const all = arrowsIn(gil, gil.start, gil.end, 1e6);
  assert.equal(all.arrows.length, gil.flows.length);
  const few = arrowsIn(gil, gil.start, gil.end, 50);
  assert.deepEqual([few.arrows.length, few.total], [50, gil.flows.length]);
  assert.ok(few.arrows.at(-1).index > gil.flows.length * 0.9, 'from the whole range, not its beginning');
  assert.equal(arrowsIn(gil, gil.start - 100, gil.start - 50).total, 0);
  assert.equal(arrowsIn({ ...gil, flows: undefined }, 0, 1).total, 0);
});

test('without arrows hand-overs are found from who stopped and who had waited: the same ones', () => {
  const from = gil.start + 1e9, to = from + 2e8;
  const traced = handovers(gil, from, to).filter(({ from: { time }, to: { time: end } }) => time >= from && end < to);
  const derived = handovers({ ...gil, flows: new Uint32Array(0) }, from, to);
  assert.ok(traced.length > 10);
  const text = ({ from: a, to: b }) => `${a.lane}@${a.time}>${b.lane}@${b.time}`;
  const known = new Set(traced.map(text));
  assert.ok(derived.filter((each) => known.has(text(each))).length >= traced.length * 0.95, `${derived.length} derived, ${traced.length} traced`);
  assert.ok(derived.every(({ from: a, to: b }) => a.time <= b.time && a.lane !== b.lane));
});

test('of several lanes that stopped, the last one is taken to have handed over', () => {
  const lanes = [[[0, 10, STATE.work]], [[0, 20, STATE.work]], [[0, 20, STATE.runq], [20, 30, STATE.work]]].map((spans) => ({ strip: row(spans) }));
  assert.deepEqual(handovers({ lanes, flows: [], file: {} }, 0, 40e6), [{ from: { lane: 1, time: 20e6 }, to: { lane: 2, time: 20e6 } }]);
});

test('the lens shows the selection, else a hundredth of the view around its time, and does not jitter', () => {
  const state = { runs, mode: 'axis', view: { start: 0, end: 4e9 }, selection: null, lens: { run: 2, time: gil.start + 1e9 }, solo: null };
  const range = lensRange(state);
  assert.ok(range.run === 2 && Math.abs(range.end - range.start - 4e7) < 1e-3 && range.start < gil.start + 1e9 && range.end > gil.start + 1e9);
  assert.deepEqual(lensRange({ ...state, lens: { run: 2, time: gil.start + 1e9 + 1000 } }), range);
  assert.deepEqual(lensRange({ ...state, selection: { start: 5, end: 9, run: 1 } }), { run: 1, start: runs[1].start + 5, end: runs[1].start + 9 });
  assert.equal(lensRange({ ...state, lens: null }), null);
  assert.equal(lensRange({ ...state, lens: { run: 99, time: 0 } }), null);
});

test('of many lanes the lens keeps those that ran, in their order, and counts the others', () => {
  const { lanes, omitted } = lensLanes(gil, gil.start, gil.end, 3);
  assert.equal(lanes.length + omitted, 4);
  assert.deepEqual(lanes, [...lanes].sort((a, b) => a - b));
  assert.deepEqual(lensLanes(gil, gil.start - 10, gil.start - 5), { lanes: [], omitted: 0 });
});

/** main → a → b, main → a, main → c, of two threads. */
function sampled() {
  const samples = { count: 5, lane: Uint32Array.of(0, 0, 1, 0, 4294967295), time: Float64Array.of(10, 20, 30, 40, 50), weight: Float64Array.of(1, 2, 3, NaN, 9),
    frame: Int32Array.of(2, 1, 3, -1, 2), frames: { count: 4, name: Uint32Array.of(1, 2, 3, 4), parent: Int32Array.of(-1, 0, 1, 0) } };
  const file = { strings: ['', 'main', 'a', 'b', 'c'], samples };
  return { index: 0, start: 0, end: 100, makespan: 100, file, laneOf: Int32Array.of(0, 1), lanes: [] };
}

test('samples add up along their callers; those of lanes that are not shown do not count', () => {
  const run = sampled();
  const tree = stackTree([{ run, start: 0, end: 100 }]);
  assert.deepEqual([tree.weight, tree.samples, tree.self], [7, 4, 1]);
  const main = tree.children.get('main');
  assert.deepEqual([main.weight, main.children.get('a').weight, main.children.get('a').self, main.children.get('c').weight], [6, 3, 2, 3]);
  assert.equal(stackTree([{ run, start: 20, end: 30 }]).weight, 2, 'ends do not count twice');
  assert.equal(stackTree([{ run: { ...run, file: { samples: null, strings: [] } }, start: 0, end: 100 }]).weight, 0);
});

test('boxes lie under their callers, side by side and within them', () => {
  const tree = stackTree([{ run: sampled(), start: 0, end: 100 }]);
  const boxes = flameBoxes(tree);
  for (const box of boxes) {
    if (box.depth === 0) continue;
    const above = boxes.find(({ node }) => node === box.node.parent);
    assert.ok(box.depth === above.depth + 1 && box.left >= above.left - 1e-9 && box.left + box.width <= above.left + above.width + 1e-9);
  }
  assert.equal(boxes.length, 5);
  assert.equal(flameBoxes(tree, 0.9).length, 1);
  assert.equal(flameBoxes(tree, 0, 3).length, 3);
});

test('a deep stack of a hostile trace does not end the program', () => {
  const depth = 50000;
  const run = sampled();
  run.file.samples.frames = { count: depth, name: new Uint32Array(depth).fill(1), parent: Int32Array.from({ length: depth }, (_, k) => k - 1) };
  run.file.samples.frame.fill(depth - 1);
  assert.ok(stackTree([{ run, start: 0, end: 100 }]).weight > 0);
});

test('the stacks of the selection are looked at, else those in view', () => {
  const state = { runs, selection: { start: 5, end: 9, run: 1 }, view: { start: 0, end: 100 }, mode: 'axis', solo: null };
  assert.deepEqual(stackRanges(state).map(({ run, start }) => [run.index, start]), [[1, runs[1].start + 5]]);
  assert.equal(stackRanges({ ...state, selection: null }).length, 5);
});
