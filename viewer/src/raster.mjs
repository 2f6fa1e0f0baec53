// Strips to pixels: the shares of a row's states per pixel, stacked by height or blended, into 32-bit pixels. Pure.
import { STATES } from 'v/states';

/** Hatches by number: eight rows of eight bits; a set bit takes the second colour. 0 is plain. */
const HATCHES = [
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0b11000000, 0b01100000, 0b00110000, 0b00011000, 0b00001100, 0b00000110, 0b00000011, 0b10000001],
  [0b00000011, 0b00000110, 0b00001100, 0b00011000, 0b00110000, 0b01100000, 0b11000000, 0b10000001],
  [0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000, 0b11000000],
  [0, 0, 0b11111111, 0b11111111, 0, 0, 0, 0],
  [0b11001100, 0b11001100, 0, 0, 0b00110011, 0b00110011, 0, 0],
];

/** Whether the hatch of that number takes the second colour at a point, in CSS pixels. */
export const hatched = (hatch, x, y) => ((HATCHES[hatch] ?? HATCHES[0])[y & 7] >> (7 - (x & 7)) & 1) === 1;

/** `[r, g, b]` and alpha 0..1 as a pixel of an ImageData's 32-bit view on a little-endian machine. */
export const pixelOf = ([r, g, b], alpha = 1) => ((Math.round(alpha * 255) << 24) | (b << 16) | (g << 8) | r) >>> 0;

/**
 * The colours of all states as pixels.
 *
 * @param {(state: number) => {fill: number[], second: number[]}} colorOf fill and hatch colour of a state
 * @param {number} alpha 0..1, one for all
 */
export function paletteOf(colorOf, alpha = 1) {
  const fill = new Uint32Array(STATES.length), second = new Uint32Array(STATES.length);
  for (const { index } of STATES) {
    const color = colorOf(index);
    fill[index] = pixelOf(color.fill, alpha);
    second[index] = pixelOf(color.second, alpha);
  }
  return { fill, second };
}

/** A rectangle of pixels to draw into; `density`: device pixels per CSS pixel across (rows are CSS pixels high). */
export const surfaceOf = (width, height, density = 1, pixels = new Uint32Array(width * height)) =>
  ({ pixels, width, height, density });

/** The states of the rasteriser's stack: what a number stands for, so that unknown numbers draw as `none`. */
const known = (state) => state < STATES.length ? state : 0;

/** Rounds half a pixel up even where sums of ns fall short of it by their last digits, or a level band would flicker. */
const ROUND = 0.501;

/** Per place in the stack, from the bottom: column, colours, hatch; and the edges of the pixel at hand. */
let columns = new Uint8Array(0), fills = new Uint32Array(0), seconds = new Uint32Array(0), hatches = new Uint8Array(0), edges = new Int32Array(0);

function load(states, stack, palette) {
  if (columns.length < stack.length) {
    columns = new Uint8Array(stack.length);
    fills = new Uint32Array(stack.length);
    seconds = new Uint32Array(stack.length);
    hatches = new Uint8Array(stack.length);
    edges = new Int32Array(stack.length + 1);
  }
  for (let k = 0; k < stack.length; k++) {
    const state = known(states[stack[k]]);
    columns[k] = stack[k];
    fills[k] = palette.fill[state];
    seconds[k] = palette.second[state];
    hatches[k] = STATES[state].hatch;
  }
}

/**
 * Draws a strip with each state's share of a pixel's time as its share of the height, the first of `stack` at the
 * bottom. What no state covers stays as it is.
 *
 * @param {{pixels: Uint32Array, width: number, height: number, density: number}} surface
 * @param {{x: number, y: number, width: number, height: number}} box in the surface's pixels; must lie inside it
 * @param {Float64Array} values `width * columns`, ns (or counts) of each column in each pixel
 * @param {number} whole what fills the height (ns of a pixel, or the scale of a band)
 */
