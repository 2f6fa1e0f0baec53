// Sampled stacks as `stretto record` writes them: after the events, frames and samples by number, samples with their process.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { read } from './fixtures/reading.mjs';
import { stackTree } from 'v/draw/stacks';

const text = `{"displayTimeUnit":"ms","traceEvents":[
{"ph":"X","name":"run","cat":"run","pid":7,"tid":7,"ts":1.000,"dur":99.000,"args":{"model":"threads","cores":2}},
{"ph":"X","name":"worker","cat":"task","pid":7,"tid":8,"ts":2.000,"dur":90.000,"args":{"task":1}},
{"ph":"X","name":"other","cat":"task","pid":9,"tid":8,"ts":2.000,"dur":90.000,"args":{"task":2}}
],
"stackFrames":{
"1":{"category":"libc.so.6","name":"start_thread"},
"2":{"category":"program","name":"shop::Till<unsigned int>::add(unsigned int, long)","parent":1},
"3":{"category":"[kernel]","name":"do_syscall_64","parent":2}
},
"samples":[
{"pid":7,"tid":8,"ts":10.000,"name":"cpu","sf":2,"weight":1},
{"pid":9,"tid":8,"ts":20.500,"name":"cpu","sf":3,"weight":1},
{"pid":7,"tid":8,"ts":30.000,"name":"cpu","sf":2,"weight":1}
],
"otherData":{"stretto":{"schema":"stretto.trace/1","clock":"monotonic","runs":[{"run":"run 1","model":"threads","pids":[7,9]}]}}}
`;

test('samples belong to the thread of their process, and add up along their callers', async () => {
  const file = await read(text);
  assert.equal(file.samples.count, 3);
  const pids = Array.from(file.samples.lane, (lane) => file.lanes[lane].pid);
  assert.deepEqual(pids, [7, 9, 7]);
  const tree = stackTree([{ run: { file, laneOf: null }, start: -1e9, end: 1e9 }]);
  assert.deepEqual([tree.samples, tree.self], [3, 0]);
  const [outer] = [...tree.children.values()];
  assert.deepEqual([outer.name, outer.samples], ['start_thread', 3]);
  const [inner] = [...outer.children.values()];
  assert.deepEqual([inner.name, inner.samples, inner.self], ['shop::Till<unsigned int>::add(unsigned int, long)', 3, 2]);
  assert.deepEqual([...inner.children.keys()], ['do_syscall_64']);
  assert.equal(file.runs.length, 1);
});
