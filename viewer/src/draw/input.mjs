// The pointer: hover, focus, ranges, panning, zooming, the minimap's window.
import { spanAt } from 'v/lod';
import { MINIMAP, windowOf } from 'v/minimap';
import { laneKey, partAt } from 'v/draw/layout';
import { rangeOf } from 'v/draw/moves';
import { toFile } from 'v/draw/scale';

/** Movement in CSS pixels below which a press is a click. */
const SLACK = 4;

/** What is under a point of the body: a hover `{run, lane, row, index, time, x, y}` with file time and client x and y; or null. */
export function hitAt(timeline, x, y, client) {
  const { plot, layout, stage } = timeline;
  const state = timeline.store.get();
  const part = partAt(layout, y + stage.scrollTop);
  if (!part?.group.run || x < plot.left || x > plot.left + plot.width) return null;
  const { run } = part.group;
  const time = toFile(run, state.mode, timeline.timeAt(x));
  const lane = run.lanes[part.lane];
  const spans = lane && (part.row < 0 ? lane.strip : lane.rows[part.row]);
  return { run: run.index, lane: part.lane, row: part.row, index: spans ? spanAt(spans, time) : -1, time, x: client.x, y: client.y };
}

/** Listens on a timeline's elements; returns the function that ends it. */
export function listen(timeline) {
  const { scroller, head } = timeline.stage;
  const off = new AbortController();
  const on = (element, type, handler, options = {}) =>
    element.addEventListener(type, handler, { signal: off.signal, ...options });
  let drag = null;
  const local = (event, element) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  on(scroller, 'pointerdown', (event) => {
    const { x, y } = local(event, scroller);
    if ((event.button !== 0 && event.button !== 1) || x > scroller.clientWidth) return;
    if (event.button === 1) event.preventDefault();
    const isPan = event.shiftKey || event.button === 1 || event.pointerType === 'touch';
    drag = x < timeline.plot.left ? { kind: 'label', x, y, moved: false }
      : { kind: isPan ? 'pan' : 'range', x, y, moved: false, time: timeline.timeAt(x), view: timeline.store.get().view,
        run: partAt(timeline.layout, y + timeline.stage.scrollTop)?.group.run?.index ?? null };
    scroller.setPointerCapture(event.pointerId);
  });

  on(scroller, 'pointermove', (event) => {
    const { x, y } = local(event, scroller);
    if (drag === null) {
      const hover = hitAt(timeline, x, y, { x: event.clientX, y: event.clientY });
      timeline.store.set(hover !== null && hover.lane >= 0 ? { hover, lens: { run: hover.run, time: hover.time } } : { hover });
      setCursor(timeline, x, y, event.shiftKey);
      return;
    }
    if (!drag.moved && Math.abs(x - drag.x) < SLACK) return;
    drag.moved = true;
    if (drag.kind === 'range') selectTo(timeline, drag, x);
    if (drag.kind === 'pan') {
      const by = (drag.x - x) / timeline.plot.width * (drag.view.end - drag.view.start);
      timeline.setView({ start: drag.view.start + by, end: drag.view.end + by });
    }
  });

  on(scroller, 'pointerup', (event) => {
    const { x, y } = local(event, scroller);
    const done = drag;
    drag = null;
    if (done === null || done.moved) return;
    if (done.kind === 'label') clickLabel(timeline, y);
    else clickPlot(timeline, hitAt(timeline, x, y, { x: event.clientX, y: event.clientY }));
  });
  on(scroller, 'pointercancel', () => { drag = null; });
  on(scroller, 'pointerleave', () => { if (drag === null) timeline.store.set({ hover: null }); });

  on(scroller, 'dblclick', (event) => {
    const { x, y } = local(event, scroller);
    const range = rangeOf(timeline.store.get(), hitAt(timeline, x, y, { x: event.clientX, y: event.clientY }));
    if (range) timeline.zoomTo(range.start, range.end);
  });

  const wheel = (element) => (event) => {
    const { x } = local(event, element);
    const unit = event.deltaMode === 1 ? 16 : 1;
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      timeline.zoomBy(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * unit)) / 220), timeline.timeAt(x));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      timeline.panBy(across * unit / timeline.plot.width);
    }
  };
  on(scroller, 'wheel', wheel(scroller), { passive: false });
  on(head, 'wheel', wheel(head), { passive: false });
  listenHead(timeline, on, local);
  return () => off.abort();
}

