// The timeline: every run on one axis, with its band of concurrency and its lanes coloured by reason.
import { MINIMAP, paintMinimap } from 'v/minimap';
import { paintOverlay } from 'v/overlay';
import { display } from 'v/text';
import { onThemeChange } from 'v/theme';
import { readTheme } from 'v/draw/colors';
import { frameOf } from 'v/draw/frame';
import { Frames, benchmark } from 'v/draw/frames';
import { AXIS, paintAxis } from 'v/draw/header';
import { listen, toggled } from 'v/draw/input';
import { SIZE, columnFor, layoutOf, placeOf } from 'v/draw/layout';
import { around, firstFocus, nextLane, nextSpan, nextWait, pan, rangeOf, zoom } from 'v/draw/moves';
import { paintBody } from 'v/draw/paint';
import { clampView, wholeView } from 'v/draw/scale';
import { Stage, cleared } from 'v/draw/stage';
import { StripPainter } from 'v/draw/strips';

/** CSS pixels above the minimap. */
const HEAD_TOP = 4;
/** Keys of the store that change the picture, and those that change only the layer over it. */
const BASE_KEYS = ['runs', 'viewData', 'view', 'mode', 'solo', 'path', 'flows', 'expanded', 'filter', 'focus'];
const OVER_KEYS = ['selection', 'hover', 'focus'];

/**
 * Draws the runs of a store into a container and writes `view`, `selection`, `hover`, `focus`, `lens`, `solo` and
 * `expanded` back to it. The canvas is hidden from assistive technology: whoever shows it mirrors it as text.
 *
 * Times in `hover` and `focus` are file times; `view` and `selection` are on the common axis.
 */
export class Timeline {
  #painter = new StripPainter();
  #off = [];
  #theme = null;
  #laidOutFor = -1;
  #fitted = null;
  /** What the last picture left out, as a sentence, or ''; also in the store as `drawNote`, for whoever shows it. */
  note = '';
  layout = { groups: [], height: 0 };
  plot = { left: columnFor(0), width: 100 };

