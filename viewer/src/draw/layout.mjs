// Where each run, lane and row of spans stands, from the top of the timeline's page. Pure.
import { upperBound } from 'v/lod';

/** Sizes in CSS pixels. */
export const SIZE = Object.freeze({
  column: 160, right: 14, top: 15, band: 36, gap: 7, lane: 19, strip: 15, row: 15, rowStrip: 13, bottom: 12,
  overlay: 190, compact: 26, least: 62,
});

/** The key of a lane in the store's `expanded`. */
export const laneKey = (run, lane) => `${run}/${lane}`;

/**
 * The layout for a state of the store.
 *
 * @returns {{groups: object[], height: number}} a group is `{kind: 'run'|'overlay'|'compact', run, top, bottom,
 *   band: {top, height}, lanes: Int32Array, offset: Float64Array, laneTop}`: lane k of the group is lane
 *   `lanes[k]` of the run and stands at `laneTop + offset[k]`. Linear in the number of lanes.
 */
export function layoutOf({ runs, solo, mode, expanded, filter }) {
  const shown = runs.filter((run) => solo === null || solo === undefined || run.index === solo);
  const groups = [];
  let top = 0;
  if (mode === 'overlay') {
    groups.push({ kind: 'overlay', run: null, runs: shown, top, bottom: top + SIZE.overlay, lanes: new Int32Array(0),
      offset: new Float64Array(1), laneTop: top + SIZE.overlay, band: { top: top + 16, height: SIZE.overlay - 34 } });
    top += SIZE.overlay;
  }
  const wanted = filterOf(shown, filter);
  for (const run of shown) {
    const group = mode === 'overlay' ? compactGroup(run, top) : runGroup(run, top, expanded ?? new Set(), wanted);
    groups.push(group);
    top = group.bottom;
  }
  return { groups, height: top };
}

function compactGroup(run, top) {
  return { kind: 'compact', run, top, bottom: top + SIZE.compact, band: { top: top + 5, height: SIZE.strip },
    lanes: new Int32Array(0), offset: new Float64Array(1), laneTop: top + SIZE.compact };
}

function runGroup(run, top, expanded, wanted) {
  const lanes = Int32Array.from(run.lanes.keys()).filter((index) => wanted(run.lanes[index]));
  const offset = new Float64Array(lanes.length + 1);
  const some = [...expanded].some((key) => key.startsWith(`${run.index}/`));
  for (let k = 0; k < lanes.length; k++) {
    const rows = some && expanded.has(laneKey(run.index, lanes[k])) ? run.lanes[lanes[k]].rows.length : 0;
    offset[k + 1] = offset[k] + SIZE.lane + (rows > 0 ? rows * SIZE.row + 4 : 0);
  }
  const band = { top: top + SIZE.top, height: SIZE.band };
  const laneTop = band.top + band.height + SIZE.gap;
  return { kind: 'run', run, top, bottom: top + Math.max(SIZE.least, laneTop - top + offset[lanes.length] + SIZE.bottom), band,
    lanes, offset, laneTop };
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
  const { lanes, offset, run, laneTop } = group;
  const first = Math.max(0, upperBound(offset, from) - 1);
  for (let k = first; k < lanes.length && offset[k] < to; k++) {
    const top = laneTop + offset[k];
    strips.push({ kind: 'strip', run, lane: lanes[k], row: -1, top, height: SIZE.strip, group });
    if (offset[k + 1] - offset[k] <= SIZE.lane) continue;
    const count = run.lanes[lanes[k]].rows.length;
    const skip = Math.max(0, Math.floor((from - offset[k] - SIZE.lane) / SIZE.row) - 1);
    for (let row = skip; row < count && offset[k] + SIZE.lane + row * SIZE.row < to; row++) {
      strips.push({ kind: 'row', run, lane: lanes[k], row, top: top + SIZE.lane + row * SIZE.row, height: SIZE.rowStrip, group });
    }
  }
}

/** What stands at height y: `{group, kind: 'band'|'strip'|'row'|'group', lane, row}`, or null below everything. */
export function partAt(layout, y) {
  const group = layout.groups.find((each) => y >= each.top && y < each.bottom);
  if (group === undefined) return null;
  const { band, lanes, offset, laneTop } = group;
  if (y >= band.top && y < band.top + band.height) return { group, kind: 'band', lane: -1, row: -1 };
  const k = upperBound(offset, y - laneTop) - 1;
  if (y < laneTop || k < 0 || k >= lanes.length) return { group, kind: 'group', lane: -1, row: -1 };
  const inside = y - laneTop - offset[k] - SIZE.lane;
  const row = inside < 0 ? -1 : Math.floor(inside / SIZE.row);
  const last = group.run.lanes[lanes[k]].rows.length - 1;
  return { group, kind: row < 0 ? 'strip' : 'row', lane: lanes[k], row: Math.min(row, last) };
}

/** `{top, height}` of a lane's strip, or of one of its rows; null where it is not shown. */
export function placeOf(layout, run, lane, row = -1) {
  const group = layout.groups.find((each) => each.run?.index === run && each.kind === 'run');
  const k = group ? group.lanes[lane] === lane ? lane : group.lanes.indexOf(lane) : -1;
  if (k < 0) return null;
  const top = group.laneTop + group.offset[k];
  const open = group.offset[k + 1] - group.offset[k] > SIZE.lane;
  return row >= 0 && open ? { top: top + SIZE.lane + row * SIZE.row, height: SIZE.rowStrip, group }
    : { top, height: SIZE.strip, group };
}
