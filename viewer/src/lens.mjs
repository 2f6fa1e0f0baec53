// The lens: a hundredth of the view under the pointer, or what is selected, on an axis of its own.
import { ticksOf } from 'v/axis';
import { addSums, STATE_LIMIT } from 'v/lod';
import { STATE, STATES } from 'v/states';
import { prepare, sampleRow } from 'v/strips';
import { display } from 'v/text';
import { onThemeChange } from 'v/theme';
import { readTheme } from 'v/draw/colors';
import { curve } from 'v/draw/flows';
import { fitText, line } from 'v/draw/frame';
import { Frames } from 'v/draw/frames';
import { handovers } from 'v/draw/handover';
import { spanRects, stackRects } from 'v/draw/rects';
import { toFile } from 'v/draw/scale';
import { cleared, sizeCanvas } from 'v/draw/stage';

const LABELS = 66, AXIS = 18, MOST_LANES = 12;
/** CSS pixels that an arrow needs on average; where there is less, none is drawn. */
const ARROW_ROOM = 9;

/**
 * What the lens shows for a state: the selection's range, else a hundredth of the view around `lens.time`.
 *
 * @returns {{run: number, start: number, end: number}|null} file times; null where there is nothing to show
 */
export function lensRange({ runs, selection, lens, view, mode, solo }) {
  const index = selection ? selection.run ?? lens?.run ?? solo ?? 0 : lens?.run;
  const run = runs.find((each) => each.index === index);
  if (!run) return null;
  if (selection) return { run: index, start: toFile(run, mode, selection.start), end: toFile(run, mode, selection.end) };
  const length = Math.max(1000, (toFile(run, mode, view.end) - toFile(run, mode, view.start)) / 100);
  const step = length / 8;
  const start = Math.max(run.start, run.start + Math.round((lens.time - run.start - length / 2) / step) * step);
  return { run: index, start, end: start + length };
}

/** The lanes to show: those with anything in the range, the busiest first kept where there are too many, in their order. */
export function lensLanes(run, start, end, most = MOST_LANES) {
  const out = new Float64Array(STATE_LIMIT);
  const busy = [];
  run.lanes.forEach(({ strip }, lane) => {
    out.fill(0);
    addSums(strip, start, end, out, prepare(strip).pyramid);
    const value = out.reduce((sum, ns, state) => sum + (STATES[state]?.family === 'idle' && state !== STATE.unattributed ? ns * 1e-6 : ns), 0);
    if (value > 0) busy.push({ lane, value: value + (out[STATE.work] > 0 ? end - start : 0) });
  });
  const kept = busy.sort((a, b) => b.value - a.value).slice(0, most).map(({ lane }) => lane).sort((a, b) => a - b);
  return { lanes: kept, omitted: busy.length - kept.length };
}

/** Draws into a container of definite size whatever `lensRange` says of a store. */
export class Lens {
  #canvas;
  #off = [];

