import test from 'node:test';
import assert from 'node:assert/strict';
import { laneKey, layoutOf, partAt, placeOf, stripsBetween } from 'v/draw/layout';
import { jointName } from 'v/draw/labels';
import { stepsOf } from 'v/draw/counters';
import { clampView, fileRange, toAxis, toFile, wholeView, zoomed } from 'v/draw/scale';
import { countRuns } from './fixtures/scheduler.mjs';

const runs = countRuns();
const state = (patch = {}) => ({ runs, solo: null, mode: 'axis', expanded: new Set(), filter: '', ...patch });

test('strips stand below each other, do not overlap, and are all found', () => {
  const layout = layoutOf(state({ expanded: new Set([laneKey(0, 0), laneKey(2, 3)]) }));
  const strips = stripsBetween(layout, 0, layout.height);
  for (let k = 1; k < strips.length; k++) assert.ok(strips[k].top >= strips[k - 1].top + strips[k - 1].height, `${k}`);
  assert.equal(strips.filter(({ kind }) => kind === 'band').length, 5);
  assert.equal(strips.filter(({ kind }) => kind === 'strip').length, 17);
  assert.equal(strips.filter(({ kind }) => kind === 'row').length, 3);
  assert.ok(strips.at(-1).top + strips.at(-1).height < layout.height);
});

test('what is found at a height is the strip drawn there', () => {
  const layout = layoutOf(state({ expanded: new Set([laneKey(0, 0)]) }), 900);
  for (const strip of stripsBetween(layout, 0, layout.height)) {
    const part = partAt(layout, strip.top + strip.height / 2);
    assert.deepEqual([part.group.run.index, part.kind, part.lane, part.row], [strip.run.index, strip.kind, strip.lane, strip.row]);
    if (strip.kind === 'band') continue;
    const place = placeOf(layout, strip.run.index, strip.lane, strip.row);
    assert.deepEqual([place.top, place.height], [strip.top, strip.height]);
  }
  assert.equal(partAt(layout, layout.height + 1), null);
});

test('only what is in sight is listed, of a hundred thousand lanes too', () => {
  const lanes = Array.from({ length: 100000 }, (_, index) => ({ ...runs[2].lanes[0], index }));
  const layout = layoutOf(state({ runs: [{ ...runs[2], lanes }] }), 800);
  const strips = stripsBetween(layout, 900000, 900800);
  assert.ok(strips.length > 30 && strips.length < 70, `${strips.length}`);
  assert.ok(strips.filter(({ kind }) => kind === 'strip').every(({ top, height }) => top + height > 900000 - 40 && top < 900800));
});

test('solo shows one run, a filter the lanes that hold it, a filter that none holds all', () => {
  const lanes = (patch) => layoutOf(state(patch)).groups.map((group) => group.lanes.length);
  assert.deepEqual(lanes({ solo: 2 }), [4]);
  assert.deepEqual(lanes({ filter: ' WORKER-1 ' }), [0, 0, 1, 1, 0]);
  assert.deepEqual(lanes({ filter: 'nothing like it' }), [1, 4, 4, 4, 4]);
});

test('overlay shows a plot and a strip per run', () => {
  assert.deepEqual(layoutOf(state({ mode: 'overlay' })).groups.map(({ kind }) => kind), ['overlay', 'compact', 'compact', 'compact', 'compact', 'compact']);
  assert.ok(layoutOf(state({ mode: 'overlay' }), 300).height <= 300);
});

test('lanes grow to fill the height, within bounds, and shrink no further than can be read', () => {
  const plain = layoutOf(state());
  for (const height of [300, 600, 700, 800, 1000, 3000]) {
    const layout = layoutOf(state(), height);
    if (height >= plain.height || layout.size.dense) assert.ok(layout.height <= height, `${layout.height} in ${height}`);
    assert.ok(layout.size.lane >= (layout.size.dense ? 5 : 16) && layout.size.lane <= 28);
  }
  assert.ok(layoutOf(state(), 1000).height > plain.height);
});

