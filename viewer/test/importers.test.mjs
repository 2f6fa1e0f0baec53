// How inputs on which the viewers of Chrome traces differ are read here; the first column names the input.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { kit, laneOf, read, readPieces, spansOf, stripOf, traceOf, X } from './fixtures/reading.mjs';

const raw = (...events) => `{"traceEvents":[${events.join(',\n')}]}`;
const rows = (model, lane = 0) => model.lanes[lane].rows.map((row) => spansOf(model, row).map(([name, start, end]) => [name, start, end]));

/** Inputs that give these rows of the only lane: [what, text, rows]. */
const ROWS = [
  ['X nested', traceOf(X('a', 1, 10), X('b', 2, 3)), [[['a', 1000, 11000]], [['b', 2000, 5000]]]],
  ['X touching', traceOf(X('a', 1, 2), X('b', 3, 2)), [[['a', 1000, 3000], ['b', 3000, 5000]]]],
  ['X identical', traceOf(X('a', 1, 2), X('a', 1, 2)), [[['a', 1000, 3000]], [['a', 1000, 3000]]]],
  ['X unsorted', traceOf(X('b', 5, 1), X('a', 1, 2)), [[['a', 1000, 3000], ['b', 5000, 6000]]]],
  ['X child before parent', traceOf(X('b', 2, 3), X('a', 1, 10)), [[['a', 1000, 11000]], [['b', 2000, 5000]]]],
  ['X same start, the short one first', traceOf(X('b', 1, 3), X('a', 1, 10)), [[['a', 1000, 11000]], [['b', 1000, 4000]]]],
  ['X overlapping by 1 ns stands on an extra row', raw('{"ph":"X","name":"a","ts":1,"dur":2.001,"pid":1,"tid":2}', '{"ph":"X","name":"b","ts":3,"dur":2,"pid":1,"tid":2}'), [[['a', 1000, 3001]], [['b', 3000, 5000]]]],
  ['X overlapping by 0.4 ns nests', raw('{"ph":"X","name":"a","ts":1,"dur":2.0004,"pid":1,"tid":2}', '{"ph":"X","name":"b","ts":3,"dur":2,"pid":1,"tid":2}'), [[['a', 1000, 3000], ['b', 3000, 5000]]]],
  ['what follows an overlap goes below what encloses it', traceOf(X('a', 0, 10), X('b', 5, 10), X('c', 11, 2), X('d', 20, 1)), [[['a', 0, 10000], ['d', 20000, 21000]], [['b', 5000, 15000]], [['c', 11000, 13000]]]],
  ['X of no length', traceOf(X('a', 1, 0)), [[['a', 1000, 1000]]]],
  ['X without dur lasts to the end', traceOf({ ph: 'X', name: 'a', ts: 1, pid: 1, tid: 2 }, X('b', 2, 3)), [[['a', 1000, 5000]], [['b', 2000, 5000]]]],
  ['ts negative', traceOf(X('a', -5, 2)), [[['a', -5000, -3000]]]],
  ['ts zero', traceOf(X('a', 0, 2)), [[['a', 0, 2000]]]],
  ['ts with more digits than nanoseconds', raw('{"ph":"X","name":"a","ts":1.2345678,"dur":1,"pid":1,"tid":2}'), [[['a', 1235, 2235]]]],
  ['start and end are rounded, not the length', raw('{"ph":"X","name":"a","ts":1.0006,"dur":1.0006,"pid":1,"tid":2}'), [[['a', 1001, 2001]]]],
  ['ts negative with a fraction', raw('{"ph":"X","name":"a","ts":-1.2344,"dur":1,"pid":1,"tid":2}'), [[['a', -1234, -234]]]],
  ['ts as a string', raw('{"ph":"X","name":"a","ts":"12.5","dur":"2","pid":1,"tid":2}'), [[['a', 12500, 14500]]]],
  ['ts with an exponent', raw('{"ph":"X","name":"a","ts":1e3,"dur":1.5E-2,"pid":1,"tid":2}'), [[['a', 1000000, 1000015]]]],
  ['B without E lasts to the end', traceOf({ ph: 'B', name: 'a', ts: 1, pid: 1, tid: 2 }, X('b', 2, 3)), [[['a', 1000, 5000]], [['b', 2000, 5000]]]],
  ['E without B is left out', traceOf({ ph: 'E', name: 'a', ts: 1, pid: 1, tid: 2 }, X('b', 2, 3)), [[['b', 2000, 5000]]]],
  ['E without a name ends the newest', traceOf({ ph: 'B', name: 'a', ts: 1, pid: 1, tid: 2 }, { ph: 'B', name: 'b', ts: 2, pid: 1, tid: 2 }, { ph: 'E', ts: 3, pid: 1, tid: 2 }, { ph: 'E', ts: 4, pid: 1, tid: 2 }), [[['a', 1000, 4000]], [['b', 2000, 3000]]]],
  ['E in the wrong order ends the newest of its name', traceOf({ ph: 'B', name: 'a', ts: 1, pid: 1, tid: 2 }, { ph: 'B', name: 'b', ts: 2, pid: 1, tid: 2 }, { ph: 'E', name: 'a', ts: 3, pid: 1, tid: 2 }, { ph: 'E', name: 'b', ts: 4, pid: 1, tid: 2 }), [[['a', 1000, 3000]], [['b', 2000, 4000]]]],
  ['B and E not in the order of time', traceOf({ ph: 'E', name: 'a', ts: 4, pid: 1, tid: 2 }, { ph: 'B', name: 'a', ts: 1, pid: 1, tid: 2 }), [[['a', 1000, 4000]]]],
  ['names with escapes', raw('{"ph":"X","name":"a\\u00e9\\n\\"b","ts":1,"dur":1,"pid":1,"tid":2}'), [[['aé\n"b', 1000, 2000]]]],
  ['keys with escapes', raw('{"\\u0070h":"X","n\\u0061me":"a","ts":1,"d\\u0075r":1,"pid":1,"tid":2}'), [[['a', 1000, 2000]]]],
  ['no name', raw('{"ph":"X","ts":1,"dur":1,"pid":1,"tid":2}'), [[['', 1000, 2000]]]],
  ['fields in any order and spaced', raw('{ "tid" : 2 , "dur" : 1 , "args" : {} , "ts" : 1 , "pid" : 1 , "name" : "a" , "ph" : "X" }'), [[['a', 1000, 2000]]]],
  ['a field twice: the last counts', raw('{"ph":"X","name":"b","name":"a","ts":9,"ts":1,"dur":1,"pid":1,"tid":2}'), [[['a', 1000, 2000]]]],
  ['NaN and Infinity in args', raw('{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":2,"args":{"x":NaN,"y":-Infinity}}'), [[['a', 1000, 2000]]]],
  ['a byte order mark', `\ufeff${traceOf(X('a', 1, 1))}`, [[['a', 1000, 2000]]]],
  ['array form', JSON.stringify([X('a', 1, 1)]), [[['a', 1000, 2000]]]],
  ['array without its bracket', JSON.stringify([X('a', 1, 1)]).slice(0, -1), [[['a', 1000, 2000]]]],
  ['array that ends with a comma', `${JSON.stringify([X('a', 1, 1)]).slice(0, -1)},\n`, [[['a', 1000, 2000]]]],
  ['array cut inside an event', `${JSON.stringify([X('a', 1, 1), X('b', 2, 2)]).slice(0, -9)}`, [[['a', 1000, 2000]]]],
  ['object not closed', traceOf(X('a', 1, 1)).slice(0, -2), [[['a', 1000, 2000]]]],
  ['object cut inside an event', traceOf(X('a', 1, 1), X('b', 2, 2)).slice(0, -9), [[['a', 1000, 2000]]]],
  ['a comma too many', '{"traceEvents":[{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":2},],}', [[['a', 1000, 2000]]]],
  ['garbage after the end', `${traceOf(X('a', 1, 1))}garbage {"ph":"X"}`, [[['a', 1000, 2000]]]],
  ['one object per line', `${JSON.stringify(X('a', 1, 1))}\n${JSON.stringify(X('b', 2, 1))}\n`, [[['a', 1000, 2000], ['b', 2000, 3000]]]],
  ['keys before and after the events', `{"displayTimeUnit":"ns","systemTraceEvents":"x]}\\"","deep":{"a":[1,{"b":"]"}]},"traceEvents":[${JSON.stringify(X('a', 1, 1))}],"otherData":{"v":1},"metadata":{"a":[]}}`, [[['a', 1000, 2000]]]],
  ['cname, stack and sf are passed over', traceOf(X('a', 1, 1, { cname: 'unknown', stack: ['x'], sf: 3, esf: 4 })), [[['a', 1000, 2000]]]],
  ['a control character in a name', raw('{"ph":"X","name":"a\tb\u0000c","ts":1,"dur":1,"pid":1,"tid":2}'), [[['a\tb\u0000c', 1000, 2000]]]],
];

