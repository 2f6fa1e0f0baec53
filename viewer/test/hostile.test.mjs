// Input made to break readers: it ends, in bounded memory, with counts or one sentence.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { kit, laneOf, read, readPieces, spansOf, traceOf, X } from './fixtures/reading.mjs';
import { chance } from './fixtures/random-trace.mjs';

const list = (count, make) => `[${Array.from({ length: count }, (_, at) => JSON.stringify(make(at))).join(',\n')}]`;

test('100,000 lanes', async () => {
  const model = await read(list(100_000, (at) => X('a', at, 1, { pid: at >> 8, tid: at })));
  assert.equal(model.lanes.length, 100_000);
  assert.equal(model.counts.dropped, 0);
});

test('more lanes than the bound: the rest is left out and counted', () => {
  const model = readPieces(list(50, (at) => X('a', at, 1, { tid: at })), [], { lanes: 20 });
  assert.equal(model.lanes.length, 20);
  assert.equal(model.counts.dropped, 30);
  assert.match(model.notes[0], /^30 events were left out: the trace has more than/);
});

test('more async tasks than the bound', () => {
  const model = readPieces(list(100, (at) => ({ ph: at & 1 ? 'e' : 'b', cat: 'task', name: 't', pid: 1, tid: 1, ts: at, id: at >> 1, args: { task: at >> 1 } })), [], { lanes: 20 });
  assert.equal(model.lanes.length, 19);
  assert.match(model.notes.join(' '), /31 async tasks were left out/);
});

test('names of 1 MB are cut, NUL and overrides stay in the text', async () => {
  const long = 'é'.repeat(500_000);
  const model = await read(traceOf(X(`a${long}`, 1, 1), X('\u0000\u202e<img onerror=x>', 3, 1)));
  const [row] = model.lanes[0].rows;
  const names = spansOf(model, row).map(([name]) => name);
  assert.ok(names[0].length < 40_000 && names[0].startsWith('aé') && names[0].endsWith('é'));
  assert.equal(names[1], '\u0000\u202e<img onerror=x>');
  assert.match(model.notes[0], /^1 name was longer than 64 KiB and cut/);
});

test('lane and process names of 1 MB are cut', async () => {
  const model = await read(traceOf(X('a', 1, 1), { ph: 'M', name: 'thread_name', pid: 1, tid: 2, args: { name: 'x'.repeat(100_000) } }));
  assert.equal(model.lanes[0].name.length, 4096);
  assert.ok((await read(traceOf(X('b', 1, 1), X('a', 1, 1, { tid: 'x'.repeat(1_000_000) })))).counts.malformed === 1);
});

test('more names than the bound are shown as empty', () => {
  const model = readPieces(list(50, (at) => X(`n${at}`, at, 1)), [], { strings: 20 });
  assert.equal(model.strings.length <= 21, true);
  assert.match(model.notes.join(' '), /names beyond the 4 million kept are shown as empty/);
});

test('text that is no UTF-8 becomes U+FFFD', async () => {
  const bytes = new TextEncoder().encode(traceOf(X('a?b', 1, 1), X('c', 3, 1, { cat: '?' })));
  const model = await read(bytes.map((byte) => byte === 63 ? 0xff : byte));
  assert.ok(model.strings.includes('a\ufffdb') && model.strings.includes('\ufffd'));
});

test('an event longer than the bound is passed over', () => {
  const text = traceOf(X('a', 1, 1), X('b', 2, 1, { args: { x: 'y'.repeat(700_000) } }), X('c', 3, 1));
  const model = readPieces(text, [], { event: 300_000 });
  assert.deepEqual(spansOf(model, model.lanes[0].rows[0]).map(([name]) => name), ['a', 'c']);
  assert.equal(model.counts.malformed, 1);
});

test('a key without end, and a bracket without end', async () => {
  assert.throws(() => readPieces(`{"${'k'.repeat(900_000)}`, [], { event: 300_000 }), kit.LoadError);
  await assert.rejects(read(`{"traceEventsX":${'['.repeat(1_000_000)}`), kit.LoadError);
  await assert.rejects(read('{"a":1'), kit.LoadError);
});

