// Where each run, lane and row of spans stands, from the top of the timeline's page. Pure.
import { upperBound } from 'v/lod';
import { countersOf } from 'v/draw/counters';

/** Sizes in CSS pixels. */
export const SIZE = Object.freeze({
  right: 14, top: 15, band: 36, gap: 9, lane: 19, strip: 15, row: 15, rowStrip: 13, bottom: 12,
  counter: 30, overlay: 190, compact: 26, compactStrip: 16, least: 62,
});

/** Width of the column of names at the left of a timeline so wide, in CSS pixels. */
export const columnFor = (width) => Math.round(Math.max(150, Math.min(236, width * 0.128)));

/** Sizes with lanes and bands grown by `factor`, at most by `most`, or shrunk: within what can be read. */
export function sizesFor(factor, most = 1.45) {
  const grow = Math.max(0.85, Math.min(most, factor));
  const lane = Math.floor(SIZE.lane * grow);
  return { ...SIZE, lane, strip: lane - 4, band: Math.floor(SIZE.band * grow), overlay: Math.floor(SIZE.overlay * grow),
    compact: Math.floor(SIZE.compact * grow), compactStrip: Math.floor(SIZE.compactStrip * grow), least: Math.floor(SIZE.least * grow) };
}

/** The least distance of lanes that leaves room for a name beside each, in CSS pixels. */
const NAMED = 12;
/** Close lanes, `lane` pixels apart, under low bands: to see all of many runs at once. Below NAMED a run's lanes are named together. */
const denseSizes = (lane) => ({ ...SIZE, dense: true, top: lane < 6 ? 10 : lane < NAMED ? 11 : 13, band: Math.max(lane < 6 ? 12 : 14, Math.round(lane * 1.6)), gap: lane < NAMED ? 4 : 6, lane, strip: lane - 1,
  bottom: lane < NAMED ? 3 : 5, least: 36 });
/** The lanes' distances of dense layouts, from the widest. */
const DENSE = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5];
/** The distance where even the thinnest do not fit: named, with a scroll bar. */
const SCROLLED = 14;

/** The key of a lane in the store's `expanded`. */
export const laneKey = (run, lane) => `${run}/${lane}`;

/**
 * The layout for a state of the store, with lanes grown or shrunk a little so that they fill `available` pixels. Runs that
 * do not fit so stand closer, with thin lanes where all of them fit only then; where not even those fit, lanes keep their
 * names and scroll.
 *
 * @returns {{groups: object[], height: number, size: object}} a group is `{kind: 'run'|'overlay'|'compact', run, top, bottom,
 *   band: {top, height}, lanes: Int32Array, offset: Float64Array, laneTop}`: lane k of the group is lane
 *   `lanes[k]` of the run and stands at `laneTop + offset[k]`. Linear in the number of lanes.
 */
export function layoutOf(state, available = 0) {
  const plain = layoutWith(state, SIZE);
  if (!(available > 100) || plain.groups.length === 0) return plain;
  if (state.mode === 'overlay') return layoutWith(state, overlaySizes(plain, available));
  // One run alone may fill the sight.
  const most = plain.groups.length === 1 ? 2 : undefined;
  const size = sizesFor(available / plain.height, most);
  const sized = layoutWith(state, size);
  if (sized.height > available && size.lane < SIZE.lane) return denseLayout(state, available) ?? sized;
  return sized.height > available && size.lane > SIZE.lane ? layoutWith(state, sizesFor((available - 24) / plain.height * 0.98, most)) : sized;
}

/** The dense layout, or null. One run alone, or a lane that was opened, is there to be read and stays large. */
function denseLayout(state, available) {
  if (state.runs.length < 2 || (state.solo ?? null) !== null || state.expanded?.size > 0) return null;
  for (const lane of DENSE) {
    const dense = layoutWith(state, denseSizes(lane));
    if (dense.height <= available) return spread(state, dense, available);
    const lanes = dense.groups.reduce((sum, group) => sum + group.lanes.length, 0);
    if (dense.height - available > (lane - DENSE.at(-1)) * (lanes + 1.6 * dense.groups.length) + dense.groups.length * 10) break;
  }
  return layoutWith(state, denseSizes(SCROLLED));
}

/** What a layout leaves free, given to its bands and to the air below them, within bounds. */
function spread(state, { groups, height, size }, available) {
  const free = Math.min(20, Math.floor((available - height) / groups.length));
  return layoutWith(state, { ...size, band: size.band + Math.ceil(free / 2), bottom: size.bottom + Math.floor(free / 2), least: size.least });
}

/** The plot takes what the runs' strips leave, within bounds. */
function overlaySizes(plain, available) {
  const size = sizesFor(available / plain.height);
  const strips = (plain.groups.length - 1) * size.compact;
  return { ...size, overlay: Math.max(120, Math.min(320, available - strips)) };
}

function layoutWith({ runs, solo, mode, expanded, filter }, size) {
  const shown = runs.filter((run) => solo === null || solo === undefined || run.index === solo);
  const groups = [];
  let top = 0;
  if (mode === 'overlay') {
    groups.push({ kind: 'overlay', run: null, runs: shown, top, bottom: top + size.overlay, lanes: new Int32Array(0),
      offset: new Float64Array(1), laneTop: top + size.overlay, band: { top: top + 16, height: size.overlay - 34 }, size });
    top += size.overlay;
  }
  const wanted = filterOf(shown, filter);
  for (const run of shown) {
    const group = mode === 'overlay' ? compactGroup(run, top, size) : runGroup(run, top, size, expanded ?? new Set(), wanted);
    if (group.kind === 'run' && shown.length === 1) addCounters(group, countersOf(run));
    groups.push(group);
    top = group.bottom;
  }
  return { groups, height: top, size };
}

