// Random traces, read in pieces and by brute force: the same spans, states and arrows; rows that hold their promises.
import { test } from 'node:test';
import { grouped } from '../src/text.mjs';
import assert from 'node:assert/strict';
import { kit, plain, readPieces, spansOf } from './fixtures/reading.mjs';
import { naiveModel, naiveState, naiveTaskState } from './fixtures/naive.mjs';
import { chance, randomTrace } from './fixtures/random-trace.mjs';

const { STATE, STATES } = kit;

/** What a row and a strip promise: in the order of time, no overlap, ends not before starts. */
function checkOrder(row, what) {
  for (let at = 0; at < row.start.length; at++) {
    assert.ok(row.end[at] >= row.start[at], what);
    if (at > 0) assert.ok(row.start[at] >= row.end[at - 1], `${what}: ${at}`);
  }
}

function checkStates(strip, spans, stateAt, what) {
  const times = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  for (let at = 1; at < times.length; at++) {
    const middle = (times[at - 1] + times[at]) / 2;
    const index = strip.start.findIndex((start, place) => start <= middle && middle < strip.end[place]);
    const found = index < 0 ? STATE.none : strip.state[index];
    assert.equal(STATES[found].name, STATES[stateAt(middle)].name, `${what} from ${times[at - 1]} to ${times[at]}`);
  }
}

for (const how of [{ isOurs: true, crosses: false }, { isOurs: true, crosses: true }, { isOurs: false, crosses: false }, { isOurs: false, crosses: true }]) {
  test(`250 random traces, ${how.isOurs ? 'ours' : "somebody's"}, ${how.crosses ? 'crossing' : 'nested'}: spans, rows, strips and arrows as by brute force`, () => {
    for (let seed = 1; seed <= 250; seed++) check(seed, how);
  });
}

function check(seed, how) {
  const text = randomTrace(seed, how);
  const model = readPieces(text, [seed * 31 % text.length]);
  const naive = naiveModel(text);
  const outside = how.isOurs ? STATE.none : STATE.work;
  const threads = model.lanes.filter((lane) => lane.task === null && lane.rows.length > 0 && lane.role !== 'async');
  assert.equal(threads.length, naive.lanes.size, `seed ${seed}`);
  for (const lane of threads) {
    const what = `seed ${seed}, lane ${lane.pid}/${lane.tid}`;
    const expected = naive.lanes.get(`${lane.pid}/${lane.tid}`);
    const found = lane.rows.flatMap((row) => spansOf(model, row).map(([name, start, end]) => `${name} ${start} ${end}`));
    assert.deepEqual(found.sort(), expected.map(({ name, start, end }) => `${name} ${start} ${end}`).sort(), what);
    lane.rows.forEach((row) => checkOrder(row, what));
    checkOrder(lane.strip, what);
    checkStates(lane.strip, expected, (time) => naiveState(expected, time, outside), what);
    if (!how.crosses) checkDepths(lane, expected, what);
  }
  for (const lane of model.lanes.filter((each) => each.task !== null)) {
    const task = naive.tasks.get(`${lane.pid} ${lane.task}`);
    const parts = [task, ...task.waits, ...task.steps, ...task.steps.flatMap((step) => step.lane)];
    checkStates(lane.strip, parts, (time) => naiveTaskState(task, time), `seed ${seed}, task ${lane.task}`);
  }
  assert.equal(model.lanes.filter((lane) => lane.task !== null).length, naive.tasks.size);
  const lane = (index) => `${model.lanes[index].pid}/${model.lanes[index].tid}`;
  const arrows = Array.from(model.flows.from.lane, (from, at) => [lane(from), model.flows.from.time[at], lane(model.flows.to.lane[at]), model.flows.to.time[at], model.strings[model.flows.category[at]]].join(' '));
  assert.deepEqual(arrows.sort(), naive.arrows);
}

