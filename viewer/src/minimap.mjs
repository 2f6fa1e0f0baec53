// The minimap: every run in a few pixels, and the window of the view over them. Pure drawing; input is elsewhere.
import { bandOf, sampleBand } from 'v/band';
import { STATES } from 'v/states';
import { css, mix } from 'v/draw/colors';
import { roundBox } from 'v/draw/frame';

/** Height of the minimap, in CSS pixels. */
export const MINIMAP = 34;

let values = new Float64Array(0);

/**
 * Draws the minimap from y = `top` on; `whole` is the view of everything.
 * At most 12 runs are shown one by one; of more, every n-th.
 */
export function paintMinimap(frame, top, whole) {
  const { ctx, theme, plot, state } = frame;
  const scale = plot.width / (whole.end - whole.start);
  ctx.fillStyle = theme.shade;
  ctx.fillRect(plot.left, top, plot.width, MINIMAP);
  const step = Math.ceil(state.runs.length / 12);
  const runs = state.runs.filter((_, k) => k % step === 0);
  const pitch = (MINIMAP - 6) / Math.max(runs.length, 1);
  const height = Math.max(1, Math.min(6, pitch - 1.2));
  runs.forEach((run, k) => {
    const length = state.mode === 'percent' ? 1e9 : run.makespan;
    const y = top + 3 + k * pitch + (pitch - height) / 2;
    ctx.globalAlpha = state.solo === null || state.solo === undefined || state.solo === run.index ? 1 : 0.3;
    paintRun(frame, run, plot.left, length * scale, y, height);
  });
  ctx.globalAlpha = 1;
  paintWindow(frame, top, windowOf(frame, whole));
}

/** Which state most of the run's slots are in, pixel by pixel (of equals the more useful), pale where few are in any. */
function paintRun({ ctx, theme }, run, left, length, y, height) {
  const band = bandOf(run);
  const width = Math.max(1, Math.round(length / 2));
  const columns = band.states.length;
  if (values.length < width * columns) values = new Float64Array(width * columns);
  sampleBand(band, run.start, run.end, width, values);
  const whole = run.makespan / width * band.scale;
  let from = 0, color = colorAt(0);
  for (let x = 1; x <= width; x++) {
    const next = x < width ? colorAt(x) : null;
    if (next === color) continue;
    ctx.fillStyle = color;
    ctx.fillRect(left + from * length / width, y, (x - from) * length / width, height);
    from = x;
    color = next;
  }

  function colorAt(x) {
    let best = -1, most = 0, busy = 0;
    for (const c of band.stack) {
      const value = values[x * columns + c];
      if (STATES[band.states[c]].family === 'idle' && band.states[c] !== 0) continue;
      busy += value;
      if (value > most + whole / 50) { most = value; best = band.states[c]; }
    }
    if (best < 0) return theme.fill(13);
    const share = Math.round(Math.min(1, busy / whole) * 8) / 8;
    return css(mix(theme.color.panel, theme.fillOf(best), 0.3 + 0.7 * share));
  }
}

/** `{left, right}` of the view's window in CSS pixels. */
export function windowOf({ plot, state: { view } }, whole) {
  const scale = plot.width / (whole.end - whole.start);
  const left = plot.left + (view.start - whole.start) * scale;
  return { left, right: Math.max(left + 3, plot.left + (view.end - whole.start) * scale) };
}

function paintWindow({ ctx, theme, plot }, top, { left, right }) {
  ctx.fillStyle = theme.panel;
  ctx.globalAlpha = 0.62;
  ctx.fillRect(plot.left, top, left - plot.left, MINIMAP);
  ctx.fillRect(right, top, plot.left + plot.width - right, MINIMAP);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme.accent;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(left, top + 0.75, right - left, MINIMAP - 1.5);
  ctx.fillStyle = theme.accent;
  for (const x of [left, right]) {
    roundBox(ctx, x - 2.5, top + MINIMAP / 2 - 8, 5, 16, 2);
    ctx.fill();
  }
}
