// What keys and buttons do.

import { centred, fitted, nextWait, onAxis, panned, showing, zoomed } from 'v/navigate';
import { toAxis, toFile } from 'v/draw/scale';
import { at, lowerBound } from 'v/rows';
import { laneKey } from 'v/draw/layout';

const MODES = ['axis', 'overlay', 'percent'];

/**
 * Functions by the names that `v/keys` uses, and `goTo`, `nextOf`, `setMode`, `everything`.
 *
 * @param page `store`; `timeline`; `search()`, `help()`: what `/` and `?` open; `reassemble()`
 */
export function makeActions(page) {
  const { store } = page;
  const whole = () => page.timeline.whole();
  const look = (view) => store.set({ view });
  const pointer = () => {
    const { hover, view, runs, mode } = store.get();
    const time = hover && runs[hover.run] ? toAxis(runs[hover.run], mode, hover.time) : NaN;
    return time >= view.start && time <= view.end ? time : (view.start + view.end) / 2;
  };
  const zoom = (factor) => look(zoomed(store.get().view, factor, pointer(), whole()));
  const pan = (share) => look(panned(store.get().view, share, whole()));
  const toggle = (key) => store.set({ [key]: !store.get()[key] });

  const actions = {
    zoomIn: () => zoom(1 / 1.5), zoomOut: () => zoom(1.5), left: () => pan(-0.15), right: () => pan(0.15),
    everything: () => look(whole()),
    path: () => { toggle('path'); page.reassemble(); }, flows: () => toggleFlows(page),
    allLanes: () => { toggle('allLanes'); page.reassemble(); },
    search: () => page.search(), help: () => page.help(),
    solo: (key) => {
      const index = Number(key) - 1;
      if (store.get().runs[index]) store.set({ solo: store.get().solo === index ? null : index });
    },
    all: () => store.set({ solo: null }),
    mode: () => actions.setMode(MODES[(MODES.indexOf(store.get().mode) + 1) % MODES.length]),
    setMode: (mode) => changeMode(store, mode),
    fit: () => fit(store, whole()),
    mark: () => mark(store),
    escape: () => escape(store, actions),
    open: () => {
      const { focus, expanded } = store.get();
      if (!focus) return;
      const next = new Set(expanded);
      const key = laneKey(focus.run, focus.lane);
      if (!next.delete(key)) next.add(key);
      store.set({ expanded: next });
    },
    previousWait: () => stepWait(page, -1), nextWait: () => stepWait(page, 1),
    nextOf: (state) => nextOfState(page, state),
    previousSpan: () => stepSpan(page, -1), nextSpan: () => stepSpan(page, 1),
    laneUp: () => page.timeline.goLane(-1), laneDown: () => page.timeline.goLane(1),
    goTo: (place) => goTo(page, place),
  };
  return actions;
}

/** Arrows that all begin or end on hidden lanes need those to be shown. */
function toggleFlows({ store, reassemble }) {
  const { flows, allLanes, runs } = store.get();
  const isHidden = !flows && !allLanes && runs.some((run) => run.flowsHidden > 0) && runs.every((run) => run.flows.length === 0);
  store.set({ flows: !flows, allLanes: allLanes || isHidden });
  if (isHidden) reassemble();
}

/** The view keeps its place where both modes count time; else the timeline shows everything, and no range is marked. */
function changeMode(store, mode) {
  const before = store.get().mode;
  if (before === mode) return;
  const sameUnits = (before === 'percent') === (mode === 'percent');
  store.set(sameUnits ? { mode } : { mode, selection: null });
}

function fit(store, whole) {
  const { selection, focus, runs, mode, view } = store.get();
  if (selection) { store.set({ view: fitted(selection, whole) }); return; }
  const stretch = focus && stretchOf(runs, focus);
  if (!stretch) { store.set({ view: whole }); return; }
  const range = onAxis(runs[focus.run], mode, stretch);
  const middle = (range.start + range.end) / 2;
  const central = Math.abs((view.start + view.end) / 2 - middle) < (view.end - view.start) * 0.02;
  store.set({ view: central ? fitted(range, whole) : centred(view, middle, whole) });
}

function mark(store) {
  const { selection, focus, runs, mode, view } = store.get();
  if (selection) { store.set({ selection: null }); return; }
  const stretch = focus && stretchOf(runs, focus);
  const range = stretch ? onAxis(runs[focus.run], mode, stretch) : view;
  store.set({ selection: { start: range.start, end: range.end, run: stretch ? focus.run : null } });
}

function escape(store) {
  const { selection, focus, solo } = store.get();
  if (selection) store.set({ selection: null });
  else if (focus) store.set({ focus: null });
  else if (solo !== null) store.set({ solo: null });
}

