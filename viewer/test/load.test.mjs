// Loading as the page does where no worker starts: in slices, with progress, to be stopped; arguments read again.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import './register.mjs';
import { kit as workerKit } from '../src/worker.mjs';
import { blockGzip, gzipSync } from './fixtures/gzip.mjs';
import { laneOf, plain, read, traceOf, X } from './fixtures/reading.mjs';

const { load, LoadError } = await import('v/load');
const { argsOf, readArgs } = await import('v/args');
const { kit } = await import('v/load/kit');

const file = (text, name = 'trace.json') => ({ name, file: new Blob([text]) });
const many = JSON.stringify(Array.from({ length: 30_000 }, (_, at) => X(`n${at % 9}`, at, 1, { args: { at } })));

test('the page and the worker wire the same modules', () => {
  assert.deepEqual(Object.keys(kit).sort(), Object.keys(workerKit).sort());
});

test('a file loads in slices and says how far it is', async () => {
  const seen = [];
  const model = await load(file(many), { onProgress: (done) => seen.push(done) });
  assert.equal(model.counts.spans, 30_000);
  assert.deepEqual(plain(model), plain(await read(many)));
  assert.ok(seen.length >= 2 && seen.every((done, at) => done.total === many.length && done.read <= done.total && (at === 0 || done.read >= seen[at - 1].read)));
  assert.deepEqual([seen.at(-1).stage, seen.at(-1).read], ['arranging', many.length]);
});

test('loading stops when asked to', async () => {
  const controller = new AbortController();
  await assert.rejects(load(file(many), { signal: controller.signal, onProgress: () => controller.abort() }), { name: 'AbortError' });
  controller.abort();
  await assert.rejects(load(file(many), { signal: controller.signal }), { name: 'AbortError' });
});

test('the page draws between slices: a timer fires while a trace is read', async () => {
  let fired = 0;
  const timer = setInterval(() => { fired++; }, 1);
  await load(file(`[${Array(20).fill(many.slice(1, -1)).join(',')}]`));
  clearInterval(timer);
  assert.ok(fired > 3);
});

test('what cannot be loaded is a LoadError with one sentence', async () => {
  await assert.rejects(load(file('<html>')), (error) => error instanceof LoadError && error.file === 'trace.json' && error.byte === 0);
  await assert.rejects(load({ name: 'x', file: { size: 3, stream() { throw new Error('gone'); } } }), LoadError);
});

/** Places of args by span name. */
function places(model) {
  const found = new Map();
  for (const lane of model.lanes) for (const row of lane.rows) row.args.forEach((place, at) => found.set(model.strings[row.name[at]], place));
  return found;
}

test('arguments are read again by their place: plain, gzip and several members, with and without memory', async () => {
  const text = `\ufeff${traceOf(X('a', 1, 1, { args: { x: 1, deep: { y: ['}', '"'] } } }), X('b', 2, 1), X('c', 3, 1, { args: {} }), X('é', 4, 1, { args: { z: 'ü' } }), ...JSON.parse(many), X('last', 9, 1, { args: { end: true } }))}`;
  const bytes = Buffer.from(text);
  for (const content of [bytes, gzipSync(bytes), blockGzip(bytes, 60_000)]) {
    const source = file(content);
    const model = await load(source);
    const at = places(model);
    assert.equal(at.get('b'), 0);
    assert.equal(at.get('c'), 0);
    assert.equal(await readArgs(model, 0, source), null);
    for (const bytesOfModel of [model.bytes, 2 ** 40]) {
      const like = { ...model, bytes: bytesOfModel };
      assert.deepEqual(await readArgs(like, at.get('a'), source), { x: 1, deep: { y: ['}', '"'] } });
      assert.deepEqual(await readArgs(like, at.get('é'), source), { z: 'ü' });
      assert.deepEqual(await readArgs(like, at.get('last'), source), { end: true });
    }
    await assert.rejects(readArgs({ ...model, bytes: 2 ** 40 }, at.get('a') + 1, source), /the file has changed/);
  }
});

test('arguments that are no JSON, or nest deep, are shown as text', () => {
  assert.equal(argsOf('{"args":{"x":NaN},"ph":"X"}'), '{"x":NaN}');
  const deep = `{"a":${'['.repeat(100)}${']'.repeat(100)}}`;
  assert.equal(argsOf(`{"ph":"X","args":${deep}}`), deep);
  assert.equal(argsOf('{"ph":"X"}'), null);
  assert.deepEqual(argsOf('{"\\u0061rgs":{"x":1}}'), { x: 1 });
});

test('a begin without arguments shows those of its end', async () => {
  const source = file(traceOf({ ph: 'B', name: 'a', ts: 1, pid: 1, tid: 2 }, { ph: 'E', name: 'a', ts: 2, pid: 1, tid: 2, args: { late: 1 } }));
  const model = await load(source);
  assert.deepEqual(await readArgs(model, laneOf(model, 2).rows[0].args[0], source), { late: 1 });
});


test('a model packed for its way to the page is the same there', async () => {
  const bytes = readFileSync(new URL('../../traces/fetch/comparison.json.gz', import.meta.url));
  for (const content of [bytes, many, '{"traceEvents":[]}']) {
    const model = await load(file(content));
    const before = plain(model);
    const pyramids = model.lanes.map((lane) => lane.strip.pyramid);
    const { message, transfer } = kit.packModel(model, kit.pyramidBuffers);
    const arrived = kit.unpackModel(structuredClone(message, { transfer }));
    assert.deepEqual(plain(arrived), before);
    assert.deepEqual(arrived.lanes.map((lane) => lane.strip.pyramid !== null), pyramids.map((pyramid) => pyramid !== null));
    assert.ok(transfer.length < 60 + 3 * model.lanes.length, 'buffers are shared');
    assert.equal(model.lanes[0]?.strip.start.length ?? 0, 0, 'nothing was copied');
  }
});
