// Says in sentences what a stretch of a lane is: what is known from the trace and the analysis, nothing else. Pure.

import { STATE, STATES } from 'v/states';
import { at, lowerBound, span } from 'v/rows';
import { duration, list, percent, place } from 'v/format';
import { heldFor } from 'v/held';
import { sumStates } from 'v/sums';

/** What a lane did in a state; `D` stands for how long. */
const DID = {
  none: 'has nothing recorded for D', work: 'ran for D', io: 'waited D for input or output',
  join: 'waited D for its own tasks', gil: 'waited D for the GIL', lock: 'waited D for a lock',
  runq: 'was ready for D, and no core was free', loop: 'was ready for D, and the loop was busy',
  startup: 'was starting for D', dispatch: 'had work to take for D, and had not taken it yet',
  serialization: 'was busy for D with encoding, decoding or pipes', teardown: 'was shutting down for D',
  coord: 'waited D for the program\'s own serial code', serial: 'had nothing to do for D: nothing was handed out yet',
  tail: 'had nothing to do for D: nothing was left to hand out', unused: 'was not used for D',
  unattributed: 'waited D, and the trace does not say for what', throttled: 'was held back by the CPU quota for D',
  queue: 'was submitted for D, and every worker was busy', result: 'was done for D, and not yet collected',
  too_few_workers: 'was queued for D while a core idled', handoff: 'was on its way between lanes for D',
  inflation: 'took D longer', other: 'did other things for D', no_worker: 'was ready for D, and no worker was free',
};

/** States for which it matters who ran meanwhile. */
const OTHERS_MATTER = new Set(['gil', 'lock', 'runq', 'loop', 'no_worker', 'dispatch', 'queue', 'tail', 'join', 'throttled'].map((name) => STATE[name]));

/** Lanes and stretches looked at to name who ran meanwhile. */
const mostLanes = 256;
const mostStretches = 4096;

/**
 * One stretch of a lane's strip in words.
 *
 * @returns {{title: string, lines: string[], state: number, start: number, end: number}|null} null where there
 *   is no such stretch. Costs at most 256 lanes of 4096 stretches.
 */
export function explainStretch(run, laneIndex, index) {
  const lane = run.lanes[laneIndex];
  const strip = lane?.strip;
  if (!strip || index < 0 || index >= strip.start.length) return null;
  const state = strip.state[index];
  const start = strip.start[index];
  const end = strip.end[index];
  const length = duration(end - start, true);
  const lines = [`${lane.name} ${DID[STATES[state].name].replace('D', length)}, from ${place(start - run.start, end - start)}${named(run, lane, state, start, end)}.`];
  if (OTHERS_MATTER.has(state)) {
    lines.push(...meanwhile(run, laneIndex, start, end, state));
  }
  if (state === STATE.work && run.band) lines.push(...claims(run, sumStates(run, start, end).ns[STATE.work] / (end - start)));
  const next = after(run, lane, index);
  if (next) lines.push(next);
  return { title: `${lane.name} · ${STATES[state].meaning} · ${length}`, lines, state, start, end };
}

/** A note where more lanes claim to run than there are cores: the trace does not tell running from being ready to. */
function claims({ cores }, running) {
  if (!cores || running <= cores * 1.02) return [];
  return [`More lanes claim to run here (${Number(running.toFixed(1))}) than there are cores (${cores}): which of them had a core is not in the trace, so their shares are estimated.`];
}

/** ": count 2" where the lane has one span of that time that names what it did. */
function named(run, lane, state, start, end) {
  if (state !== STATE.work && state !== STATE.io) return '';
  const name = workName(run, lane, start, end);
  return name && name !== lane.name ? `: ${name}` : '';
}

/** The name of the innermost task or step span that covers [start, end); '' for none. */
export function workName(run, lane, start, end) {
  const time = start + Math.min(1, (end - start) / 2);
  for (let depth = lane.rows.length - 1; depth >= 0; depth -= 1) {
    const row = lane.rows[depth];
    const index = at(row, time);
    if (index >= 0 && row.name && row.state[index] === STATE.work) return run.file.strings[row.name[index]] ?? '';
  }
  return '';
}

/** Time of each state in [start, end) of a lane, and its last stretch of work; null where there is too much to look at. */
function doneBy(lane, start, end) {
  const [first, last] = span(lane.strip, start, end);
  if (last - first > mostStretches) return null;
  const done = { lane, work: 0, io: 0, last: -1 };
  for (let each = first; each < last; each += 1) {
    const ns = Math.min(lane.strip.end[each], end) - Math.max(lane.strip.start[each], start);
    if (lane.strip.state[each] === STATE.work) { done.work += ns; done.last = each; }
    if (lane.strip.state[each] === STATE.io) done.io += ns;
  }
  return done;
}

/**
 * "Meanwhile worker-1 ran for 7.1 ms (count 2) and worker-3 for 3.5 ms." Where a loop was busy and nobody ran for half of the
 * time, those who waited for input or output are named as well: a call that blocks held it where its own thread waited; where
 * that thread is not known, it may also have had no core.
 */