/** The row that a place is in. */
const rowOf = (runs, { run, lane, row }) => row === -1 ? runs[run]?.lanes[lane]?.strip : runs[run]?.lanes[lane]?.rows[row];

function stretchOf(runs, place) {
  const row = rowOf(runs, place);
  return row && place.index >= 0 && place.index < row.start.length ? { start: row.start[place.index], end: row.end[place.index] } : null;
}

/** Puts the focus on a stretch and brings it into view; what is hidden by a solo of another run is shown again. */
function focusOn(page, place) {
  const { store, timeline } = page;
  const { runs, solo, mode, view } = store.get();
  const stretch = stretchOf(runs, place);
  if (!stretch) return;
  store.set({
    hover: null, solo: solo !== null && solo !== place.run ? null : solo, mode: mode === 'overlay' ? 'axis' : mode,
    view: showing(view, onAxis(runs[place.run], mode, stretch), timeline.whole()),
  });
  store.flush();
  timeline.focusOn({ run: place.run, lane: place.lane, row: place.row, index: place.index, time: (stretch.start + stretch.end) / 2, x: 0, y: 0 });
}

/** The focus, or the first lane that is shown, at the left edge of the view. */
function from(store) {
  const { focus, runs, solo, view, mode } = store.get();
  if (focus && runs[focus.run]?.lanes[focus.lane]) return focus;
  const run = runs[solo ?? 0];
  return run && run.lanes.length > 0 ? { run: run.index, lane: 0, row: -1, index: -1, time: toFile(run, mode, view.start) } : null;
}

/** Lanes of the runs that are shown, from top to bottom: [run, lane]. */
function shownLanes({ runs, solo }) {
  return runs.flatMap((run) => solo === null || solo === run.index ? run.lanes.map((lane) => [run, lane]) : []);
}

/** The next wait on the lane of the focus; with none left there, on the lanes below it; or all that backwards. */
function stepWait(page, step) {
  const { store } = page;
  const place = from(store);
  if (!place) return;
  const lanes = shownLanes(store.get());
  const begin = lanes.findIndex(([run, lane]) => run.index === place.run && lane.index === place.lane);
  for (let each = begin; each >= 0 && each < lanes.length; each += step) {
    const [run, lane] = lanes[each];
    const time = each !== begin ? -Infinity * step : place.index >= 0 && place.row === -1 ? lane.strip.start[place.index] : place.time;
    const index = nextWait(lane.strip, time, step, run.makespan / 1e5);
    if (index >= 0) {
      focusOn(page, { run: run.index, lane: lane.index, row: -1, index });
      return;
    }
  }
}

/** The next stretch of a state after the focus, through all lanes that are shown, and round again. */
function nextOfState(page, state) {
  const { store } = page;
  const { runs, focus } = store.get();
  const lanes = shownLanes(store.get());
  if (lanes.length === 0) return;
  const begin = Math.max(0, lanes.findIndex(([run, lane]) => run.index === focus?.run && lane.index === focus?.lane));
  const already = focus && focus.row === -1 && runs[focus.run]?.lanes[focus.lane]?.strip.start[focus.index];
  for (let step = 0; step <= lanes.length; step += 1) {
    const [run, lane] = lanes[(begin + step) % lanes.length];
    const time = step === 0 && Number.isFinite(already) ? already : -Infinity;
    const index = nextWait(lane.strip, time, 1, run.makespan / 1e6, state);
    if (index >= 0) { focusOn(page, { run: run.index, lane: lane.index, row: -1, index }); return; }
  }
}

function stepSpan(page, step) {
  const { store } = page;
  const place = from(store);
  if (!place) return;
  const row = rowOf(store.get().runs, place);
  const index = place.index >= 0 ? place.index + step : Math.max(0, lowerBound(row.start, place.time));
  if (index >= 0 && index < row.start.length) focusOn(page, { run: place.run, lane: place.lane, row: place.row, index });
}

/** Goes to a wait ({run: RunView, lane, start, length}) or a hit ({run: index, lane, row, index}). */
function goTo(page, place) {
  const { store } = page;
  const { runs, mode, expanded } = store.get();
  if (typeof place.run === 'number') {
    const open = new Set(expanded);
    if (place.row >= 0) open.add(laneKey(place.run, place.lane));
    store.set({ expanded: open });
    focusOn(page, place);
    return;
  }
  const run = runs[place.run.index];
  if (place.lane < 0) {
    store.set({ view: fitted(onAxis(run, mode, { start: place.start, end: place.start + place.length }), page.timeline.whole(), 0.5) });
    return;
  }
  const index = at(run.lanes[place.lane].strip, place.start + Math.min(1, place.length / 2));
  focusOn(page, { run: run.index, lane: place.lane, row: -1, index });
  page.focusTimeline();
}
