import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assemble } from 'v/assemble';
import { createStore, INITIAL } from 'v/store';
import { KEYS, actionOf, footer } from 'v/keys';
import { fromHash, toHash } from 'v/url';
import { matching, search } from 'v/search';
import { count, duration, exact, list, percent, place, size, typeset } from 'v/format';
import { fitted, nextWait, panned, showing, zoomed } from 'v/navigate';
import { longestWaits } from 'v/panels/waits';
import { readViewData } from 'v/view-data';
import { STATE } from 'v/states';
import { file, view } from './fixtures/runs.mjs';

const runs = () => assemble([file()], readViewData(view()).data);

test('the store tells once, only whom it concerns, and only of changes', async () => {
  const store = createStore();
  const told = [];
  store.subscribe(['mode'], (state, keys) => told.push([state.mode, [...keys]]));
  store.subscribe('solo', () => told.push('solo'));
  store.set({ mode: 'overlay' });
  store.set({ mode: 'percent', path: true });
  store.set({ mode: 'percent' });
  await null;
  assert.deepEqual(told, [['percent', ['mode', 'path']]]);
});

test('a subscriber that fails does not keep others from being told', (context) => {
  context.mock.method(console, 'error', () => {});
  const store = createStore();
  let told = 0;
  store.subscribe('solo', () => { throw new Error('no'); });
  const end = store.subscribe('solo', () => { told += 1; });
  store.set({ solo: 1 });
  store.flush();
  end();
  store.set({ solo: 2 });
  store.flush();
  assert.equal(told, 1);
});

test('no key means two things, and every action has a key', () => {
  const keys = KEYS.flatMap((each) => each.keys);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of ['w', 'a', 's', 'd', 'f', 'm', 'c', '[', ']', '/', '?', 'escape', 'enter', '0', '1', '9']) assert.ok(keys.includes(key), key);
  assert.ok(footer().some(([each, label]) => label === 'previous / next wait' && each.join('') === '[]'));
});

test('keys are left alone while text is typed, with Ctrl, and where a control uses them', () => {
  const press = (key, target = null, more = {}) => actionOf({ key, target, ...more })?.action ?? null;
  assert.equal(press('W'), 'zoomIn');
  assert.equal(press('w', null, { ctrlKey: true }), null);
  assert.equal(press('w', { tagName: 'INPUT' }), null);
  assert.equal(press('Escape', { tagName: 'INPUT' }), 'escape');
  assert.equal(press('Enter', { tagName: 'BUTTON', closest: () => ({}) }), null);
  assert.equal(press('w', { tagName: 'BUTTON', closest: () => ({}) }), 'zoomIn');
  assert.equal(press('x'), null);
});

test('the address brings back what it was made from', () => {
  const whole = 1000;
  const states = [{}, { view: { start: 10, end: 500 } }, { mode: 'percent', view: { start: 0, end: 700 } }, { selection: { start: 5, end: 9, run: null } },
    { selection: { start: 5, end: 9, run: 2 }, solo: 1, path: true, flows: true, allLanes: true }, { expanded: new Set(['0/1', '2/3']), query: 'a b&c=ü#' }];
  for (const patch of states) {
    const state = { ...INITIAL, view: { start: 0, end: whole }, ...patch };
    assert.deepEqual(fromHash(`#${toHash(state, whole)}`, { runs: 3, whole: () => whole }), patch);
  }
  assert.equal(toHash({ ...INITIAL, view: { start: 0, end: whole } }, whole), '');
});

test('an address that asks for what is not there asks for nothing', () => {
  for (const hash of ['#view=9-3', '#view=a-b', '#view=1e3-5', '#mode=x', '#solo=0', '#solo=4', '#sel=1-2@7', '#sel=1-2@x', '#open=x/y', '#%', '#view=99999999999999999-3']) {
    assert.deepEqual(fromHash(hash, { runs: 3, whole: () => 1000 }), {}, hash);
  }
});

