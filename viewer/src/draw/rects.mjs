// Strips as rectangles, for pictures that are made of shapes instead of pixels. Pure.
import { firstEndingAfter, upperBound } from 'v/lod';

/**
 * The rectangles of a row in [start, end) over `width` × `height`: one per span where at most one span in two pixels is
 * in sight, else one per run of pixels that look the same, states stacked by their share.
 *
 * @param {(out: Float64Array) => void} sample fills `out[x * columns + c]` for whole pixels
 * @returns {{x: number, y: number, width: number, height: number, state: number}[]}
 */
export function spanRects(row, start, end, width, height) {
  const first = firstEndingAfter(row, start);
  if (upperBound(row.start, end, first) - first > width / 2) return null;
  const rects = [];
  const scale = width / (end - start);
  for (let i = first; i < row.start.length && row.start[i] < end; i++) {
    const x = Math.max(0, (row.start[i] - start) * scale);
    const right = Math.min(width, (row.end[i] - start) * scale);
    if (right > x) rects.push({ x, y: 0, width: right - x, height, state: row.state[i] });
  }
  return rects;
}

/** The rectangles of sampled pixels; see `spanRects`. `whole` fills the height. */
export function stackRects(values, states, stack, whole, width, height) {
  const open = stack.length === 0 ? [] : Array.from({ length: stack.length }, () => null);
  const rects = [];
  for (let x = 0; x <= width; x++) {
    let sum = 0, below = 0;
    for (let k = 0; k < stack.length; k++) {
      sum += x < width ? values[x * states.length + stack[k]] : 0;
      const edge = Math.min(height, Math.floor(sum / whole * height * 2 + 0.501) / 2);
      const y = height - Math.max(edge, below), tall = x < width ? Math.max(0, edge - below) : 0;
      const last = open[k];
      if (last !== null && last.y === y && last.height === tall) last.width++;
      else {
        if (last !== null) rects.push(last);
        open[k] = tall > 0 ? { x, y, width: 1, height: tall, state: states[stack[k]] } : null;
      }
      below = Math.max(edge, below);
    }
  }
  return rects;
}
