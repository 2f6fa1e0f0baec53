import { test } from 'node:test';
import assert from 'node:assert/strict';
import { reasonsOf } from 'v/reasons';
import { groupsOf } from 'v/mixed';
import { heldFor, isBlockingCall, isHeld } from 'v/held';
import { explain } from 'v/explain';
import { longestWaits } from 'v/panels/waits';
import { assemble } from 'v/assemble';
import { readViewData } from 'v/view-data';
import { STATE, STATES } from 'v/states';
import { file, view } from './fixtures/runs.mjs';

const part = (label, percent, useful = false) => ({ state: STATE[label], name: label, label, useful, percent, ns: null });
const row = (label, reason, ...parts) => ({ label, run: 0, reason: reason && { state: STATE[reason[0]], text: reason[1] }, parts });

test('what loses little is one line with all of its loss, and with no one cause', () => {
  const [line, ...rest] = reasonsOf([
    row('threads', ['inflation', 'loses 2 % to inflation: dearer'], part('work', 97, true), part('inflation', 2), part('other', 1)),
    row('processes', ['inflation', 'loses 3 % to inflation: dearer'], part('work', 94, true), part('inflation', 3), part('startup', 2), part('teardown', 1))]);
  assert.deepEqual([line.text, line.state, line.rows.length, rest], ['lose 6 % or less', null, 2, []]);
});

test('one that loses little names all of it and the largest part', () => {
  const of = (...parts) => reasonsOf([row('processes', ['startup', 'loses 3 % to startup: starting workers'], ...parts)])[0];
  assert.equal(of(part('work', 95, true), part('startup', 3), part('other', 2)).text, 'lose 5 %, of it 3 % to startup: starting workers');
  assert.equal(of(part('work', 97, true), part('startup', 3)).text, 'lose 3 % to startup: starting workers');
});

test('every loss of 10 % is named, and what explains a cause is said once', () => {
  const why = 'loses 38 % to the loop: a task was ready, but the loop had not got to it';
  const table = ['async', 'actor'].map((label) => row(label, ['loop', why], part('work', 50, true), part('loop', 38), part('tail', 12)));
  const lines = reasonsOf([...table, row('other', ['loop', why.replace('38', '20')], part('work', 71, true), part('loop', 20), part('tail', 9)),
    row('dispatch', ['tail', 'loses 25 % to the tail: nothing left to hand out while others still worked'], part('work', 75, true), part('tail', 25))]);
  assert.deepEqual(lines.map(({ text }) => text), [
    'lose 38 % to the loop: a task was ready, but the loop had not got to it; 12 % to the tail (nothing left to hand out)',
    'loses 25 % to the tail', 'loses 20 % to the loop']);
});

test('a loop that a blocking call held is told from one that was busy', () => {
  const why = 'loses 34 % to the loop: a task was ready, but the loop had not got to it';
  const table = [row('blocking', ['loop', why], part('loop', 34)), row('async', ['loop', why], part('loop', 34))];
  assert.deepEqual(reasonsOf(table, (each) => each.label === 'blocking').map(({ text }) => text),
    ['loses 34 % to the loop: a task was ready, but a blocking call held the loop', why]);
});

/** Two tasks on one loop: task 2 waits 10 ns for the loop, whose thread is in `state` then. */
function looped(state, model = 'async') {
  const value = view();
  const [run] = value.runs;
  Object.assign(run, { model, states: ['work', 'loop', 'io'], band: null, waits: [{ state: 'loop', pid: 7, tid: 2, task: '2', start_ns: 0, dur_ns: 10 },
    { state: 'io', pid: 7, tid: 2, task: null, start_ns: 0, dur_ns: 10 }] });
  run.lanes = [{ pid: 7, tid: 2, task: '1', name: 'one', slot: true, t: [10, 30], s: [2, 0] }, { pid: 7, tid: 2, task: '2', name: 'two', slot: true, t: [10, 30], s: [1, 0] }];
  const trace = file();
  trace.lanes[1].strip = { ...trace.lanes[1].strip, start: Float64Array.of(1000), end: Float64Array.of(1010), state: Uint8Array.of(STATE[state]) };
  return assemble([trace], readViewData(value).data);
}

test('the loop is held where its own thread waits for input or output', () => {
  const [held] = looped('io');
  assert.equal(isHeld(held), true);
  assert.equal(heldFor(held, held.lanes[1], 1000, 1010), 10);
  assert.ok(explain([held], { run: 0, lane: 1, row: -1, index: 0 }).lines.includes('A blocking call held the loop: one waited 10 ns for input or output on its thread.'));
  assert.equal(isBlockingCall(held, held.waits[1]), true);
  const [busy] = looped('work');
  assert.equal(isHeld(busy), false);
  assert.equal(heldFor(busy, busy.lanes[1], 1000, 1010), 0);
});

test('where no loop is, tasks wait for a worker; sums keep the bucket of the ledgers', () => {
  const [run] = looped('work', 'tasks');
  assert.equal(STATES[run.lanes[1].strip.state[0]].meaning, 'ready: no worker free');
  assert.equal(STATES[run.lanes[1].strip.state[0]].bucket, 'loop');
  assert.equal(run.waits[0].state, STATE.no_worker);
  for (const model of ['async', 'actor', 'asyncio', 'mixed', 'of its own kind']) assert.equal(looped('work', model)[0].waits[0].state, STATE.loop, model);
});

test('blocking calls and waits of tasks are rows of their own among the longest waits', () => {
  assert.deepEqual(longestWaits(looped('io')).map(({ state, isBlocking }) => [STATES[state].name, isBlocking]), [['loop', false], ['io', true]]);
});

test('more lanes that claim to run than there are cores are said to be estimated', () => {
  const value = view();
  Object.assign(value.runs[0], { cores: 1, band: { exact: true, t: [20, 20], v: [[2, 0, 0], [1, 0, 1]] } });
  const runs = assemble([file()], readViewData(value).data);
  const at = (time) => explain(runs, { run: 0, lane: -1, row: -1, index: -1, time }).lines.join(' ');
  assert.match(at(1010), /More lanes claim to run here \(2\) than there are cores \(1\).*estimated/);
  assert.doesNotMatch(at(1030), /claim/);
});

test('workloads are groups of their own: no speedup, no row of several runs', () => {
  const value = view();
  const other = { ...structuredClone(value.runs[0]), id: 1, label: 'sequential, run 2', file: 1, tasks: 9, makespan_ns: 50 };
  Object.assign(value, { resource: 'slots', runs: [value.runs[0], other], table: [value.table[0], { ...value.table[0], run: 1, wall_ns: 45 }] });
  const groups = groupsOf(readViewData(value).data);
  assert.deepEqual(groups.map(({ file: index, tasks, rows }) => [index, tasks, rows.map(({ label, wallNs, speedup }) => [label, wallNs, speedup])]),
    [[0, 3, [['threads', 40, null]]], [1, 9, [['sequential, run 2', 50, null]]]]);
  assert.deepEqual(groups[1].rows[0].parts.map(({ label, percent, useful }) => [label, percent, useful]), [['work', 50, true], ['gil', 25, false], ['tail', 25, false]]);
  const mixed = assemble([file(), file()], readViewData({ ...value, recommendation: '', verdicts: [{ text: 'not of one workload', tone: 'unsure', run: null }] }).data);
  assert.deepEqual(mixed.map(({ label, speedup, speedupText }) => [label, speedup, speedupText]), [['threads', null, ''], ['sequential, run 2', null, '']]);
});
