import test from 'node:test';
import assert from 'node:assert/strict';
import { prepare, sampleRow, stackOf } from '../src/strips.mjs';
import { buildPyramid } from '../src/lod.mjs';
import { STATES, FAMILIES } from '../src/states.mjs';
import { rowOf, bursts } from './fixtures/rows.mjs';
import { randomFrom } from './fixtures/random.mjs';

/** ns of each state in each pixel, span by span. */
function bruteForce(row, info, start, end, width) {
  const out = new Float64Array(width * info.states.length);
  const pixel = (end - start) / width;
  for (let i = 0; i < row.start.length; i++) {
    const c = info.column[row.state[i]];
    const first = Math.max(0, Math.floor((row.start[i] - start) / pixel) - 1);
    const last = Math.min(width - 1, Math.floor((row.end[i] - start) / pixel) + 1);
    for (let x = first; x <= last; x++) {
      const cut = Math.min(row.end[i], start + (x + 1) * pixel) - Math.max(row.start[i], start + x * pixel);
      if (cut > 0) out[x * info.states.length + c] += cut;
    }
  }
  return out;
}

function worstError(row, start, end, width) {
  const info = prepare(row);
  const got = new Float64Array(width * info.states.length);
  sampleRow(row, info, start, end, width, got);
  const want = bruteForce(row, info, start, end, width);
  const pixel = (end - start) / width;
  return got.reduce((worst, value, i) => Math.max(worst, Math.abs(value - want[i]) / pixel), 0);
}

for (const [name, row] of [['even spans', rowOf(1, 40000)], ['gaps', rowOf(2, 30000, { gap: 0.6 })], ['bursts', bursts(3, 30000)],
  ['few spans', rowOf(4, 100)], ['one span', rowOf(5, 1)]]) {
  test(`shares per pixel are within 1/16 of a pixel at every zoom, exact where spans are wide: ${name}`, () => {
    const random = randomFrom(7);
    const length = row.end.at(-1) - row.start[0];
    for (let k = 0; k < 60; k++) {
      const around = row.start[Math.floor(random() * row.start.length)];
      const span = Math.max(10, length * 10 ** (-5 * random()));
      const start = around - random() * span, width = 1 + Math.floor(random() * 400);
      assert.ok(worstError(row, start, start + span, width) <= 1 / 16 + 1e-6);
      const visible = row.start.filter((each, i) => each < start + span && row.end[i] > start).length;
      if (visible <= 2 * width) assert.ok(worstError(row, start, start + span, width) < 1e-6, `${visible} spans, ${width} pixels`);
    }
  });
}

test('wide spans after a great burst are exact: the search goes down through all levels', () => {
  const count = 200000, row = rowOf(9, count, { gap: 0, mean: 10 });
  const shift = row.end.at(-1);
  for (let i = count - 500; i < count; i++) {
    row.start[i] = shift + (i - count + 500) * 1e5;
    row.end[i] = row.start[i] + 6e4;
  }
  for (const width of [20, 100, 333]) assert.ok(worstError(row, 0, row.end.at(-1), width) <= 1 / 16, `${width} pixels`);
});

test('a burst among wide spans is neither smeared over its neighbours nor lost', () => {
  const row = rowOf(1, 20000, { states: [1], gap: 0, mean: 10 });
  const shift = row.end.at(-1);
  for (let i = 19980; i < 20000; i++) {
    row.start[i] = shift + (i - 19980) * 1e6;
    row.end[i] = row.start[i] + 5e5;
  }
  assert.ok(worstError(row, 0, row.end.at(-1), 800) <= 1 / 16);
});

test('panning by whole pixels moves the picture and changes nothing else', () => {
  const row = rowOf(8, 50000);
  const info = prepare(row);
  const columns = info.states.length, width = 300, pixel = 4096 * 40;
  const a = new Float64Array(width * columns), b = new Float64Array(width * columns);
  sampleRow(row, info, 0, width * pixel, width, a);
  sampleRow(row, info, 10 * pixel, (width + 10) * pixel, width, b);
  for (let i = 0; i < (width - 10) * columns; i++) assert.ok(Math.abs(a[i + 10 * columns] - b[i]) < 1e-3, `${i}`);
});

test('a row is prepared once, and takes the pyramid it came with', () => {
  const row = rowOf(1, 1000);
  row.pyramid = buildPyramid(row);
  assert.equal(prepare(row), prepare(row));
  assert.equal(prepare(row).pyramid, row.pyramid);
});

test('states are stacked in the order of the families', () => {
  const states = Uint8Array.from(STATES.map((state) => state.index));
  const families = [...stackOf(states)].map((c) => FAMILIES.indexOf(STATES[states[c]].family));
  assert.deepEqual(families, [...families].sort((a, b) => a - b));
});

test('an empty row and an empty range give nothing', () => {
  const row = rowOf(1, 0);
  const out = new Float64Array(8).fill(5);
  sampleRow(row, prepare(row), 0, 10, 8, out);
  const full = rowOf(1, 10);
  sampleRow(full, prepare(full), 10, 10, 1, out);
  assert.equal(out[0], 0);
});