test('many runs are shown at once with thin lanes where they fit so, else they scroll; what is read closely stays large', () => {
  const dense = (patch, height) => layoutOf(state(patch), height).size.dense === true;
  assert.equal(dense({}, 420), true);
  assert.ok(layoutOf(state(), 200).size.lane >= 12, 'too many even so: lanes whose names can be read, and a scroll bar');
  assert.equal(dense({}, 1000), false);
  assert.equal(dense({ solo: 2 }, 110), false);
  assert.equal(dense({ expanded: new Set([laneKey(0, 0)]) }, 420), false);
  const heights = [360, 400, 440, 480].map((height) => layoutOf(state(), height).size.lane);
  assert.deepEqual(heights, [...heights].sort((a, b) => a - b), 'as wide as fits');
  for (let height = 300; height < 900; height += 10) {
    const layout = layoutOf(state(), height);
    assert.ok(layout.size.strip >= 11 || layout.height <= height, `lanes too thin for names, and not all of them, in ${height}`);
  }
});

test('thin lanes are named together', () => {
  assert.equal(jointName(['pool 1', 'pool 2', 'pool 3']), 'pool 1 – 3');
  assert.equal(jointName(['main', 'worker 1']), 'main + 1');
  assert.equal(jointName(['pool 1', 'pool 3']), 'pool 1 + 1');
  assert.equal(jointName(['coordinator']), 'coordinator');
  assert.equal(jointName([]), '');
});

test('file times, axis times and percent of wall turn into each other', () => {
  const run = { start: 5000, makespan: 400 };
  assert.equal(toAxis(run, 'axis', 5100), 100);
  assert.equal(toAxis(run, 'percent', 5100), 0.25e9);
  for (const mode of ['axis', 'overlay', 'percent']) assert.equal(toFile(run, mode, toAxis(run, mode, 5123)), 5123);
  assert.deepEqual(fileRange(run, 'percent', { start: 0, end: 1e9 }), { start: 5000, end: 5400 });
});

test('views stay on the axis and keep what they were zoomed around', () => {
  const whole = wholeView(runs, 'axis', 1000, 100);
  assert.ok(whole.end > runs[2].makespan && whole.end < runs[2].makespan * 1.2);
  for (const view of [{ start: -5e9, end: 1e9 }, { start: 4e9, end: 9e9 }, { start: 7, end: 7 }, { start: -1e12, end: 1e12 }]) {
    const kept = clampView(view, whole);
    assert.ok(kept.start >= 0 && kept.end <= whole.end + 1e-6 && kept.end - kept.start >= 100);
  }
  const at = 1.3e9, before = { start: 1e9, end: 2e9 }, after = zoomed(before, 4, at);
  assert.ok(Math.abs((at - before.start) / 1e9 - (at - after.start) / (after.end - after.start)) < 1e-9);
  assert.equal(after.end - after.start, 0.25e9);
});

test('a run alone shows its counters below its lanes, several runs show none', () => {
  const counters = [{ pid: '1', name: 'queue', series: ['a', 'b'], time: Float64Array.of(1, 5, 9), value: [Float64Array.of(1, 4, NaN), Float64Array.of(0, 0, 0)] },
    { pid: '2', name: 'other', series: ['x'], time: Float64Array.of(1), value: [Float64Array.of(3)] }];
  const run = { ...runs[0], pids: ['1'], file: { ...runs[0].file, counters } };
  const [group] = layoutOf(state({ runs: [run] })).groups;
  assert.deepEqual(group.counters.map(({ name, most }) => [name, most]), [['queue a', 4]]);
  assert.ok(group.counters[0].top >= group.laneTop + group.offset.at(-1) && group.counters[0].top + group.counters[0].height < group.bottom);
  assert.ok(layoutOf(state({ runs: [run, runs[1]] })).groups.every((each) => each.counters === undefined));
  assert.deepEqual([...stepsOf(group.counters[0], 0, 10, 5)], [1, 1, 4, 4, 4]);
  const peaks = { time: Float64Array.of(0, 3, 4, 5), value: Float64Array.of(1, 9, 2, 3) };
  assert.deepEqual([...stepsOf(peaks, 0, 20, 2)], [9, 3], 'a peak within a pixel is not lost');
});
