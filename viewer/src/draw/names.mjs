// Names on the boxes that are wide enough for one, and the gaps between boxes that touch.
import { firstEndingAfter, spanAt, upperBound } from 'v/lod';
import { STATE, STATES } from 'v/states';
import { display } from 'v/text';
import { fitText } from 'v/draw/frame';
import { LEAST_NAMED } from 'v/draw/labels';
import { fileRange } from 'v/draw/scale';
import { rowOf } from 'v/draw/strips';

/** Boxes narrower than this, in CSS pixels, have no name. */
const LEAST = 30;
/** Every so many pixels a row is asked what stands there: no box of LEAST slips through. */
const PROBE = 24;
/** What states are called where there is little room. */
const SHORT = { gil: 'GIL', runq: 'ready', loop: 'loop', no_worker: 'ready', io: 'I/O', startup: 'start', serialization: 'encode', unattributed: '?', none: '' };

/** The text of one span: its own name, for a stretch without one the name of the deepest span there, or its state. */
export function nameOf(run, lane, row, index) {
  const view = run.lanes[lane];
  const spans = row < 0 ? view.strip : view.rows[row];
  const state = spans.state[index];
  if (spans.name) return display(run.file.strings[spans.name[index]] ?? '', 80);
  if (state === STATE.work || state === STATE.none) {
    const deepest = deepestName(run, view, spans.start[index], spans.end[index]);
    if (deepest !== '') return deepest;
  }
  return STATES[state]?.meaning ?? '';
}

function deepestName(run, view, start, end) {
  for (let row = view.rows.length - 1; row >= 0; row--) {
    const spans = view.rows[row];
    const at = spanAt(spans, (start + end) / 2);
    if (at >= 0 && spans.name && spans.start[at] <= start && spans.end[at] >= end) return display(run.file.strings[spans.name[at]] ?? '', 80);
  }
  return '';
}

/** The name as far as it fits; where it only says the state and does not fit, the state's short name or nothing. */
function fitName(ctx, name, state, width) {
  if (name !== STATES[state].meaning) return fitText(ctx, name, width);
  return [name, SHORT[STATES[state].name] ?? STATES[state].name].find((text) => ctx.measureText(text).width <= width) ?? '';
}

/** Writes names into the boxes of the strips in sight. Cost is bounded by pixels, not by spans. */
export function paintNames(frame, strips) {
  const { ctx, theme, scrollTop } = frame;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const strip of strips) {
    if (strip.kind === 'band') continue;
    const spans = rowOf(strip);
    if (spans.start.length === 0) continue;
    const top = Math.round(strip.top - scrollTop);
    paintSeams(frame, strip, spans, top);
    if (strip.height < LEAST_NAMED) continue;
    ctx.font = frame.font(strip.kind === 'row' ? 10.5 : Math.min(11.5, strip.height - 1), strip.kind === 'row' ? 400 : 600);
    forWideBoxes(frame, strip, spans, (index, left, right) => {
      const state = spans.state[index];
      if (STATES[state].family === 'idle' && state !== STATE.none && state !== STATE.unattributed) return;
      const text = fitName(ctx, nameOf(strip.run, strip.lane, strip.row, index), state, right - left - 12);
      if (text === '') return;
      if (STATES[state].hatch !== 0) {
        ctx.fillStyle = theme.fill(state);
        ctx.fillRect(left + 4, top + 1, ctx.measureText(text).width + 8, strip.height - 2);
      }
      ctx.fillStyle = theme.textOn(state);
      ctx.fillText(text, left + 8, top + strip.height / 2 + 0.5);
    });
  }
}

/** Calls `each(index, left, right)` for the spans at least LEAST pixels wide in sight, edges cut to the plot. */
export function forWideBoxes(frame, strip, spans, each) {
  const { plot, state } = frame;
  const { start, end } = fileRange(strip.run, state.mode, state.view);
  const scale = plot.width / (end - start);
  const limit = plot.left + plot.width;
  for (let probe = 0; probe < plot.width; probe += PROBE) {
    const index = spanAt(spans, start + probe / scale);
    if (index < 0) continue;
    const left = Math.max(plot.left, plot.left + (spans.start[index] - start) * scale);
    const right = Math.min(limit, plot.left + (spans.end[index] - start) * scale);
    if (right - left >= LEAST) each(index, left, right);
    probe += Math.max(0, Math.floor((right - plot.left - probe) / PROBE)) * PROBE;
  }
}

/** A gap of a pixel between boxes that touch, where both are wide enough to spare one. */
function paintSeams(frame, strip, spans, top) {
  const { ctx, theme, plot, state } = frame;
  const { start, end } = fileRange(strip.run, state.mode, state.view);
  const scale = plot.width / (end - start);
  let index = firstEndingAfter(spans, start);
  if (upperBound(spans.start, end, index) - index > plot.width / 4) return;
  ctx.fillStyle = theme.panel;
  for (index = Math.max(1, index); index < spans.start.length && spans.start[index] < end; index++) {
    const touching = spans.start[index] - spans.end[index - 1] < 1 / scale;
    const wide = Math.min(spans.end[index] - spans.start[index], spans.end[index - 1] - spans.start[index - 1]) * scale >= 6;
    const x = plot.left + (spans.start[index] - start) * scale;
    if (touching && wide && x > plot.left) ctx.fillRect(Math.round(x * frame.density) / frame.density - 0.5, top, 1, strip.height);
  }
}
