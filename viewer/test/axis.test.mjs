import test from 'node:test';
import assert from 'node:assert/strict';
import { niceStep, ticksOf } from '../src/axis.mjs';

const texts = (...of) => ticksOf(...of).ticks.map(({ text }) => text);

test('steps are 1, 2 or 5 times a power of ten and not below the least', () => {
  for (let least = 0.3; least < 1e12; least *= 1.37) {
    const step = niceStep(least);
    assert.ok(step >= least * (1 - 1e-9) && step <= least * 2.5 + 1e-9, `${least} → ${step}`);
    assert.ok([1, 2, 5].includes(Math.round(step / 10 ** Math.floor(Math.log10(step) + 1e-9))), `${step}`);
  }
});

test('ticks lie in the range, in order, and as far apart as asked', () => {
  const { ticks, step } = ticksOf(1.37e9, 4.4e9, 800, { spacing: 80 });
  assert.ok(ticks.every(({ at }) => at >= 1.37e9 && at <= 4.4e9));
  assert.ok(ticks.every(({ at }, k) => k === 0 || Math.abs(at - ticks[k - 1].at - step) < 1));
  assert.ok(step / (4.4e9 - 1.37e9) * 800 >= 80 - 1e-6);
});

test('times are written in one unit, with as many decimals as the step needs', () => {
  assert.deepEqual(texts(0, 4.35e9, 870), ['0.0 s', '0.5 s', '1.0 s', '1.5 s', '2.0 s', '2.5 s', '3.0 s', '3.5 s', '4.0 s']);
  assert.deepEqual(texts(1.42e9, 1.46e9, 300), ['1420 ms', '1440 ms', '1460 ms']);
  assert.deepEqual(texts(0, 4e4, 320), ['0 µs', '10 µs', '20 µs', '30 µs', '40 µs']);
  assert.deepEqual(texts(0, 1e9, 500, { percent: true }), ['0 %', '20 %', '40 %', '60 %', '80 %', '100 %']);
});

test('hostile ranges give few ticks and no endless loop', () => {
  for (const [start, end, width] of [[0, 0, 100], [0, 1e300, 100], [NaN, 5, 100], [0, 1, 0], [-1e9, 1e9, 1e9], [9e15, 9e15 + 1, 2000]]) {
    assert.ok(ticksOf(start, end, width).ticks.length <= 200);
  }
});