function compactGroup(run, top, size) {
  return { kind: 'compact', run, top, bottom: top + size.compact, band: { top: top + 5, height: size.compactStrip },
    lanes: new Int32Array(0), offset: new Float64Array(1), laneTop: top + size.compact, size };
}

function runGroup(run, top, size, expanded, wanted) {
  const lanes = Int32Array.from(run.lanes.keys()).filter((index) => wanted(run.lanes[index]));
  const offset = new Float64Array(lanes.length + 1);
  const some = [...expanded].some((key) => key.startsWith(`${run.index}/`));
  for (let k = 0; k < lanes.length; k++) {
    const rows = some && expanded.has(laneKey(run.index, lanes[k])) ? run.lanes[lanes[k]].rows.length : 0;
    offset[k + 1] = offset[k] + size.lane + (rows > 0 ? rows * size.row + 4 : 0);
  }
  const band = { top: top + size.top, height: size.band };
  const laneTop = band.top + band.height + size.gap;
  return { kind: 'run', run, top, bottom: top + Math.max(size.least, laneTop - top + offset[lanes.length] + size.bottom), band,
    lanes, offset, laneTop, size };
}

/** A run that stands alone shows its counters under its lanes. */
function addCounters(group, counters) {
  const top = group.laneTop + group.offset.at(-1) + 6;
  group.counters = counters.map((counter, k) => ({ ...counter, top: top + k * group.size.counter, height: group.size.counter - 6 }));
  if (counters.length > 0) group.bottom = Math.max(group.bottom, top + counters.length * group.size.counter + group.size.bottom);
}

/** Lanes whose name, detail or task holds the filter; all of them where none does or there is no filter. */
function filterOf(runs, filter) {
  const text = (filter ?? '').trim().toLowerCase();
  const holds = (lane) => `${lane.name}\n${lane.detail ?? ''}\n${lane.task ?? ''}`.toLowerCase().includes(text);
  const useful = text !== '' && runs.some((run) => run.lanes.some(holds));
  return useful ? holds : () => true;
}

/** The strips that touch [from, to), top to bottom: `{kind: 'band'|'strip'|'row', run, lane, row, top, height, group}`. */
export function stripsBetween(layout, from, to) {
  const strips = [];
  for (const group of layout.groups) {
    if (group.bottom <= from) continue;
    if (group.top >= to) break;
    if (group.kind === 'overlay') continue;
    strips.push({ kind: 'band', run: group.run, lane: -1, row: -1, top: group.band.top, height: group.band.height, group });
    addLanes(strips, group, from - group.laneTop, to - group.laneTop);
  }
  return strips;
}

function addLanes(strips, group, from, to) {
  const { lanes, offset, run, laneTop, size } = group;
  const first = Math.max(0, upperBound(offset, from) - 1);
  for (let k = first; k < lanes.length && offset[k] < to; k++) {
    const top = laneTop + offset[k];
    strips.push({ kind: 'strip', run, lane: lanes[k], row: -1, top, height: size.strip, group });
    if (offset[k + 1] - offset[k] <= size.lane) continue;
    const count = run.lanes[lanes[k]].rows.length;
    const skip = Math.max(0, Math.floor((from - offset[k] - size.lane) / size.row) - 1);
    for (let row = skip; row < count && offset[k] + size.lane + row * size.row < to; row++) {
      strips.push({ kind: 'row', run, lane: lanes[k], row, top: top + size.lane + row * size.row, height: size.rowStrip, group });
    }
  }
}

/** What stands at height y: `{group, kind: 'band'|'strip'|'row'|'group', lane, row}`, or null below everything. */
export function partAt(layout, y) {
  const group = layout.groups.find((each) => y >= each.top && y < each.bottom);
  if (group === undefined) return null;
  const { band, lanes, offset, laneTop, size } = group;
  if (y >= band.top && y < band.top + band.height) return { group, kind: 'band', lane: -1, row: -1 };
  const k = upperBound(offset, y - laneTop) - 1;
  if (y < laneTop || k < 0 || k >= lanes.length) return { group, kind: 'group', lane: -1, row: -1 };
  const inside = y - laneTop - offset[k] - size.lane;
  const row = inside < 0 ? -1 : Math.floor(inside / size.row);
  const last = group.run.lanes[lanes[k]].rows.length - 1;
  return { group, kind: row < 0 ? 'strip' : 'row', lane: lanes[k], row: Math.min(row, last) };
}

/** `{top, height}` of a lane's strip, or of one of its rows; null where it is not shown. */
export function placeOf(layout, run, lane, row = -1) {
  const group = layout.groups.find((each) => each.run?.index === run && each.kind === 'run');
  const k = group ? group.lanes[lane] === lane ? lane : group.lanes.indexOf(lane) : -1;
  if (k < 0) return null;
  const top = group.laneTop + group.offset[k];
  const { size } = group;
  const open = group.offset[k + 1] - group.offset[k] > size.lane;
  return row >= 0 && open ? { top: top + size.lane + row * size.row, height: size.rowStrip, group }
    : { top, height: size.strip, group };
}
