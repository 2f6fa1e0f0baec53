import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { drawFlat, drawStacked, hatched, paletteOf, pixelOf, surfaceOf } from '../src/raster.mjs';
import { prepare, sampleRow } from '../src/strips.mjs';
import { STATE, STATES } from '../src/states.mjs';
import { themeOf } from '../src/draw/colors.mjs';
import { rowOf } from './fixtures/rows.mjs';

const PLAIN = paletteOf((state) => ({ fill: [state, 0, 0], second: [state, 255, 0] }));
const paint = (values, states, stack, whole, { width = values.length / states.length, height = 16, density = 1 } = {}) => {
  const surface = surfaceOf(width, height, density);
  drawStacked(surface, { x: 0, y: 0, width, height }, Float64Array.from(values), Uint8Array.from(states), Uint8Array.from(stack), whole, PLAIN);
  return surface;
};
const column = ({ pixels, width, height }, x) => Array.from({ length: height }, (_, y) => pixels[y * width + x]);

test('a pixel is divided by height as its time is divided between states, the first of the stack at the bottom', () => {
  const surface = paint([4, 12, 0, 8, 4, 0], [STATE.work, STATE.gil, STATE.io], [0, 2, 1], 16);
  const count = (x, state) => column(surface, x).filter((pixel) => pixel === pixelOf([state, 0, 0])).length;
  assert.deepEqual([count(0, STATE.work), count(0, STATE.gil), count(0, STATE.io)], [4, 12, 0]);
  assert.deepEqual([count(1, STATE.work), count(1, STATE.gil), count(1, STATE.io)], [8, 4, 0]);
  assert.equal(column(surface, 0)[15], pixelOf([STATE.work, 0, 0]), 'work stands at the bottom');
  assert.equal(column(surface, 1)[0], 0, 'time that no state covers stays clear');
});

test('a state that fills pixels alone is drawn the same as one that shares them', () => {
  const alone = paint([16, 0, 16, 0], [STATE.work, STATE.io], [0, 1], 16);
  assert.ok(alone.pixels.every((pixel) => pixel === pixelOf([STATE.work, 0, 0])));
  const hatch = paint([16, 16, 16, 16, 16, 16, 16, 16], [STATE.lock], [0], 16);
  const mixed = paint(Array.from({ length: 16 }, (_, k) => k % 2 === 0 ? 15.9999 : 0.0001), [STATE.lock, STATE.work], [0, 1], 16);
  assert.deepEqual(hatch.pixels, mixed.pixels);
});

test('second-class states are hatched by the bits of their number, anchored to the picture', () => {
  const surface = paint(Array(8).fill(16), [STATE.lock], [0], 16);
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < 8; x++) {
      const second = hatched(STATES[STATE.lock].hatch, x, y);
      assert.equal(surface.pixels[y * 8 + x], pixelOf([STATE.lock, second ? 255 : 0, 0]), `${x}, ${y}`);
    }
  }
  for (const { hatch, name } of STATES) {
    const bits = Array.from({ length: 64 }, (_, k) => hatched(hatch, k % 8, k >> 3)).filter(Boolean).length;
    assert.ok(hatch === 0 ? bits === 0 : bits >= 8 && bits <= 32, `${name}: ${bits} of 64`);
  }
});

test('hatches within a family differ', () => {
  const bits = (hatch) => Array.from({ length: 64 }, (_, k) => Number(hatched(hatch, k % 8, k >> 3))).join('');
  const kinds = [0, 1, 2, 3, 4, 5].map(bits);
  assert.equal(new Set(kinds).size, 6);
});

test('at two device pixels a hatch is twice as wide, not twice as fine', () => {
  const surface = paint(Array(16).fill(16), [STATE.lock], [0], 16, { density: 2 });
  for (let x = 0; x < 16; x += 2) assert.equal(surface.pixels[x], surface.pixels[x + 1]);
});

