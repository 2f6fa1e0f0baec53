import test from 'node:test';
import assert from 'node:assert/strict';
import { around, firstFocus, nextLane, nextSpan, nextWait, pan, rangeOf, zoom } from 'v/draw/moves';
import { layoutOf } from 'v/draw/layout';
import { wholeView } from 'v/draw/scale';
import { isWait } from 'v/states';
import { toggled } from 'v/draw/input';
import { countRuns } from './fixtures/scheduler.mjs';

const runs = countRuns();
const whole = wholeView(runs, 'axis', 1000);
const state = { runs, solo: null, mode: 'axis', view: { start: 1e9, end: 2e9 }, expanded: new Set(), filter: '' };

test('zoom keeps its place, pan its length, and neither leaves the axis', () => {
  assert.deepEqual(zoom(state, whole, 2, 1e9), { start: 1e9, end: 1.5e9 });
  assert.deepEqual(zoom(state, whole, 2), { start: 1.25e9, end: 1.75e9 });
  assert.deepEqual(pan(state, whole, 0.5), { start: 1.5e9, end: 2.5e9 });
  assert.deepEqual(zoom(state, whole, 1e-9), whole);
  assert.equal(zoom({ ...state, view: whole }, whole, 0.5), null, 'nothing changes when all is shown');
  assert.equal(pan({ ...state, view: { start: 0, end: 1e9 } }, whole, -1), null);
});

test('a range is shown with air around it', () => {
  const view = around(whole, 1e9, 1.1e9);
  assert.ok(view.start < 1e9 && view.end > 1.1e9 && view.end - view.start < 0.13e9);
});

test('next and previous wait go over waits only and stop at the ends', () => {
  let focus = { ...firstFocus({ ...state, solo: 2 }), index: -1, time: runs[2].start };
  let count = 0;
  const { strip } = runs[2].lanes[0];
  for (let next = focus; next !== null; next = nextWait(state, focus, 1)) {
    focus = next;
    if (focus.index >= 0) { count++; assert.ok(isWait(strip.state[focus.index])); }
  }
  assert.equal(count, strip.state.filter(isWait).length);
  assert.equal(nextWait(state, { ...focus, index: 0 }, -1)?.index ?? -1, -1);
});

test('from a place without a span, the next one is the first after it and the previous the last before', () => {
  const { strip } = runs[1].lanes[1];
  const focus = { run: 1, lane: 1, row: -1, index: -1, time: strip.end[0] };
  assert.equal(nextSpan(state, focus, 1).index, 1);
  assert.equal(nextSpan(state, { ...focus, time: strip.start[0] - 1 }, 1).index, 0);
  assert.equal(nextSpan(state, { ...focus, time: strip.start[0] - 1 }, -1), null);
});

test('lanes follow each other down the page at the same time since each start', () => {
  const layout = layoutOf(state);
  const focus = { run: 0, lane: 0, row: -1, index: 0, time: runs[0].start + 5e8 };
  const next = nextLane(state, layout, focus, 1);
  assert.deepEqual([next.run, next.lane, next.time - runs[1].start], [1, 0, 5e8]);
  assert.equal(nextLane(state, layout, focus, -1), null);
  assert.equal(nextLane(state, layout, { ...next, run: 4, lane: 3, time: runs[4].start }, 1), null);
});

test('the range of a focus is on the common axis, in the mode in force', () => {
  const focus = { run: 0, lane: 0, row: -1, index: 1, time: 0 };
  assert.deepEqual(rangeOf(state, focus), { start: 1004e6, end: 2004e6 });
  assert.equal(Math.round(rangeOf({ ...state, mode: 'percent' }, focus).start / 1e5), Math.round(1004 / 4010 * 1e4));
  assert.equal(rangeOf(state, { ...focus, index: -1 }), null);
  assert.equal(rangeOf(state, { run: 77, lane: 0, row: -1, index: 0 }), null);
});

test('opening a lane leaves the set that was there unchanged', () => {
  const before = new Set(['1/1']);
  assert.deepEqual([...toggled(before, 1, 2)], ['1/1', '1/2']);
  assert.deepEqual([...toggled(before, 1, 1)], []);
  assert.deepEqual([...before], ['1/1']);
});
