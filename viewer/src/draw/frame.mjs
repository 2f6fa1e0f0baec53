// What one frame is drawn with.
import { toAxis } from 'v/draw/scale';

/**
 * Everything that the painters need for one frame.
 *
 * @returns {object} `ctx`, `plot: {left, width}`, `height` of the sight, `scrollTop`, `theme`, `state` of the store,
 *   `layout`, `density` of device pixels, `font(size, weight)`, `x(axisTime)`, `xOf(run, fileTime)` in CSS pixels
 */
export function frameOf(parts) {
  const { plot, state, family } = parts;
  const { start, end } = state.view;
  const scale = plot.width / Math.max(end - start, 1e-9);
  const x = (time) => plot.left + (time - start) * scale;
  return {
    ...parts, scale, x, xOf: (run, time) => x(toAxis(run, state.mode, time)),
    font: (size, weight = 400) => `${weight} ${size}px ${family}`,
  };
}

/** A straight line, crisp where it is upright or level. */
export function line(ctx, x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

/** A rectangle with rounded corners, as the current path. */
export function roundBox(ctx, x, y, width, height, radius) {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2));
}

/** A time's pixel, kept so near to the plot that canvas coordinates stay exact. */
export const near = (frame, x) => Math.max(frame.plot.left - 4000, Math.min(frame.plot.left + frame.plot.width + 4000, x));

/** Draws with everything outside the plot cut off. */
export function inPlot(frame, draw) {
  const { ctx, plot, height } = frame;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, 0, plot.width, height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** `text` shortened with an ellipsis until it fits `width`; '' where not even three letters do. Measures at most 9 times. */
export function fitText(ctx, text, width) {
  if (width < 14) return '';
  if (ctx.measureText(text).width <= width) return text;
  let low = 0, high = Math.min(text.length, Math.ceil(width / 3));
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle; else high = middle - 1;
  }
  return low < 3 ? '' : `${text.slice(0, low)}…`;
}