test('shares that fall short by their last digits round as whole ones do', () => {
  const a = paint([0.5], [STATE.work], [0], 1, { height: 15 });
  const b = paint([0.5 - 1e-12], [STATE.work], [0], 1, { height: 15 });
  assert.deepEqual(a.pixels, b.pixels);
});

test('nothing is drawn outside the box, whatever the values are', () => {
  const surface = surfaceOf(10, 10);
  drawStacked(surface, { x: 3, y: 3, width: 4, height: 4 }, Float64Array.of(1e300, Infinity, NaN, -5), Uint8Array.of(STATE.work), Uint8Array.of(0), 1, PLAIN);
  drawFlat(surface, { x: 3, y: 3, width: 4, height: 4 }, Float64Array.of(1e300, Infinity, NaN, -5), Uint8Array.of(STATE.work), 1, PLAIN);
  for (let y = 0; y < 10; y++) {
    for (let x = 0; x < 10; x++) {
      if (x < 3 || x > 6 || y < 3 || y > 6) assert.equal(surface.pixels[y * 10 + x], 0);
    }
  }
});

test('work too short for a pixel of height still shows, idleness does not', () => {
  const surface = paint([0.01, 0, 0, 0.01, 0, 0], [STATE.work, STATE.tail], [0, 1], 16);
  assert.deepEqual(column(surface, 0).filter((pixel) => pixel !== 0), [pixelOf([STATE.work, 0, 0])]);
  assert.equal(column(surface, 0)[15], pixelOf([STATE.work, 0, 0]));
  assert.deepEqual([column(surface, 1), column(surface, 2)].flat().filter((pixel) => pixel !== 0), []);
});

test('numbers of states that are not known draw as none', () => {
  const surface = paint([16], [31], [0], 16);
  assert.equal(surface.pixels[0], pixelOf([0, 0, 0]));
});

test('flat strips mix the colours by their shares and are clear where nothing is', () => {
  const surface = surfaceOf(3, 2);
  const palette = paletteOf((state) => ({ fill: state === STATE.work ? [200, 0, 0] : [0, 100, 0], second: [0, 0, 0] }));
  drawFlat(surface, { x: 0, y: 0, width: 3, height: 2 }, Float64Array.of(1, 1, 0, 0, 1, 0), Uint8Array.of(STATE.work, STATE.io), 2, palette);
  assert.deepEqual([...surface.pixels], [pixelOf([100, 50, 0]), 0, pixelOf([200, 0, 0], 0.5), pixelOf([100, 50, 0]), 0, pixelOf([200, 0, 0], 0.5)]);
});

test('pictures of a fixed row are pixel for pixel what was looked at: RECORD=1 writes them anew', () => {
  const file = new URL('golden-strips.json', import.meta.url);
  const row = rowOf(42, 30000);
  const info = prepare(row);
  const theme = themeOf(() => '');
  const hashes = {};
  for (const [name, start, end] of [['whole', 0, row.end.at(-1)], ['twentieth', 5e6, 6.5e6], ['single spans', 5e6, 5.02e6]]) {
    const values = new Float64Array(400 * info.states.length);
    sampleRow(row, info, start, end, 400, values);
    for (const [kind, draw] of [['stacked', (surface, box) => drawStacked(surface, box, values, info.states, info.stack, (end - start) / 400, theme.strip)],
      ['flat', (surface, box) => drawFlat(surface, box, values, info.states, (end - start) / 400, theme.strip)]]) {
      const surface = surfaceOf(400, 16);
      draw(surface, { x: 0, y: 0, width: 400, height: 16 });
      hashes[`${name}, ${kind}`] = createHash('sha256').update(new Uint8Array(surface.pixels.buffer)).digest('hex').slice(0, 16);
    }
  }
  if (process.env.RECORD) writeFileSync(file, `${JSON.stringify(hashes, null, 2)}\n`);
  assert.deepEqual(hashes, JSON.parse(readFileSync(file, 'utf8')));
  assert.equal(process.env.RECORD, undefined, 'recorded; run again without RECORD');
});