  constructor(container, store) {
    this.store = store;
    this.container = container;
    this.#canvas = document.createElement('canvas');
    this.#canvas.setAttribute('aria-hidden', 'true');
    this.#canvas.style.setProperty('display', 'block');
    this.#canvas.style.setProperty('position', 'absolute');
    container.append(this.#canvas);
    this.frames = new Frames(() => this.#draw());
    const ask = () => this.frames.ask('base');
    const observer = new ResizeObserver(ask);
    observer.observe(container);
    this.#off.push(store.subscribe(['runs', 'selection', 'lens', 'view', 'mode', 'solo'], ask),
      () => observer.disconnect(), onThemeChange(ask));
    ask();
  }

  /** `{run, start, end}` in file time of what is shown, or null. */
  range() {
    return lensRange(this.store.get());
  }

  /** Draws anew, after colours changed otherwise than by the system's preference. */
  refreshTheme() {
    this.frames.ask('base');
  }

  /** Frees the canvas and the listeners. */
  remove() {
    this.frames.stop();
    for (const off of this.#off) off();
    this.#canvas.remove();
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.container;
    const density = Math.min(3, window.devicePixelRatio || 1);
    sizeCanvas(this.#canvas, width, height, density);
    const ctx = cleared(this.#canvas, density);
    const range = this.range();
    if (range === null || width < 120 || height < 40) return;
    const run = this.store.get().runs.find((each) => each.index === range.run);
    const family = getComputedStyle(this.container).fontFamily || 'sans-serif';
    const most = Math.max(1, Math.min(MOST_LANES, Math.floor((height - AXIS) / 10)));
    paintLens({ ctx, theme: readTheme(this.container), family, width, height }, run, range, lensLanes(run, range.start, range.end, most));
  }
}

function paintLens(frame, run, { start, end }, { lanes, omitted }) {
  const { ctx, width, height } = frame;
  const plot = { left: LABELS, width: width - LABELS - 2 };
  const pitch = Math.min(22, (height - AXIS) / Math.max(lanes.length, 1));
  const place = new Map(lanes.map((lane, k) => [lane, { top: Math.round(k * pitch), height: Math.max(4, Math.floor(pitch - 4)) }]));
  for (const [lane, { top, height: tall }] of place) paintLane(frame, plot, run, lane, top, tall, start, end);
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.left, 0, plot.width, height);
  ctx.clip();
  const x = (time) => plot.left + (time - start) / (end - start) * plot.width;
  const arrows = handovers(run, start, end);
  for (const { from, to } of arrows.length * ARROW_ROOM > plot.width ? [] : arrows) {
    const source = place.get(from.lane), target = place.get(to.lane);
    if (!source || !target) continue;
    const down = target.top > source.top;
    curve(frame, x(from.time), source.top + source.height / 2, x(to.time), target.top + (down ? 0 : target.height), down);
  }
  ctx.restore();
  paintOwnAxis(frame, plot, lanes.length * pitch, start, end, omitted);
}

/** Running stands out; waits are pale, so that hand-overs can be seen. */
function paintLane({ ctx, theme, family }, plot, run, lane, top, tall, start, end) {
  const { strip, name } = run.lanes[lane];
  ctx.fillStyle = theme.shade;
  ctx.fillRect(plot.left, top, plot.width, tall);
  const width = Math.max(1, Math.floor(plot.width));
  let rects = spanRects(strip, start, end, plot.width, tall);
  if (rects === null) {
    const info = prepare(strip);
    const values = new Float64Array(width * info.states.length);
    sampleRow(strip, info, start, end, width, values);
    rects = stackRects(values, info.states, info.stack, (end - start) / width, width, tall);
  }
  for (const rect of rects) {
    const pale = STATES[rect.state]?.family !== 'work' && rect.state !== STATE.none;
    ctx.fillStyle = theme.fill(rect.state, pale ? 0.36 : 1);
    ctx.fillRect(plot.left + rect.x, top + rect.y, Math.max(rect.width, 0.5), rect.height);
  }
  ctx.font = `400 11px ${family}`;
  ctx.fillStyle = theme.soft;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillText(fitText(ctx, display(name, 40), LABELS - 6), 0, top + tall / 2 + 0.5);
}

function paintOwnAxis({ ctx, theme, family, height }, plot, bottom, start, end, omitted) {
  const y = Math.min(bottom + 9, height - 8);
  ctx.font = `400 10.5px ${family}`;
  ctx.fillStyle = theme.soft;
  ctx.strokeStyle = theme.line;
  ctx.textBaseline = 'middle';
  const { ticks } = ticksOf(0, end - start, plot.width, { spacing: 62 });
  for (const { at, text } of ticks) {
    const x = plot.left + at / (end - start) * plot.width;
    line(ctx, Math.round(x) + 0.5, bottom - 2, Math.round(x) + 0.5, bottom + 2);
    const half = ctx.measureText(text).width / 2;
    ctx.textAlign = 'center';
    ctx.fillText(text, Math.min(plot.left + plot.width - half, Math.max(plot.left + half, x)), y);
  }
  if (omitted === 0) return;
  ctx.textAlign = 'left';
  ctx.fillText(`+${omitted} lane${omitted === 1 ? '' : 's'}`, 0, y);
}
