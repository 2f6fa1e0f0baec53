import test from 'node:test';
import assert from 'node:assert/strict';
import { spanRects, stackRects } from 'v/draw/rects';
import { SvgContext, xml } from 'v/draw/svg';
import { prepare, sampleRow } from 'v/strips';
import { STATE } from 'v/states';
import { rowOf } from './fixtures/rows.mjs';
import { row } from './fixtures/scheduler.mjs';

const context = (most) => new SvgContext({ measureText: (text) => ({ width: text.length * 6 }) }, most);

test('few spans become one rectangle each, cut to the view', () => {
  const rects = spanRects(row([[0, 10, STATE.work], [10, 30, STATE.gil], [50, 90, STATE.io]]), 5e6, 55e6, 100, 8);
  assert.deepEqual(rects, [{ x: 0, y: 0, width: 10, height: 8, state: STATE.work }, { x: 10, y: 0, width: 40, height: 8, state: STATE.gil },
    { x: 90, y: 0, width: 10, height: 8, state: STATE.io }]);
});

test('many spans become stacks whose areas are the times, none outside the strip or over another', () => {
  const dense = rowOf(2, 20000);
  const end = dense.end.at(-1), width = 300, height = 16;
  assert.equal(spanRects(dense, 0, end, width, height), null);
  const info = prepare(dense);
  const values = new Float64Array(width * info.states.length);
  sampleRow(dense, info, 0, end, width, values);
  const rects = stackRects(values, info.states, info.stack, end / width, width, height);
  const taken = new Uint8Array(width * height * 2);
  for (const rect of rects) {
    assert.ok(rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width && rect.y + rect.height <= height);
    for (let x = rect.x; x < rect.x + rect.width; x++) for (let y = rect.y * 2; y < (rect.y + rect.height) * 2; y++) assert.equal(taken[y * width + x]++, 0);
  }
  const area = (state) => rects.filter((rect) => rect.state === state).reduce((sum, rect) => sum + rect.width * rect.height, 0) / width / height;
  info.states.forEach((state, c) => {
    const share = values.filter((_, i) => i % info.states.length === c).reduce((a, b) => a + b, 0) / end;
    assert.ok(Math.abs(area(state) - share) < 0.01, `state ${state}: ${area(state)} for ${share}`);
  });
});

test('text in an SVG is text: markup is escaped and what XML forbids replaced', () => {
  const svg = context();
  svg.fillText('<img src=x onerror=alert(1)> & "\u0000', 1, 2);
  assert.ok(!svg.parts[0].includes('<img') && svg.parts[0].includes('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;\ufffd'));
  assert.equal(xml('a\u0008b\ufffe'), 'a\ufffdb\ufffd');
});

test('a clip is applied to shapes and to text, and ends with restore', () => {
  const svg = context();
  svg.save();
  svg.beginPath();
  svg.rect(0, 0, 10, 10);
  svg.clip();
  svg.fillRect(1, 1, 2, 2);
  svg.fillText('a > b', 1, 1);
  svg.restore();
  svg.fillRect(3, 3, 1, 1);
  assert.match(svg.parts[0], /^<clipPath id="c0">/);
  assert.match(svg.parts[1], /^<rect [^>]* clip-path="url\(#c0\)"\/>$/);
  assert.match(svg.parts[2], /^<text [^>]*clip-path="url\(#c0\)">a &gt; b<\/text>$/);
  assert.ok(!svg.parts[3].includes('clip-path'));
});

test('shapes beyond the bound are counted, not drawn', () => {
  const svg = context(5);
  for (let k = 0; k < 12; k++) svg.fillRect(k, 0, 1, 1);
  assert.deepEqual([svg.parts.length, svg.omitted], [5, 7]);
});

test('numbers that are none do not reach the picture', () => {
  const svg = context();
  svg.beginPath();
  svg.moveTo(NaN, Infinity);
  svg.lineTo(1e300, 2);
  svg.stroke();
  assert.ok(!/NaN|Infinity/.test(svg.parts[0]));
});