for (const [what, text, expected] of ROWS) {
  test(`read: ${what}`, async () => {
    const model = await read(text);
    assert.equal(model.lanes.length, 1);
    assert.deepEqual(rows(model), expected);
  });
}

/** Events that cannot be used: beside a good one they are counted as malformed and left out. */
const BAD = [
  ['dur negative', '{"ph":"X","name":"b","ts":1,"dur":-2,"pid":1,"tid":2}'],
  ['dur null', '{"ph":"X","name":"b","ts":1,"dur":null,"pid":1,"tid":2}'],
  ['ts null', '{"ph":"X","name":"b","ts":null,"dur":1,"pid":1,"tid":2}'],
  ['ts missing', '{"ph":"X","name":"b","dur":1,"pid":1,"tid":2}'],
  ['ts NaN', '{"ph":"X","name":"b","ts":NaN,"dur":1,"pid":1,"tid":2}'],
  ['ts Infinity', '{"ph":"X","name":"b","ts":-Infinity,"dur":1,"pid":1,"tid":2}'],
  ['ts 1e300', '{"ph":"X","name":"b","ts":1e300,"dur":1,"pid":1,"tid":2}'],
  ['ts with an exponent of nine digits', '{"ph":"X","name":"b","ts":1e999999999,"dur":1,"pid":1,"tid":2}'],
  ['ts of a thousand digits', `{"ph":"X","name":"b","ts":${'9'.repeat(1000)},"dur":1,"pid":1,"tid":2}`],
  ['ts of a million digits', `{"ph":"X","name":"b","ts":${'9'.repeat(1_000_000)},"dur":1,"pid":1,"tid":2}`],
  ['dur 1e300', '{"ph":"X","name":"b","ts":1,"dur":1e300,"pid":1,"tid":2}'],
  ['no ph', '{"name":"b","ts":1,"dur":1,"pid":1,"tid":2}'],
  ['{}', '{}'],
  ['a number among events', '17'],
  ['an array among events', '[{"ph":"X"}]'],
  ['pid null', '{"ph":"X","name":"b","ts":1,"dur":1,"pid":null,"tid":2}'],
  ['pid an object', '{"ph":"X","name":"b","ts":1,"dur":1,"pid":{"a":1},"tid":2}'],
  ['b without id', '{"ph":"b","cat":"x","name":"b","ts":1,"pid":1,"tid":2}'],
  ['s without id', '{"ph":"s","cat":"x","name":"b","ts":1,"pid":1,"tid":2}'],
  ['args that nest 100,000 deep', `{"ph":"X","name":"b","ts":1,"dur":1,"pid":1,"tid":2,"args":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
  ['a quote in a name', '{"ph":"X","name":"say "b"","ts":1,"dur":1,"pid":1,"tid":2}'],
  ['words that are no JSON', '{"ph":"X",name:b}'],
];

for (const [what, event] of BAD) {
  test(`left out and counted: ${what}`, async () => {
    const good = [JSON.stringify(X('a', 1, 1)), JSON.stringify(X('c', 3, 1))];
    const model = await read(raw(good[0], event, good[1]));
    assert.deepEqual(rows(model), [[['a', 1000, 2000], ['c', 3000, 4000]]]);
    assert.equal(model.counts.malformed, 1);
    assert.equal(model.counts.dropped, 1);
    assert.match(model.notes[0], /^1 event was left out because it could not be read; the first is at byte \d+\.$/);
  });
}

test('times of an epoch clock stay exact, counted from the first event', async () => {
  const model = await read(raw('{"ph":"M","name":"thread_name","pid":1,"tid":2,"ts":0,"args":{"name":"main"}}',
    '{"ph":"X","name":"a","ts":1700000000000000.123,"dur":1.001,"pid":1,"tid":2}', '{"ph":"X","name":"b","ts":1700000000000005,"dur":0.5,"pid":1,"tid":2}',
    '{"ph":"X","name":"c","ts":1699999999999999.999,"dur":0.001,"pid":1,"tid":2}'));
  assert.equal(model.origin, 1700000000000000000);
  assert.deepEqual(rows(model), [[['c', -1, 0], ['a', 123, 1124], ['b', 5000, 5500]]]);
  assert.match(model.notes[0], /^Its clock is an epoch/);
});

test('clocks of any length are exact to the nanosecond, whichever way they are read', () => {
  for (const first of ['4500000000001', '5000000000000.5', '999999999999999.001', '1700000000000000', '8999999999999999.999', '"1700000000000000.25"']) {
    const model = readPieces(`[{"ph":"X","name":"a","ts":${first},"dur":1,"pid":1,"tid":2},{"ph":"X","name":"b","ts":${first.replace(/^"?(\d+).*$/, '$1')}.777,"dur":1,"pid":1,"tid":2}]`);
    const [a, b] = model.lanes[0].rows.flatMap((row) => [...row.start]).sort((x, y) => x - y);
    const fraction = Number(/\.(\d+)/.exec(first)?.[1].padEnd(3, '0') ?? 0);
    assert.deepEqual([a, b].sort(), [fraction, 777].sort(), first);
    assert.equal(model.origin, Number(/\d+/.exec(first)[0]) * 1000);
  }
});

test('a time beyond 2^53 ns from the origin is kept rounded, and said', async () => {
  const model = await read(raw('{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":2}', '{"ph":"X","name":"b","ts":1700000000000000.123,"dur":0,"pid":1,"tid":2}'));
  assert.equal(model.origin, 0);
  assert.equal(model.counts.malformed, 0);
  assert.match(model.notes[0], /^1 time so far from the start/);
});

test('decimal microseconds become nanoseconds without a double in between', () => {
  for (const [text, nanoseconds] of [['0.001', 1], ['1.001', 1001], ['4503599627370.497', 4503599627370497], ['9007199254740.991', 9007199254740991], ['0.1', 100], ['123456789.29', 123456789290]]) {
    const model = readPieces(`[{"ph":"i","name":"z","ts":0,"pid":1,"tid":2},{"ph":"X","name":"a","ts":${text},"dur":0,"pid":1,"tid":2}]`);
    assert.equal(model.lanes[0].rows[0].start[0], nanoseconds, text);
  }
});

const asyncEvent = (ph, ts, more = {}) => ({ ph, name: 'op', cat: 'net', ts, pid: 1, tid: 2, ...more });
const asyncSpans = (model) => model.lanes.filter((lane) => lane.role === 'async').flatMap((lane) => lane.rows.flatMap((row) => spansOf(model, row).map(([name, start, end]) => [lane.pid, name, start, end])));

const ASYNC = [
  ['b and e with id', [asyncEvent('b', 1, { id: 7 }), asyncEvent('e', 4, { id: 7 })], [[1, 'op', 1000, 4000]], 0],
  ['b and e with id2.local', [asyncEvent('b', 1, { id2: { local: '0x7' } }), asyncEvent('e', 4, { id2: { local: '0x7' } })], [[1, 'op', 1000, 4000]], 0],
  ['id2.local of two processes', [asyncEvent('b', 1, { id2: { local: 7 } }), asyncEvent('b', 2, { pid: 9, id2: { local: 7 } }), asyncEvent('e', 4, { id2: { local: 7 } }), asyncEvent('e', 5, { pid: 9, id2: { local: 7 } })], [[1, 'op', 1000, 4000], [9, 'op', 2000, 5000]], 0],
  ['a plain id of two processes at once', [asyncEvent('b', 1, { id: 7 }), asyncEvent('b', 2, { pid: 9, id: 7 }), asyncEvent('e', 4, { id: 7 }), asyncEvent('e', 5, { pid: 9, id: 7 })], [[1, 'op', 1000, 4000], [9, 'op', 2000, 5000]], 0],
  ['id2.global across processes', [asyncEvent('b', 1, { id2: { global: 'x' } }), asyncEvent('e', 5, { pid: 9, id2: { global: 'x' } })], [[1, 'op', 1000, 5000]], 0],
  ['nested under one id', [asyncEvent('b', 1, { id: 7 }), asyncEvent('b', 2, { id: 7, name: 'in' }), asyncEvent('e', 3, { id: 7, name: 'in' }), asyncEvent('e', 4, { id: 7 })], [[1, 'op', 1000, 4000], [1, 'in', 2000, 3000]], 0],
  ['a negative id and a text', [asyncEvent('b', 1, { id: -1 }), asyncEvent('b', 2, { id: 'x y' }), asyncEvent('e', 3, { id: -1 }), asyncEvent('e', 4, { id: 'x y' })], [[1, 'op', 1000, 3000], [1, 'op', 2000, 4000]], 0],
  ['e before b in the file', [asyncEvent('e', 4, { id: 7 }), asyncEvent('b', 1, { id: 7 })], [[1, 'op', 1000, 4000]], 0],
  ['same id, other cat: one without end, one without begin', [asyncEvent('b', 1, { id: 7 }), asyncEvent('e', 4, { id: 7, cat: 'other' })], [[1, 'op', 1000, 4000]], 1],
];

for (const [what, events, expected, unmatched] of ASYNC) {
  test(`async: ${what}`, async () => {
    const model = await read(traceOf(...events));
    assert.deepEqual(asyncSpans(model).sort(), [...expected].sort());
    assert.equal(model.counts.unmatched, unmatched);
    assert.equal(model.counts.async, expected.length);
  });
}

const flowEvent = (ph, ts, tid, more = {}) => ({ ph, name: 'go', cat: 'submit', ts, pid: 1, tid, id: 5, ...more });
const arrows = (model) => Array.from(model.flows.from.lane, (from, at) => [model.lanes[from].tid, model.flows.from.time[at], model.lanes[model.flows.to.lane[at]].tid, model.flows.to.time[at]]);

const FLOWS = [
  ['s and f', [flowEvent('s', 1, 2), flowEvent('f', 3, 4, { bp: 'e' })], [[2, 1000, 4, 3000]], 0],
  ['without bp', [flowEvent('s', 1, 2), flowEvent('f', 3, 4)], [[2, 1000, 4, 3000]], 0],
  ['hex id and number are one', [flowEvent('s', 1, 2, { id: '0x5' }), flowEvent('f', 3, 4)], [[2, 1000, 4, 3000]], 0],
  ['a text as id', [flowEvent('s', 1, 2, { id: 'a>b' }), flowEvent('f', 3, 4, { id: 'a>b' })], [[2, 1000, 4, 3000]], 0],
  ['an id used twice gives two arrows', [flowEvent('s', 1, 2), flowEvent('f', 3, 4), flowEvent('s', 5, 2), flowEvent('f', 7, 4)], [[2, 1000, 4, 3000], [2, 5000, 4, 7000]], 0],
  ['f before s in the file', [flowEvent('f', 3, 4), flowEvent('s', 1, 2)], [[2, 1000, 4, 3000]], 0],
  ['f earlier than s', [flowEvent('s', 3, 2), flowEvent('f', 1, 4)], [[2, 3000, 4, 1000]], 0],
  ['a step is an end and a beginning', [flowEvent('s', 1, 2), flowEvent('t', 2, 3), flowEvent('f', 3, 4)], [[2, 1000, 3, 2000], [3, 2000, 4, 3000]], 0],
  ['other names make no arrow', [flowEvent('s', 1, 2), flowEvent('f', 3, 4, { name: 'come' })], [], 2],
  ['other categories make no arrow', [flowEvent('s', 1, 2), flowEvent('f', 3, 4, { cat: 'result' })], [], 2],
];

for (const [what, events, expected, unmatched] of FLOWS) {
  test(`arrows: ${what}`, async () => {
    const model = await read(traceOf(...events));
    assert.deepEqual(arrows(model), expected);
    assert.equal(model.counts.unmatched, unmatched);
  });
}

test('counters: several series, ids, texts as numbers, what is no number', async () => {
  const C = (ts, args, more) => ({ ph: 'C', name: 'cnt', ts, pid: 1, tid: 2, args, ...more });
  const model = await read(raw(...[C(2, { a: 1, b: -2.5 }), C(1, { a: '3.5', c: 'x' }), C(3, { b: 7 }), C(4, { a: 9 }, { id: 8 }), C(5, { a: 1 }, { pid: 3 })].map((each) => JSON.stringify(each)), '{"ph":"C","name":"cnt","ts":6,"pid":1,"args":{"a":NaN}}'));
  assert.deepEqual(model.counters.map((counter) => [counter.pid, counter.name, counter.series, [...counter.time], counter.value.map((values) => [...values])]), [
    [1, 'cnt', ['a', 'b'], [1000, 2000, 3000, 6000], [[3.5, 1, NaN, NaN], [NaN, -2.5, 7, NaN]]],
    [1, 'cnt[8]', ['a'], [4000], [[9]]], [3, 'cnt', ['a'], [5000], [[1]]],
  ]);
  assert.equal(model.counts.counters, 6);
  assert.match(model.notes.join(' '), /2 counter values were no finite numbers/);
});

test('metadata names lanes before or after them, the last name counts, roles add up', async () => {
  const M = (name, args, more) => ({ ph: 'M', name, pid: 1, tid: 2, args, ...more });
  const model = await read(traceOf(M('process_name', { name: 'old' }), M('thread_name', { name: 'early', role: 'coordinator' }), X('a', 1, 1), X('b', 1, 1, { tid: 3 }), X('c', 1, 1, { pid: 0 }),
    M('thread_name', { name: 'late', role: 'worker' }), M('process_name', { name: 'main' }), M('process_sort_index', { sort_index: 2 }), M('thread_sort_index', { sort_index: '9' })));
  assert.deepEqual(model.lanes.map(({ pid, tid, process, name, role }) => [pid, tid, process, name, role]), [
    [0, 2, 'process 0', 'thread 2', ''], [1, 3, 'main', 'thread 3', ''], [1, 2, 'main', 'late', 'coordinator worker'],
  ]);
  assert.equal(model.counts.metadata, 6);
});

test('lanes: no pid is 0, no tid is the pid, texts, negative and huge numbers stay apart', async () => {
  const model = await read(raw('{"ph":"X","name":"a","ts":1,"dur":1}', '{"ph":"X","name":"a","ts":1,"dur":1,"pid":7}', '{"ph":"X","name":"a","ts":1,"dur":1,"pid":"Spans","tid":"P \\u00e9"}',
    '{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":-1}', '{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":140234567890432}', '{"ph":"X","name":"a","ts":1,"dur":1,"pid":1,"tid":18446744073709551615}',
    '{"ph":"X","name":"a","ts":1,"dur":1,"pid":"1","tid":"-1"}', '{"ph":"X","name":"a","ts":1,"dur":1,"pid":2,"tid":-1}'));
  assert.deepEqual(model.lanes.map(({ pid, tid, rows: { length } }) => [pid, tid, length]), [
    [0, 0, 1], [7, 7, 1], ['Spans', 'P é', 1], [1, -1, 2], [1, 140234567890432, 1], [1, '18446744073709551615', 1], [2, -1, 1],
  ]);
});

test('samples with stackFrames, before or after the events, and P events', async () => {
  const frames = { 1: { name: 'main', category: 'app' }, 2: { name: 'work', parent: 1 }, 3: { name: 'loop', parent: '4' }, 4: { name: 'back', parent: 3 } };
  const samples = [{ cpu: 0, tid: 2, ts: 5, name: 'cycles', sf: 2, weight: 10 }, { tid: 2, ts: 3.5, sf: '1', weight: 2 }, { tid: 99, ts: 9, sf: 77 }];
  const P = { ph: 'P', name: 's', pid: 1, tid: 2, ts: 7, sf: 3 };
  for (const order of [{ stackFrames: frames, samples, traceEvents: [X('a', 1, 9), P] }, { traceEvents: [X('a', 1, 9), P], samples, stackFrames: frames }]) {
    const { samples: found, strings } = await read(JSON.stringify(order));
    assert.deepEqual([...found.time], [3500, 5000, 7000, 9000]);
    assert.deepEqual([...found.weight], [2, 10, 1, 1]);
    assert.deepEqual([...found.lane], [0, 0, 0, 4294967295]);
    assert.deepEqual([...found.frame].map((frame) => frame < 0 ? null : strings[found.frames.name[frame]]), ['main', 'work', 'loop', null]);
    assert.deepEqual(Array.from(found.frames.parent).map((parent, at) => [strings[found.frames.name[at]], parent < 0 ? null : strings[found.frames.name[parent]]]),
      [['main', null], ['work', 'main'], ['loop', 'back'], ['back', null]]);
  }
});

test('phases nobody draws are passed over, not dropped', async () => {
  const model = await read(traceOf(X('a', 1, 1), { ph: 'T', name: 'Running', ts: 1, dur: 1, pid: 1, tid: 2 }, { ph: 'N', name: 'o', ts: 1, pid: 1, tid: 2, id: 1 }, { ph: 'v', ts: 1, pid: 1, tid: 2 }, { ph: 'é', ts: 1 }));
  assert.equal(model.counts.skipped, 3);
  assert.equal(model.counts.malformed, 1);
});

const EMPTY = [['{"traceEvents":[]}'], ['[]'], ['[\n'], ['{"traceEvents":[']];
for (const [text] of EMPTY) {
  test(`no events: ${JSON.stringify(text)}`, async () => {
    const model = await read(text);
    assert.deepEqual([model.lanes.length, model.runs.length, model.duration], [0, 1, 0]);
  });
}

/** What is no trace: one sentence that says so. */
const REFUSED = [
  ['nothing at all', '', /^The file is empty/],
  ['only space', ' \n ', /ends before a trace begins/],
  ['a page', '<!doctype html>', /^This is no Chrome trace: it starts with neither/],
  ['an object without events', '{"a":1}', /has no traceEvents/],
  ['an object cut before its events', '{"a":1,', /./],
  ['an object of no JSON', '{a:1}', /^The text is not JSON at byte 1/],
  ['numbers only', '[1,2,3]', /^Nothing in this file is a trace event/],
  ['a zip archive', 'PK\u0003\u0004', /zip archive/],
];

for (const [what, text, sentence] of REFUSED) {
  test(`refused: ${what}`, async () => {
    await assert.rejects(read(text), (error) => error instanceof kit.LoadError && sentence.test(error.message));
  });
}

test('a damaged event costs that event only, wherever the pieces are cut', () => {
  const text = raw(JSON.stringify(X('a', 1, 1)), '{"ph":"X","name":"say "hi", {x}","ts":2}', JSON.stringify(X('b', 3, 1)), '{"ph":}', JSON.stringify(X('c', 5, 1)));
  for (let cut = 1; cut < text.length; cut++) {
    const model = readPieces(text, [cut]);
    assert.deepEqual([...rows(model)[0].map(([name]) => name), model.counts.malformed], ['a', 'b', 'c', 2], `cut at ${cut}`);
  }
});

test('a cut file says where', async () => {
  const text = traceOf(X('a', 1, 1), X('b', 2, 2)).slice(0, -9);
  const model = await read(text);
  assert.ok(model.notes[0].startsWith(`The file is cut at byte ${text.length} of its text (the last event is cut off)`));
  assert.equal(laneOf(model, 2).rows[0].start.length, 1);
});

test('spans that cross are counted, those that nest are not', async () => {
  const crossing = async (...events) => /^(\d+) spans? overlap/.exec((await read(traceOf(...events))).notes.join('\n'))?.[1] ?? '0';
  assert.equal(await crossing(X('a', 0, 10), X('b', 1, 8), X('c', 2, 3), X('d', 5, 3), X('e', 10, 1)), '0');
  assert.equal(await crossing(X('a', 0, 10), X('b', 5, 10), X('c', 11, 2)), '1');
  assert.equal(await crossing(X('a', 0, 10), X('b', 5, 10), X('c', 9, 10)), '2');
});

const run = (pid, name, start, dur, more = {}) => ({ ph: 'X', cat: 'run', name, pid, tid: pid, ts: start, dur, args: { model: name, cores: 2, slots: 4 }, ...more });
const runsOf = (model) => model.runs.map(({ name, model: kind, pids, start, end, cores, slots }) => [name, kind, pids, start, end, cores, slots]);

test('runs: by the metadata, whatever the order of events; a cut run ends with its last span', async () => {
  const runs = [{ run: 'one', model: 'threads', pids: [1] }, { run: 'two', model: 'processes', pids: [2, 3] }, { run: 'three', pids: [4] }];
  const model = await read(JSON.stringify({ otherData: { stretto: { runs } }, traceEvents: [
    run(2, 'two', 5, 40), run(1, 'one', 1, 20), X('a', 3, 30, { pid: 3 }), X('b', 2, 4, { pid: 4 }),
    { ph: 'i', cat: 'run', name: 'three', pid: 4, tid: 4, ts: 1, s: 't', args: { model: 'async', cores: 1 } }, { ph: 'i', cat: 'run', name: 'one', pid: 1, tid: 1, ts: 1, s: 't', args: { model: 'one' } },
  ] }));
  assert.deepEqual(runsOf(model), [['one', 'threads', [1], 1000, 21000, 2, 4], ['two', 'processes', [2, 3], 5000, 45000, 2, 4], ['three', null, [4], 1000, 6000, 1, null]]);
});

test('runs: without metadata by their events, with the processes that arrows tie to them; without either one over all', async () => {
  const arrow = (ph, pid, ts) => ({ ph, name: 'go', cat: 'submit', id: 1, pid, tid: pid, ts });
  const events = [run(1, 'one', 1, 20), run(2, 'two', 1, 30), X('a', 3, 4, { pid: 3 }), arrow('s', 2, 2), arrow('f', 3, 3)];
  assert.deepEqual(runsOf(await read(traceOf(...events))), [['one', 'one', [1], 1000, 21000, 2, 4], ['two', 'two', [2, 3], 1000, 31000, 2, 4]]);
  assert.deepEqual(runsOf(await read(traceOf(run(1, 'one', 1, 20), X('a', 3, 4, { pid: 3 })))), [['one', 'one', [1, 3], 1000, 21000, 2, 4]]);
  assert.deepEqual(runsOf(await read(traceOf(X('a', 3, 4, { pid: 3 }), X('b', 1, 4, { pid: 1 })))), [['', null, [3, 1], 1000, 7000, null, null]]);
});

test("the program's own spans have the state of what they stand in", async () => {
  const events = [X('task', 0, 10, { cat: 'task' }), X('own', 1, 8), X('io', 2, 4, { cat: 'x, wait ,y' }), X('inner', 3, 2), X('outside', 20, 5)];
  const states = (model) => model.lanes[0].rows.map((row) => spansOf(model, row).map(([name, , , state]) => `${name} ${state}`));
  const ours = await read(JSON.stringify({ traceEvents: events, otherData: { stretto: { schema: 'stretto.trace/1' } } }));
  assert.deepEqual(states(ours), [['task work', 'outside none'], ['own work'], ['io io'], ['inner io']]);
  assert.deepEqual(stripOf(ours.lanes[0]), [['work', 0, 2000], ['io', 2000, 6000], ['work', 6000, 10000]]);
  const theirs = await read(traceOf(...events));
  assert.deepEqual(states(theirs)[0], ['task work', 'outside work']);
  assert.deepEqual(stripOf(theirs.lanes[0]).at(-1), ['work', 20000, 25000]);
});