function selectTo(timeline, drag, x) {
  const { plot } = timeline;
  const time = Math.max(0, timeline.timeAt(Math.max(plot.left, Math.min(plot.left + plot.width, x))));
  const from = Math.max(0, drag.time);
  timeline.store.set({ selection: { start: Math.min(from, time), end: Math.max(from, time), run: drag.run } });
}

function setCursor(timeline, x, y, shift) {
  const part = partAt(timeline.layout, y + timeline.stage.scrollTop);
  const isLane = part && x < timeline.plot.left && (part.group.size.dense || (part.lane >= 0 && part.group.run.lanes[part.lane].rows.length > 0));
  timeline.stage.scroller.style.setProperty('cursor', isLane ? 'pointer' : x < timeline.plot.left ? 'default' : shift ? 'grab' : 'crosshair');
}

/** Opens or closes a lane; on a run's title, or where lanes are too thin to tell apart, shows that run alone, or all again. */
function clickLabel(timeline, y) {
  const part = partAt(timeline.layout, y + timeline.stage.scrollTop);
  if (!part?.group.run) return;
  const state = timeline.store.get();
  const { index } = part.group.run;
  if (part.lane >= 0 && !part.group.size.dense) timeline.toggleLane(index, part.lane);
  else timeline.store.set({ solo: state.solo === index ? null : index });
}

function clickPlot(timeline, hit) {
  if (hit === null || hit.lane < 0) timeline.store.set({ focus: null, selection: null });
  else timeline.store.set({ focus: hit, lens: { run: hit.run, time: hit.time } });
}

/** Opens or closes a lane in a set of open ones; the set given is not changed. */
export function toggled(expanded, run, lane) {
  const next = new Set(expanded);
  const key = laneKey(run, lane);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The head: the minimap's window is moved and its edges pulled; a drag on the axis is a range over all runs. */
function listenHead(timeline, on, local) {
  const { head } = timeline.stage;
  let drag = null;
  const partOf = (x, y) => {
    if (y > MINIMAP + timeline.stage.minimapTop) return 'axis';
    const { left, right } = windowOf({ plot: timeline.plot, state: timeline.store.get() }, timeline.whole());
    if (Math.abs(x - left) <= 6) return 'left';
    if (Math.abs(x - right) <= 6) return 'right';
    return x > left && x < right ? 'window' : 'outside';
  };
  on(head, 'pointerdown', (event) => {
    const { x, y } = local(event, head);
    if (event.button !== 0) return;
    const view = timeline.store.get().view;
    drag = { kind: partOf(x, y), x, view, time: timeline.timeAt(x), run: null };
    if (drag.kind === 'outside') centre(timeline, drag, x);
    head.setPointerCapture(event.pointerId);
  });
  on(head, 'pointermove', (event) => {
    const { x, y } = local(event, head);
    const kind = drag?.kind ?? partOf(x, y);
    head.style.setProperty('cursor', kind === 'left' || kind === 'right' ? 'ew-resize' : kind === 'window' ? 'grab' : 'crosshair');
    if (drag === null) return;
    const whole = timeline.whole();
    const by = (x - drag.x) / timeline.plot.width * (whole.end - whole.start);
    const { start, end } = drag.view;
    if (kind === 'left') timeline.setView({ start: Math.min(start + by, end - 1), end });
    if (kind === 'right') timeline.setView({ start, end: Math.max(end + by, start + 1) });
    if (kind === 'window' || kind === 'outside') timeline.setView({ start: start + by, end: end + by });
    if (kind === 'axis' && Math.abs(x - drag.x) >= SLACK) selectTo(timeline, drag, x);
  });
  on(head, 'pointerup', () => { drag = null; });
  on(head, 'pointercancel', () => { drag = null; });
  on(head, 'dblclick', () => timeline.fit());
}

function centre(timeline, drag, x) {
  const whole = timeline.whole();
  const at = whole.start + (x - timeline.plot.left) / timeline.plot.width * (whole.end - whole.start);
  const half = (drag.view.end - drag.view.start) / 2;
  timeline.setView({ start: at - half, end: at + half });
  drag.view = timeline.store.get().view;
}