export function drawStacked(surface, box, values, states, stack, whole, palette) {
  const { width, height } = box, depth = stack.length;
  if (depth === 0 || width <= 0 || height <= 0) return;
  load(states, stack, palette);
  const factor = height / whole;
  let last = -1, from = 0;
  for (let x = 0; x <= width; x++) {
    const solid = x < width ? stackAt(values, x * depth, depth, factor, height, states, stack) : -2;
    if (solid !== last) {
      if (last >= 0) fillRun(surface, box, from, x, last);
      last = solid;
      from = x;
    }
    if (solid === -1) drawColumn(surface, box, x, depth);
  }
}

/** Sets `edges` for one pixel; returns the place in the stack that fills it alone, -1 where several do, -2 where none. */
function stackAt(values, offset, depth, factor, height, states, stack) {
  let sum = 0, solid = -2, largest = -1, most = 0, below = 0;
  for (let k = 0; k < depth; k++) {
    const value = values[offset + columns[k]];
    if (value > 0) {
      sum += value;
      if (value > most) { most = value; largest = k; }
      const exact = sum * factor + ROUND;
      const edge = exact < height ? exact | 0 : height;
      if (edge > below) {
        solid = solid === -2 && edge - below === height ? k : -1;
        below = edge;
      }
    }
    edges[k + 1] = below;
  }
  return solid === -2 && largest >= 0 ? raise(largest, states, stack) : solid;
}

/** What is too short for a pixel of height gets one all the same, so that it can be found; idleness does not. */
function raise(k, states, stack) {
  if (STATES[known(states[stack[k]])].family === 'idle' && states[stack[k]] !== 0) return -2;
  edges.fill(1, k + 1, stack.length + 1);
  return -1;
}

function drawColumn({ pixels, width: stride, density }, box, x, depth) {
  const left = box.x + x;
  let y = box.y + box.height;
  for (let k = 0; k < depth; k++) {
    const stop = box.y + box.height - edges[k + 1];
    if (stop === y) continue;
    const fill = fills[k];
    let at = (y - 1) * stride + left;
    if (hatches[k] === 0) {
      for (; y > stop; y--, at -= stride) pixels[at] = fill;
      continue;
    }
    const bits = HATCHES[hatches[k]], bit = 7 - (Math.floor(left / density) & 7);
    for (; y > stop; y--, at -= stride) pixels[at] = bits[(y - 1) & 7] >> bit & 1 ? seconds[k] : fill;
  }
}

function fillRun({ pixels, width: stride, density }, box, from, to, k) {
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * stride + box.x + from;
    pixels.fill(fills[k], start, start + to - from);
    if (hatches[k] === 0) continue;
    for (let x = from; x < to; x++) {
      if (hatched(hatches[k], Math.floor((box.x + x) / density), y)) pixels[start + x - from] = seconds[k];
    }
  }
}

/**
 * Draws a strip one colour per pixel: the states' colours mixed by their shares, and alpha by how much of the
 * pixel is covered at all. Half the cost of `drawStacked`; for pictures that move.
 */
export function drawFlat(surface, box, values, states, whole, palette) {
  const columns = states.length, { pixels, width: stride } = surface;
  const top = box.y * stride + box.x;
  for (let x = 0, o = 0; x < box.width; x++, o += columns) pixels[top + x] = blend(values, o, states, whole, palette.fill);
  for (let y = 1; y < box.height; y++) pixels.copyWithin(top + y * stride, top, top + box.width);
}

function blend(values, offset, states, whole, fill) {
  let r = 0, g = 0, b = 0, a = 0, sum = 0;
  for (let c = 0; c < states.length; c++) {
    const value = values[offset + c];
    if (!(value > 0)) continue;
    const color = fill[known(states[c])];
    sum += value;
    r += value * (color & 255);
    g += value * (color >>> 8 & 255);
    b += value * (color >>> 16 & 255);
    a += value * (color >>> 24);
  }
  if (sum === 0) return 0;
  const alpha = Math.min(255, Math.round(a / Math.max(whole, sum)));
  return ((alpha << 24) | (Math.round(b / sum) << 16) | (Math.round(g / sum) << 8) | Math.round(r / sum)) >>> 0;
}
