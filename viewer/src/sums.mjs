// Sums of states over a range of a run: what of the analysis or of the strips lies in it, and nothing more. Pure.

import { STATE, STATES, FAMILIES } from 'v/states';
import { STATE_LIMIT, addSums } from 'v/lod';
import { lowerBound, span } from 'v/rows';

/** Spans looked at for one sum by name; beyond it the sum says that it is partial. */
const most = 2_000_000;

/** Prefix sums of a band: per edge and state, the slot·ns up to it. Made once per band. */
const prefixes = new WeakMap();

function prefixOf(band) {
  let prefix = prefixes.get(band);
  if (!prefix) {
    const width = band.states.length;
    prefix = new Float64Array(band.time.length * width);
    for (let row = 0; row + 1 < band.time.length; row += 1) {
      const length = band.isCounts ? band.time[row + 1] - band.time[row] : 1;
      for (let column = 0; column < width; column += 1) {
        prefix[(row + 1) * width + column] = prefix[row * width + column] + band.value[row * width + column] * length;
      }
    }
    prefixes.set(band, prefix);
  }
  return prefix;
}

/** Slot·ns per state from the band's begin to `time`; `cut` when that divides a bin of unknown inside. */
function upTo(band, time) {
  const prefix = prefixOf(band);
  const width = band.states.length;
  const last = band.time.length - 1;
  if (time <= band.time[0]) return { sums: new Float64Array(width), cut: false };
  if (time >= band.time[last]) return { sums: prefix.slice(last * width, (last + 1) * width), cut: false };
  const edge = lowerBound(band.time, time);
  if (band.time[edge] === time) return { sums: prefix.slice(edge * width, (edge + 1) * width), cut: false };
  const row = edge - 1;
  const share = (time - band.time[row]) / (band.time[row + 1] - band.time[row]);
  const sums = Float64Array.from({ length: width }, (_, column) => prefix[row * width + column] +
    (band.isCounts ? band.value[row * width + column] * (time - band.time[row])
      : (prefix[(row + 1) * width + column] - prefix[row * width + column]) * share));
  return { sums, cut: !band.isCounts };
}

/**
 * Sums per state over [start, end) of a run, in the clock of its file, in slot·ns (lane·ns without analysis).
 *
 * @returns {{ns: Float64Array, exact: boolean, of: 'slots'|'lanes'}} `ns[state]`. With a band in O(log n),
 *   exact to the ns where the band is; else over the strips in the range, where what they leave open is `none`.
 */
export function sumStates(run, start, end) {
  const from = Math.max(start, run.start);
  const to = Math.min(end, run.end);
  const ns = new Float64Array(STATES.length);
  if (to <= from) return { ns, exact: true, of: run.band ? 'slots' : 'lanes' };
  if (run.band) {
    const before = upTo(run.band, from);
    const after = upTo(run.band, to);
    run.band.states.forEach((state, column) => { ns[state] += after.sums[column] - before.sums[column]; });
    return { ns, exact: !before.cut && !after.cut, of: 'slots' };
  }
  for (const lane of run.lanes) addStrip(ns, lane.strip, from, to);
  return { ns, exact: true, of: 'lanes' };
}

/** Adds what a strip holds of [from, to), and as `none` what it leaves open. O(log n) for strips with a pyramid. */
export function addStrip(ns, strip, from, to) {
  if (to <= from) return;
  const out = new Float64Array(STATE_LIMIT);
  addSums(strip, from, to, out);
  let covered = 0;
  for (let state = 0; state < ns.length; state += 1) {
    ns[state] += out[state];
    covered += out[state];
  }
  ns[STATE.none] += Math.max(0, to - from - covered);
}

/** States with a sum, in the order in which they are stacked: by family, then the larger first. */
export function ranked(ns) {
  return STATES.filter((state) => ns[state.index] > 0).sort((one, other) =>
    FAMILIES.indexOf(one.family) - FAMILIES.indexOf(other.family) || ns[other.index] - ns[one.index]);
}

/**
 * Spans of a run's lanes by name over [start, end): how many touch it and how long they are inside it.
 *
 * @returns {{rows: {name: string, state: number, count: number, ns: number}[], partial: boolean}} longest first.
 *   Times of nested spans are counted for each. Looks at 2 million spans at most; beyond that `partial`.
 */
export function sumNames(run, start, end) {
  const from = Math.max(start, run.start);
  const to = Math.min(end, run.end);
  const sums = new Map();
  let left = most;
  for (const lane of run.lanes) {
    for (const row of lane.rows) {
      if (!row.name || to <= from) continue;
      const [first, last] = span(row, from, to);
      for (let index = first; index < last && left > 0; index += 1, left -= 1) {
        const key = row.name[index] * 256 + row.state[index];
        const sum = sums.get(key) ?? { count: 0, ns: 0 };
        sum.count += 1;
        sum.ns += Math.min(row.end[index], to) - Math.max(row.start[index], from);
        sums.set(key, sum);
      }
    }
  }
  const rows = [...sums].map(([key, sum]) => ({
    name: run.file.strings[Math.floor(key / 256)] ?? '', state: key % 256, ...sum,
  })).sort((one, other) => other.ns - one.ns || (one.name < other.name ? -1 : 1));
  return { rows, partial: left === 0 };
}

/** Arrows of a run with an end in [start, end), by category: [[category, count]], most first. */
export function countFlows(run, start, end) {
  const { flows, strings } = run.file;
  const counts = new Map();
  for (const index of run.flows) {
    const inside = (time) => time >= start && time < end;
    if (!inside(flows.from.time[index]) && !inside(flows.to.time[index])) continue;
    const name = strings[flows.category[index]] || 'arrow';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}
