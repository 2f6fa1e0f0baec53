import { test } from 'node:test';
import assert from 'node:assert/strict';
import { assemble } from 'v/assemble';
import { carried } from 'v/carry';
import { readViewData } from 'v/view-data';
import { sealedAnalysis } from 'v/sealed';
import { STATE } from 'v/states';
import { file, view } from './fixtures/runs.mjs';

const analysed = (options, change = (value) => value) => assemble([file()], readViewData(change(view())).data, options);

test('strips come from the analysis, rows from the file, in the file\'s clock', () => {
  const [run] = analysed();
  assert.deepEqual(run.lanes.map((lane) => lane.name), ['worker 1', 'worker 2']);
  assert.deepEqual([...run.lanes[0].strip.start], [1000, 1010, 1020]);
  assert.deepEqual([...run.lanes[0].strip.state], [STATE.work, STATE.gil, STATE.work]);
  assert.deepEqual([...run.lanes[0].rows[0].start], [1000, 1020]);
  assert.deepEqual([...run.band.time], [1000, 1020, 1040]);
  assert.equal(run.speedupText, '1.50×');
  assert.equal(run.wallText, '40 ns');
});

test('lanes that are no slots are hidden and counted, and shown when asked for', () => {
  const idle = (value) => {
    value.runs[0].lanes.push({ pid: 7, tid: 1, task: null, name: 'main', slot: false, t: [40], s: [2] });
    return value;
  };
  assert.deepEqual(analysed({}, idle).map((run) => [run.lanes.length, run.lanesHidden]), [[2, 1]]);
  assert.deepEqual(analysed({ allLanes: true }, idle).map((run) => [run.lanes.length, run.lanesHidden]), [[3, 0]]);
});

test('lanes that the analysis left out get their strip from the spans', () => {
  const [run] = analysed({ allLanes: true }, (value) => { value.runs[0].lanes.pop(); return value; });
  const lane = run.lanes.find((each) => each.tid === 3);
  assert.equal(lane.analysed, false);
  assert.deepEqual([...lane.strip.start], [1010]);
});

test('path, waits and arrows point to the lanes shown', () => {
  const [run] = analysed();
  assert.deepEqual([...run.path.lane], [0, 0]);
  assert.deepEqual([...run.path.time], [1000, 1020, 1040]);
  assert.deepEqual(run.waits.map((wait) => [wait.lane, wait.start]), [[1, 1000]]);
  assert.deepEqual([...run.flows], [0]);
  assert.deepEqual([...run.laneOf], [-1, 0, 1]);
});

test('without an analysis the runs are those of the files', () => {
  const [run, other] = assemble([file(), file()], null);
  assert.equal(run.band, null);
  assert.equal(run.speedup, null);
  assert.deepEqual([run.index, other.index, other.fileIndex], [0, 1, 1]);
  assert.equal(run.lanes.length, 2, 'a lane without any span is not shown');
});

test('runs of a file that is not there are left out, and files without an analysis keep their own runs', () => {
  const runs = analysed({}, (value) => { value.runs[0].file = 3; return value; });
  assert.deepEqual(runs.map((run) => [run.label, run.band]), [['threads', null]]);
  const both = assemble([file(), file()], readViewData(view()).data);
  assert.deepEqual(both.map((run) => [run.index, run.fileIndex, run.band !== null]), [[0, 0, true], [1, 1, false]]);
});

test('of several sealed analyses the first gives verdict and table, all give their runs', () => {
  const sealed = () => ({ ...file(), metadata: { stretto: { view: view() } } });
  const models = [file(), sealed(), sealed()];
  const data = sealedAnalysis(models);
  assert.equal(data.table.length, 1);
  assert.deepEqual(assemble(models, data).map((run) => [run.fileIndex, run.speedup]), [[1, 1.5], [2, null], [0, null]]);
  assert.equal(sealedAnalysis([file()]), null);
  assert.equal(sealedAnalysis([{ ...file(), metadata: { stretto: { view: 'junk' } } }]), null);
});

test('two runs of one process are cut apart', () => {
  const both = file();
  both.runs = [{ ...both.runs[0], end: 1010 }, { ...both.runs[0], start: 1010 }];
  const [first, second] = assemble([both], null);
  assert.deepEqual([...first.lanes[0].rows[0].start], [1000]);
  assert.deepEqual([...second.lanes[0].rows[0].start], [1020]);
});

test('ids that are texts in the file are found, whether the analysis writes them as texts or numbers', () => {
  const texts = file();
  for (const lane of texts.lanes) { lane.pid = '7'; lane.tid = `${lane.tid}`; }
  texts.runs[0].pids = ['7'];
  assert.deepEqual(assemble([texts], null)[0].lanes.map((lane) => lane.tid), ['2', '3']);
  assert.deepEqual(assemble([texts], readViewData(view()).data)[0].lanes.map((lane) => lane.rows.length), [1, 1]);
  const named = view();
  named.runs[0].pids = ['7'];
  named.runs[0].lanes[0].tid = '2';
  assert.deepEqual(assemble([texts], readViewData(named).data)[0].lanes.map((lane) => lane.rows.length), [1, 1]);
});

test('a path on a hidden thread is drawn on the task that the thread carried', () => {
  const asyncFile = file();
  asyncFile.lanes[1].task = '1';
  asyncFile.lanes[2].task = '2';
  const [run] = assemble([asyncFile], readViewData((() => {
    const value = view();
    value.runs[0].lanes[0].task = '1';
    value.runs[0].lanes[1].task = '2';
    value.runs[0].path = { t: [10, 10, 20], pid: [7, 7, 7], tid: [9, 9, 9], s: [0, 0, 2] };
    return value;
  })()).data);
  assert.deepEqual([...run.path.lane], [0, 1, 1]);
});

test('with the path shown, a hidden thread that it is on for long is shown as well', () => {
  const value = view();
  value.runs[0].lanes.push({ pid: 7, tid: 1, task: null, name: 'main', slot: false, t: [40], s: [2] });
  value.runs[0].path = { t: [30, 10], pid: [7, 7], tid: [1, 2], s: [0, 0] };
  const { data } = readViewData(value);
  const [without] = assemble([file()], data);
  const [shown] = assemble([file()], data, { pathLanes: true });
  assert.deepEqual([[...without.path.lane], without.lanes.length], [[-1, 0], 2]);
  assert.deepEqual([[...shown.path.lane], shown.lanes.length, shown.lanesHidden], [[2, 0], 3, 0]);
});

test('focus and open lanes stay on their lanes when lanes are numbered anew', () => {
  const [before] = analysed();
  const after = { ...before, lanes: [{ ...before.lanes[1], index: 0 }] };
  const state = { runs: [before], focus: { run: 0, lane: 1, row: -1, index: 2 }, expanded: new Set(['0/0', '0/1', '5/5']) };
  assert.deepEqual(carried(state, [after]), { focus: { run: 0, lane: 0, row: -1, index: 2 }, expanded: new Set(['0/0']) });
  assert.equal(carried({ ...state, focus: { run: 0, lane: 0, row: -1, index: 0 } }, [after]).focus, null);
  assert.equal(carried(state, []).focus, null);
});