/** Where spans nest, a span is as deep as spans are around it. */
function checkDepths(lane, spans, what) {
  lane.rows.forEach((row, depth) => {
    for (let at = 0; at < row.start.length; at++) {
      if (row.start[at] === row.end[at]) continue;
      const around = spans.filter((span) => span.start <= row.start[at] && row.end[at] <= span.end).length;
      const same = spans.filter((span) => span.start === row.start[at] && row.end[at] === span.end).length;
      assert.ok(depth >= around - same && depth < around, `${what}: depth ${depth} of ${around}`);
    }
  });
}

test('200 traces of begins and ends in any order: as by brute force', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const next = chance(seed);
    const events = Array.from({ length: 4 + next(30) }, () => ({ ph: next(2) ? 'B' : 'E', pid: 1, tid: next(2), ts: next(40), name: `n${next(3)}` }));
    events.push({ ph: 'X', pid: 5, tid: 5, name: 'x', ts: 1, dur: 99 });
    const text = JSON.stringify({ traceEvents: events });
    const model = readPieces(text);
    const naive = naiveModel(text);
    assert.equal(model.counts.unfinished, naive.unfinished);
    assert.equal(model.counts.unmatched, naive.unmatched);
    for (const lane of model.lanes) {
      const found = lane.rows.flatMap((row) => spansOf(model, row).map(([name, start, end]) => `${name} ${start} ${end}`)).sort();
      assert.deepEqual(found, (naive.lanes.get(`${lane.pid}/${lane.tid}`) ?? []).map(({ name, start, end }) => `${name} ${start} ${end}`).sort(), `seed ${seed}`);
    }
  }
});

test('a trace cut in two at any byte reads the same', () => {
  const text = `\ufeff{"a":{"b":["]"]},"stackFrames":{"1":{"name":"f"}},"traceEvents":[\n${JSON.parse(randomTrace(3, { isOurs: true, crosses: true })).traceEvents.slice(0, 25).map((event) => JSON.stringify(event)).join(',\n')}],"samples":[{"tid":1,"ts":4,"sf":1}],"otherData":{"stretto":{"x":"}\\""}}}  `;
  const bytes = new TextEncoder().encode(text);
  const whole = plain(readPieces(bytes));
  for (let cut = 1; cut < bytes.length; cut++) assert.deepEqual(plain(readPieces(bytes, [cut])), whole, `cut at ${cut}`);
  assert.equal(whole.samples.count, 1);
});

test('traces cut at many random places, and byte by byte, read the same', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const bytes = new TextEncoder().encode(randomTrace(seed, { isOurs: seed % 2 === 0, crosses: seed % 3 === 0 }));
    const whole = plain(readPieces(bytes));
    const next = chance(seed);
    const cuts = [...new Set(Array.from({ length: 40 }, () => 1 + next(bytes.length - 1)))].sort((a, b) => a - b);
    assert.deepEqual(plain(readPieces(bytes, cuts)), whole);
    assert.deepEqual(plain(readPieces(bytes, Array.from({ length: bytes.length - 1 }, (_, at) => at + 1))), whole);
  }
});

test('a trace that stops at any byte keeps every whole event before it', () => {
  const text = randomTrace(5, { isOurs: false, crosses: true });
  const bytes = new TextEncoder().encode(text);
  const events = JSON.parse(text).traceEvents;
  const ends = [];
  for (let from = 16, index = 0; index < events.length; index++) {
    from += new TextEncoder().encode(JSON.stringify(events[index])).length;
    ends.push(from++);
  }
  for (let cut = 16; cut < bytes.length - 2; cut += 3) {
    const model = readPieces(bytes.subarray(0, cut));
    assert.equal(model.counts.events - model.counts.malformed, ends.filter((end) => end <= cut).length, `cut at ${cut}`);
    assert.match(model.notes[0], new RegExp(`^The file is cut at byte ${grouped(cut)} of its text`));
  }
});
