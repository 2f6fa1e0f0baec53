import test from 'node:test';
import assert from 'node:assert/strict';
import { STATE_LIMIT, addSums, buildPyramid, pyramidBuffers, spanAt } from '../src/lod.mjs';
import { rowOf, bursts } from './fixtures/rows.mjs';
import { randomFrom } from './fixtures/random.mjs';

/** The same sums, span by span. */
function bruteForce(row, from, to) {
  const out = new Float64Array(STATE_LIMIT);
  for (let i = 0; i < row.start.length; i++) {
    const cut = Math.min(row.end[i], to) - Math.max(row.start[i], from);
    if (cut > 0) out[row.state[i]] += cut;
  }
  return out;
}

const sums = (row, from, to) => {
  const out = new Float64Array(STATE_LIMIT);
  addSums(row, from, to, out);
  return out;
};

for (const [name, row] of [
  ['even spans', rowOf(1, 5000)],
  ['spans with gaps', rowOf(2, 3000, { gap: 0.5 })],
  ['bursts far apart', bursts(3, 4000)],
  ['a burst at the end of the clock', rowOf(4, 1000, { origin: 9e15 - 1e9 })],
  ['one span short of a pyramid', rowOf(5, 255)],
  ['exactly enough for a pyramid', rowOf(6, 256)],
  ['no multiple of a block', rowOf(7, 1001)],
]) {
  test(`sums over any range equal those span by span: ${name}`, () => {
    row.pyramid = buildPyramid(row);
    const random = randomFrom(9);
    const start = row.start[0] - 50, length = row.end.at(-1) + 100 - row.start[0];
    for (let k = 0; k < 300; k++) {
      const from = Math.round(start + random() * length);
      const to = Math.round(from + random() ** 4 * length);
      assert.deepEqual(sums(row, from, to), bruteForce(row, from, to), `${from}..${to}`);
    }
    assert.deepEqual(sums(row, -Infinity, Infinity), bruteForce(row, -Infinity, Infinity));
  });
}

test('ranges that begin and end at spans are exact to the ns', () => {
  const row = rowOf(11, 2000, { gap: 0.2 });
  row.pyramid = buildPyramid(row);
  for (let i = 0; i < 2000; i += 37) {
    for (const j of [i, i + 1, i + 15, i + 16, i + 17, i + 400, 1999]) {
      if (j >= 2000) continue;
      assert.deepEqual(sums(row, row.start[i], row.end[j]), bruteForce(row, row.start[i], row.end[j]));
    }
  }
});

test('an empty or reversed range adds nothing', () => {
  const row = rowOf(12, 300);
  row.pyramid = buildPyramid(row);
  const out = new Float64Array(STATE_LIMIT);
  for (const [from, to] of [[5, 5], [9, 3], [NaN, 5], [5, NaN]]) addSums(row, from, to, out);
  assert.ok(out.every((value) => value === 0));
});

test('small rows have no pyramid, larger ones one of bounded size, all of it transferable', () => {
  assert.equal(buildPyramid(rowOf(1, 255)), null);
  const row = rowOf(1, 100000);
  const pyramid = buildPyramid(row);
  const bytes = pyramidBuffers(pyramid).reduce((sum, buffer) => sum + buffer.byteLength, 0);
  assert.ok(bytes < 100000 * (1 + pyramid.states.length) * 0.7, `${bytes} bytes`);
  assert.equal(structuredClone(pyramid).levels.length, pyramid.levels.length);
  assert.deepEqual(pyramidBuffers(null), []);
});

test('the span at a time is the one that covers it, none in a gap', () => {
  const row = { start: Float64Array.of(10, 20, 20, 50), end: Float64Array.of(20, 20, 40, 60), state: new Uint8Array(4) };
  assert.deepEqual([9, 10, 19, 20, 39, 40, 49, 50, 59, 60].map((time) => spanAt(row, time)), [-1, 0, 0, 2, 2, -1, -1, 3, 3, -1]);
});

test('numbers of states beyond the limit count as state 0', () => {
  const row = rowOf(1, 400);
  row.state.fill(200);
  row.pyramid = buildPyramid(row);
  assert.equal(sums(row, -Infinity, Infinity)[0], bruteForce({ ...row, state: new Uint8Array(400) }, -Infinity, Infinity)[0]);
});