  constructor(container, store) {
    this.store = store;
    this.frames = new Frames((what, haste) => this.#draw(what, haste));
    this.stage = new Stage(container, HEAD_TOP + MINIMAP + AXIS, () => { this.#resized(); this.frames.ask('base'); });
    this.stage.minimapTop = HEAD_TOP;
    this.#off.push(listen(this), store.subscribe(BASE_KEYS, (_, keys) => this.#changed(keys)),
      store.subscribe(OVER_KEYS, () => this.frames.ask('over')));
    this.#off.push(onThemeChange(() => this.refreshTheme()));
    this.#changed(new Set(['runs']));
  }

  /** Reads the colours anew, after the theme changed otherwise than by the system's preference. */
  refreshTheme() {
    this.#theme = null;
    this.frames.ask('base');
  }

  /** Frees the elements and listeners. */
  remove() {
    for (const off of this.#off) off();
    this.frames.stop();
    this.stage.remove();
  }

  #measure() {
    const { width } = this.stage.size;
    const left = columnFor(width);
    this.plot = { left, width: Math.max(50, width - left - SIZE.right) };
  }

  /** Lanes fill the height that there is; a scrolled page keeps its layout. */
  #resized() {
    const wasWhole = this.store.get().runs.length > 0 && sameView(this.store.get().view, this.#fitted);
    this.#measure();
    // What is left free for the flags is a part of the width.
    if (wasWhole) this.fit();
    if (this.stage.size.height === this.#laidOutFor) return;
    this.#layOut();
  }

  #layOut() {
    this.#laidOutFor = this.stage.size.height;
    this.layout = layoutOf(this.store.get(), this.#laidOutFor);
    this.stage.setContent(this.layout.height);
    this.#measure();
  }

  #changed(keys) {
    const state = this.store.get();
    if (['runs', 'solo', 'mode', 'expanded', 'filter'].some((key) => keys.has(key))) {
      this.#layOut();
    }
    const unset = state.view.end - state.view.start <= 1;
    const otherUnit = keys.has('mode') && (state.mode === 'percent') !== (this.lastMode === 'percent');
    this.lastMode = state.mode;
    const more = keys.has('runs') && sameView(state.view, this.#fitted);
    if (state.runs.length > 0 && !keys.has('view') && (unset || otherUnit || more)) this.fit();
    if (keys.has('view')) this.frames.moved(); else this.frames.ask('base');
  }

  /** The frame for the present state, drawn into `ctx`; exports use it too. */
  frame(ctx, density = 1, height = this.stage.size.height, scrollTop = this.stage.scrollTop) {
    this.#theme ??= { ...readTheme(this.stage.root), family: getComputedStyle(this.stage.root).fontFamily || 'sans-serif' };
    const { family } = this.#theme;
    return frameOf({ ctx, plot: this.plot, height, scrollTop, theme: this.#theme, state: this.store.get(), layout: this.layout, density, family });
  }

  #draw(what, haste) {
    const density = Math.min(3, window.devicePixelRatio || 1);
    this.#measure();
    this.stage.fit(density);
    if (what.has('base')) {
      this.#drawHead(density);
      const frame = this.frame(cleared(this.stage.base, density), density);
      this.note = paintBody(frame, (strips) => this.#painter.paint(frame, strips, haste), haste.moving);
      if (this.note !== this.store.get().drawNote) this.store.set({ drawNote: this.note });
    }
    paintOverlay(this.frame(cleared(this.stage.over, density), density));
  }

  #drawHead(density) {
    const frame = this.frame(cleared(this.stage.head, density), density, HEAD_TOP + MINIMAP + AXIS, 0);
    this.paintHead(frame);
  }

  /** Paints minimap and axis; exports use it too. */
  paintHead(frame) {
    const { ctx, theme, state } = frame;
    ctx.font = frame.font(11.5);
    ctx.fillStyle = theme.soft;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    const solo = state.runs.find((run) => run.index === state.solo);
    ctx.fillText(solo ? `only ${display(solo.label, 18)}` : 'all runs', 14, HEAD_TOP + MINIMAP / 2);
    paintMinimap(frame, HEAD_TOP, this.whole());
    paintAxis(frame, HEAD_TOP + MINIMAP);
  }

  /** Axis time at a CSS pixel of the canvas. */
  timeAt(x) {
    const { view } = this.store.get();
    return view.start + (x - this.plot.left) / this.plot.width * (view.end - view.start);
  }

  /** The view of everything, also while one run is shown alone: its place on the axis of all must not change. */
  whole() {
    const { runs, mode } = this.store.get();
    return wholeView(runs, mode, this.plot.width);
  }

  /** Sets the view, kept on the axis. */
  setView(view) {
    this.#set(clampView(view, this.whole()));
  }

  #set(view) {
    if (view !== null) this.store.set({ view });
  }

  /** Zooms in (`factor` above 1) or out around an axis time; around the middle if none is given. */
  zoomBy(factor, at = undefined) {
    this.#set(zoom(this.store.get(), this.whole(), factor, at));
  }

  /** Moves by a fraction of the view. */
  panBy(fraction) {
    this.#set(pan(this.store.get(), this.whole(), fraction));
  }

  /** Shows everything. */
  fit() {
    this.#fitted = this.whole();
    this.#set(this.#fitted);
  }

  /** Shows an axis range with a little air. */
  zoomTo(start, end) {
    this.#set(around(this.whole(), start, end));
  }

  /** Opens or closes a lane's rows. */
  toggleLane(run, lane) {
    this.store.set({ expanded: toggled(this.store.get().expanded, run, lane) });
  }

  /** Focuses the next (1) or previous (-1) wait of the focused lane; returns the focus, or null where there is none. */
  goWait(direction) {
    return this.#go((state, focus) => nextWait(state, focus, direction));
  }

  /** Focuses the next or previous span of the focused row. */
  goSpan(direction) {
    return this.#go((state, focus) => nextSpan(state, focus, direction));
  }

  /** Focuses the lane below (1) or above (-1). */
  goLane(direction) {
    return this.#go((state, focus) => nextLane(state, this.layout, focus, direction));
  }

  #go(step) {
    const state = this.store.get();
    const next = state.focus ? step(state, state.focus) : firstFocus(state);
    if (next) this.focusOn(next);
    return next;
  }

  /** Sets the focus, moves the lens there and brings it into sight. */
  focusOn(focus) {
    this.store.set({ focus, lens: { run: focus.run, time: focus.time } });
    this.reveal(focus);
  }

  /** Scrolls and pans until a focus is in sight; the zoom stays. */
  reveal(focus) {
    const state = this.store.get();
    const place = placeOf(this.layout, focus.run, focus.lane, focus.row);
    const { height } = this.stage.size;
    if (place && (place.top < this.stage.scrollTop + 8 || place.top + place.height > this.stage.scrollTop + height - 8)) {
      this.stage.scroller.scrollTop = place.top - height / 2;
    }
    const range = rangeOf(state, focus);
    if (range === null || (range.end > state.view.start && range.start < state.view.end)) return;
    const half = (state.view.end - state.view.start) / 2, middle = (range.start + range.end) / 2;
    this.setView({ start: middle - half, end: middle + half });
  }

  /** `{frames, fps, medianScriptMs, p95ScriptMs}` of the last second in which anything was drawn. */
  stats() {
    return this.frames.stats();
  }

  /** Moves the view for some seconds and measures it; see `benchmark` in `v/draw/frames`. */
  benchmark(options) {
    return benchmark(this, options);
  }
}

const sameView = (a, b) => b !== null && a.start === b.start && a.end === b.end;