test('100,000 begins without ends, and as many ends without begins', async () => {
  const open = await read(list(100_000, (at) => ({ ph: 'B', name: `n${at % 3}`, ts: at, pid: 1, tid: 1 })));
  assert.equal(open.counts.unfinished, 100_000);
  assert.ok(open.lanes[0].rows.length <= kit.LIMITS.rows);
  assert.equal(open.lanes[0].rows.reduce((sum, row) => sum + row.start.length, 0) + open.counts.tooDeep, 100_000);
  assert.match(open.notes.join(' '), /nest too deep for a row/);
  const ends = await read(list(100_000, (at) => ({ ph: 'E', ts: at, pid: 1, tid: 1 })));
  assert.equal(ends.counts.unmatched, 100_000);
});

test('50,000 spans that all cross', async () => {
  const model = await read(list(50_000, (at) => X('a', at, 60_000)));
  assert.equal(model.lanes[0].rows.length, kit.LIMITS.rows);
  assert.deepEqual([model.lanes[0].strip.start[0], model.lanes[0].strip.end.at(-1)], [0, 109_999_000]);
});

test('the most rows of all lanes are bounded too', () => {
  const model = readPieces(list(300, (at) => X('a', 1 + at % 3, 10 - at % 3 * 2, { tid: at % 100 })), [], { rowsInAll: 150 });
  assert.equal(model.lanes.reduce((sum, lane) => sum + lane.rows.length, 0), 150);
  assert.equal(model.counts.tooDeep, 150);
  assert.ok(model.lanes.every((lane) => lane.strip.start.length > 0));
});

test('100,000 arrows and async spans of one id', async () => {
  const flows = await read(list(100_000, (at) => ({ ph: at < 50_000 ? 's' : 'f', name: 'g', cat: 'c', id: 1, ts: at, pid: 1, tid: at & 1 })));
  assert.equal(flows.flows.count, 50_000);
  const asyncs = await read(list(100_000, (at) => ({ ph: at < 50_000 ? 'b' : 'e', name: `n${at % 7}`, cat: 'c', id: 1, ts: at, pid: 1, tid: 1 })));
  assert.equal(asyncs.counts.async, 50_000);
});

test('counters with too many series, and too many counters', () => {
  const args = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`s${at}`, at]));
  const model = readPieces(list(3, (at) => ({ ph: 'C', name: 'c', ts: at, pid: 1, args })), [], { counters: 20 });
  assert.equal(model.counters[0].series.length, 20);
  const many = readPieces(list(30, (at) => ({ ph: 'C', name: `c${at}`, ts: at, pid: 1, args: { v: 1 } })), [], { counters: 20 });
  assert.equal(many.counters.length, 20);
  assert.match(many.notes.join(' '), /10 counter values were left out/);
});

test('metadata that is too long, damaged, or of the wrong shapes', async () => {
  const long = readPieces(`{"traceEvents":[],"otherData":{"a":"${'x'.repeat(5000)}"}}`, [], { metadata: 1000 });
  assert.equal(long.metadata, null);
  assert.match(long.notes[0], /longer than 16 MiB/);
  const deep = await read(`{"traceEvents":[],"otherData":{"a":${'['.repeat(600)}${']'.repeat(600)}}}`);
  assert.equal(deep.metadata, null);
  assert.match(deep.notes[0], /nests too deep/);
  assert.match((await read('{"traceEvents":[],"otherData":{"a":NaN}}')).notes[0], /otherData is damaged/);
  for (const stretto of [1, [], null, { runs: 7 }, { runs: [null, 1, {}, { pids: [] }, { pids: [{}], run: [], model: 4 }] }, { runs: [{ pids: [1e300], run: 'x' }] }]) {
    const model = await read(JSON.stringify({ traceEvents: [X('a', 1, 1)], otherData: { stretto } }));
    assert.ok(model.runs.length >= 1);
    for (const run of model.runs) assert.ok(Number.isFinite(run.start) && run.end >= run.start && typeof run.name === 'string');
  }
  const prototype = await read('{"traceEvents":[],"otherData":{"__proto__":{"polluted":1}}}');
  assert.equal(prototype.polluted, undefined);
});