function meanwhile(run, laneIndex, start, end, state) {
  const others = run.lanes.slice(0, mostLanes).filter((_, index) => index !== laneIndex).map((lane) => doneBy(lane, start, end)).filter(Boolean);
  const ran = others.filter(({ work }) => work > 0).sort((one, other) => other.work - one.work);
  const isHeld = state === STATE.loop && ran.reduce((sum, { work }) => sum + work, 0) < (end - start) / 2;
  const waited = isHeld ? others.filter(({ io }) => io > 0).sort((one, other) => other.io - one.io) : [];
  if (ran.length === 0 && waited.length === 0) return run.lanes.length > 1 && run.lanes.length <= mostLanes ? ['Meanwhile no other lane shown here ran.'] : [];
  const lines = [];
  if (ran.length > 0) {
    const nameOf = ({ lane, last }) => workName(run, lane, Math.max(lane.strip.start[last], start), lane.strip.end[last]);
    lines.push(`Meanwhile ${some(ran, (each, index) => `${each.lane.name} ${index === 0 ? 'ran ' : ''}for ${duration(each.work, true)}${nameOf(each) && nameOf(each) !== each.lane.name ? ` (${nameOf(each)})` : ''}`)}.`);
  }
  if (waited.length > 0) {
    const held = heldFor(run, run.lanes[laneIndex], start, end) >= (end - start) / 2;
    const who = `${some(waited, (each, index) => `${each.lane.name} ${index === 0 ? 'waited ' : ''}${duration(each.io, true)}`)} for input or output`;
    lines.push(held ? `A blocking call held the loop: ${who} on its thread.` : `For most of it ${who}: a call that blocks held the loop, or it had no core.`);
  }
  return lines;
}

/** The first three in words, and how many more there are. */
function some(all, word) {
  const words = all.slice(0, 3).map(word);
  if (all.length > 3) words.push(`${all.length - 3} more`);
  return list(words);
}

/** "Then it ran for 5.29 ms." where the next stretch follows without a gap. */
function after(run, lane, index) {
  const { start, end, state } = lane.strip;
  if (index + 1 >= start.length || start[index + 1] - end[index] > 1) return '';
  const then = state[index + 1];
  if (then === STATE.none) return '';
  const name = named(run, lane, then, start[index + 1], end[index + 1]);
  return `Then it ${DID[STATES[then].name].replace('D', duration(end[index + 1] - start[index + 1], true))}${name}.`;
}

/** A recorded span in words, in the same form. */
export function explainSpan(run, laneIndex, depth, index) {
  const lane = run.lanes[laneIndex];
  const row = lane?.rows[depth];
  if (!row || index < 0 || index >= row.start.length) return null;
  const { strings } = run.file;
  const name = (row.name && strings[row.name[index]]) || STATES[row.state[index]].meaning;
  const category = row.category ? strings[row.category[index]] : '';
  const start = row.start[index];
  const end = row.end[index];
  const lines = [`${category ? `${category}, ` : ''}on ${lane.name}, from ${place(start - run.start, end - start)}.`];
  const parent = depth > 0 ? at(lane.rows[depth - 1], start) : -1;
  if (parent >= 0) {
    const above = lane.rows[depth - 1];
    const whole = above.end[parent] - above.start[parent];
    if (above.name && whole > 0) lines.push(`${percent((end - start) / whole)} of ${strings[above.name[parent]]}.`);
  }
  return { title: `${name} · ${duration(end - start, true)}`, lines, state: row.state[index], start, end, name, category };
}

/** How many slots were in which state at a time, from the band; null without one or outside of the run. */
export function explainBand(run, time) {
  const { band } = run;
  if (!band || !(time >= run.start && time < run.end)) return null;
  const row = Math.max(0, lowerBound(band.time, time + 0.5) - 1);
  const start = band.time[row];
  const end = band.time[row + 1];
  const counts = [...band.states].map((state, column) => {
    const value = band.value[row * band.states.length + column];
    return { state, slots: band.isCounts ? value : value / (end - start) };
  }).filter(({ slots }) => slots > 0.005).sort((one, other) => other.slots - one.slots);
  if (counts.length === 0) return null;
  const words = counts.map(({ state, slots }) => `${band.isCounts ? slots : slots.toFixed(1)} ${STATES[state].meaning}`);
  const cores = run.cores ? `; ${run.cores} ${run.cores === 1 ? 'core' : 'cores'}` : '';
  const running = counts.find((each) => each.state === STATE.work)?.slots ?? 0;
  const slots = run.slots ? `${run.slots} ${run.slots === 1 ? 'slot' : 'slots'}` : 'slots';
  return { title: `${run.label} in flight at ${place(time - run.start, run.makespan / 1000)}`, lines: [`${slots}: ${words.join(', ')}${cores}.`, ...claims(run, running)],
    state: counts[0].state, start, end };
}

/** What a pointer or a key is at: `row` -1 is the strip, `lane` -1 the band. */
export function explain(runs, place) {
  const run = runs[place?.run];
  if (!run) return null;
  if (place.lane === -1) return explainBand(run, place.time);
  return place.row === -1 ? explainStretch(run, place.lane, place.index) : explainSpan(run, place.lane, place.row, place.index);
}