test('the search finds letters of either case, counts all, and groups by name', () => {
  const found = search(runs(), 'COUNT');
  assert.equal(found.spans, 3);
  assert.deepEqual(found.groups.map((group) => [group.name, group.ns]), [['count 3', 20], ['count 1', 10], ['count 2', 10]]);
  assert.deepEqual(found.hits[0], { run: 0, lane: 0, row: 0, index: 0, start: 1000, end: 1010 });
  assert.equal(search(runs(), 'worker').lanes.length, 2);
  assert.equal(search(runs(), '  ').spans, 0);
  assert.equal(search(runs(), '.*').spans, 0);
  assert.deepEqual([...matching(['Parse', 'x', 'PARSER'], 'parse')], [1, 0, 1]);
});

test('times are written short for reading and whole for comparing', () => {
  assert.deepEqual([0, 1, 999, 1000, 9994, 99_949, 999_400, 999_700, 10_710_000, 1.06e9, 554e6, NaN, -2e6].map((ns) => duration(ns)),
    ['0 ns', '1 ns', '999 ns', '1.00 µs', '9.99 µs', '99.9 µs', '999 µs', '1.00 ms', '10.7 ms', '1.06 s', '554 ms', '–', '-2.00 ms']);
  assert.equal(duration(10_710_000, true), '10.71 ms');
  assert.equal(exact(1_061_867_853).replaceAll('\u202f', ' '), '1 061 867 853 ns');
  assert.deepEqual([percent(0), percent(0.001), percent(0.5), percent(NaN)], ['0 %', '< 1 %', '50 %', '–']);
  assert.deepEqual([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c'])], ['', 'a', 'a and b', 'a, b and c']);
  assert.deepEqual([count(1, 'span'), count(0, 'span')], ['1 span', '0 spans']);
  assert.deepEqual([place(1.4409e9, 10e6), size(14298), size(1e9)], ['1.4409 s', '14 kB', '1.0 GB']);
});

test('zooming keeps what is under the pointer, and nothing leaves the axis', () => {
  const whole = { start: 0, end: 1e6 };
  const near = zoomed({ start: 0, end: 1e6 }, 0.5, 4e5, whole);
  assert.deepEqual(near, { start: 2e5, end: 7e5 });
  assert.deepEqual(zoomed(near, 100, 4e5, whole), whole);
  assert.deepEqual(panned(near, -5, whole), { start: 0, end: 5e5 });
  assert.deepEqual(panned(near, 5, whole), { start: 5e5, end: 1e6 });
  assert.deepEqual(fitted({ start: 1000, end: 2000 }, whole), { start: 900, end: 2100 });
  assert.equal(showing(near, { start: 3e5, end: 4e5 }, whole), near);
  assert.ok(zoomed({ start: 0, end: 200 }, 1e-9, 10, whole).end > 0);
});

test('the next wait is the next that is long enough, both ways', () => {
  const strip = { start: Float64Array.of(0, 10, 20, 21, 30), end: Float64Array.of(10, 20, 21, 30, 40),
    state: Uint8Array.of(STATE.gil, STATE.work, STATE.gil, STATE.work, STATE.loop) };
  assert.deepEqual([nextWait(strip, -1, 1), nextWait(strip, 0, 1), nextWait(strip, 0, 1, 5), nextWait(strip, 30, 1), nextWait(strip, 30, -1), nextWait(strip, 30, -1, 5)],
    [0, 2, 4, -1, 2, 0]);
  assert.equal(nextWait(strip, -1, 1, 0, STATE.loop), 4);
});

test('the longest waits are one for each run and reason, of the analysis where it lists any', () => {
  assert.deepEqual(longestWaits(runs()).map((row) => [row.state, row.length, row.laneName]), [[STATE.gil, 10, 'worker 2']]);
  const [run] = runs();
  assert.deepEqual(longestWaits([{ ...run, waits: [] }]).map((row) => [row.state, row.length]), [[STATE.gil, 10]]);
});

test("the report's words are typeset, and nothing else in them changes", () => {
  assert.equal(typeset('Threads pay: 1.95x (1.94-1.97).'), 'Threads pay: 1.95× (1.94–1.97).');
  assert.equal(typeset('count x 4 on 2 cores'), 'count × 4 on 2 cores');
  assert.equal(typeset('each row splits 2 cores x wall time'), 'each row splits 2 cores × wall time');
  assert.equal(typeset('threads x4'), 'threads ×4');
  for (const same of ['at most 0.7 % (-0.7 to 3.4)', 'CPU-bound', 'x86', '0x12', 'inbox', 'a x b']) assert.equal(typeset(same), same);
});