test('keys and names that objects have from birth', async () => {
  const model = await read(traceOf(X('__proto__', 1, 1, { cat: 'constructor' }), { ph: 'C', name: 'toString', ts: 1, pid: '__proto__', args: { hasOwnProperty: 1, __proto__: null } },
    { ph: 'b', name: 'b', cat: 'valueOf', id: '__proto__', ts: 1, pid: 1, tid: 2 }));
  assert.equal(model.counters[0].series[0], 'hasOwnProperty');
  assert.deepEqual(spansOf(model, laneOf(model, 2).rows[0]), [['__proto__', 1000, 2000, 'work']]);
});

test('3,000 traces with random bytes changed: a model or one sentence, in order', () => {
  const seedText = new TextEncoder().encode(`{"otherData":{"stretto":{"runs":[{"run":"a","pids":[1]}]}},"stackFrames":{"1":{"name":"f","parent":2}},"traceEvents":[${[X('a', 1, 10, { cat: 'task', args: { task: 1 } }),
    { ph: 'B', name: 'b', ts: 2, pid: 1, tid: 2 }, { ph: 'E', ts: 3, pid: 1, tid: 2 }, { ph: 'b', cat: 'task', id2: { local: '0x1' }, name: 't', ts: 1, pid: 1, tid: 3, args: { task: 9 } },
    { ph: 'e', cat: 'task', id2: { local: '0x1' }, name: 't', ts: 9, pid: 1, tid: 3 }, { ph: 'X', cat: 'step', name: 's', ts: 2, dur: 2, pid: 1, tid: 3, args: { task: 9 } },
    { ph: 'C', name: 'c', ts: 1, pid: 1, args: { v: 1 } }, { ph: 's', name: 'g', cat: 'x', id: 1, ts: 1, pid: 1, tid: 2 }, { ph: 'f', name: 'g', cat: 'x', id: 1, ts: 4, pid: 1, tid: 3 }].map((event) => JSON.stringify(event)).join(',\n')}],"samples":[{"tid":2,"ts":1,"sf":1}]}`);
  const next = chance(7);
  const letters = [...'{}[]",:\\0123456789eE.-+nXBEbtru \n\u0000'].map((letter) => letter.charCodeAt(0));
  let read = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = seedText.slice();
    for (let changes = 1 + next(4); changes > 0; changes--) bytes[next(bytes.length)] = next(8) ? letters[next(letters.length)] : next(256);
    try {
      const model = readPieces(bytes, [1 + next(bytes.length - 1)]);
      read++;
      for (const lane of model.lanes) {
        for (const row of [lane.strip, ...lane.rows]) for (let at = 0; at < row.start.length; at++) assert.ok(row.end[at] >= row.start[at] && (at === 0 || row.start[at] >= row.end[at - 1]));
      }
      for (const run of model.runs) assert.ok(run.end >= run.start);
    } catch (error) {
      assert.ok(error instanceof kit.LoadError, error.stack);
      assert.match(error.message, /^[A-Z].*[.]$/);
    }
  }
  assert.ok(read > 2000);
});

test('names whose hashes collide stay apart', async () => {
  const [one, other] = ['qirmf1i', 'qci5g42'].map((name) => new TextEncoder().encode(name));
  assert.equal(kit.hashOf(one, 0, 7), kit.hashOf(other, 0, 7));
  const model = await read(traceOf(X('qirmf1i', 1, 1), X('qci5g42', 3, 1), X('qirmf1i', 5, 1)));
  assert.deepEqual(spansOf(model, model.lanes[0].rows[0]).map(([name]) => name), ['qirmf1i', 'qci5g42', 'qirmf1i']);
});
