// The lens over the selection or the place under the pointer, and what happens in it in a sentence.

import { STATE, STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { duration, list, place } from 'v/format';
import { countFlows, sumStates } from 'v/sums';
import { handovers } from 'v/draw/handover';
import { lensRange } from 'v/lens';
import { heading } from 'v/panels/parts';

/** Draws the card around the lens itself, which `makeLens(element)` makes once. */
export function mountLens(container, { store, calm }, makeLens) {
  const head = el('div', {});
  const picture = el('div', { class: 'lens-picture' });
  const words = el('div', { id: 'lens-words' });
  replace(container, head, picture, words);
  makeLens(picture);
  const draw = () => {
    const state = store.get();
    container.hidden = state.runs.length === 0;
    if (container.hidden) return;
    const range = lensRange(state);
    replace(head, heading('lens-title', title(state, range)));
    picture.hidden = range === null;
    replace(words, range ? sentences(state.runs[range.run], range) : el('p', { class: 'note', text: 'Point at a lane to look at it closely, or drag over the timeline to mark a range.' }));
  };
  store.subscribe(['runs', 'selection', 'solo'], draw);
  store.subscribe(['lens', 'view', 'mode'], calm(draw));
  draw();
}

function title({ runs, selection }, range) {
  if (range === null) return 'Lens';
  const run = runs[range.run];
  const length = range.end - range.start;
  const text = `${place(range.start - run.start, length * 10).replace(' s', '')} – ${place(range.end - run.start, length * 10)}`;
  return [selection ? 'Selection' : 'Lens', runs.length > 1 ? run.label : '', text].filter(Boolean).join(' · ');
}

/** What a wait is for, after "waited 5 ms". */
const WAITED_FOR = {
  io: 'for input or output', join: 'for its own tasks', gil: 'for the GIL', lock: 'for a lock', runq: 'for a core', loop: 'for the loop',
  throttled: 'for the CPU quota', queue: 'for a worker', no_worker: 'for a free worker',
};

function sentences(run, { start, end }) {
  const { ns, exact } = sumStates(run, start, end);
  const length = Math.min(end, run.end) - Math.max(start, run.start);
  if (length <= 0) return el('p', { class: 'note', text: `${run.label} was over by then.` });
  const waits = STATES.filter((state) => ns[state.index] > 0 && ['gil', 'ready', 'io'].includes(state.family))
    .sort((one, other) => ns[other.index] - ns[one.index]).slice(0, 3);
  const ran = ns[STATE.work];
  const flows = countFlows(run, start, end).slice(0, 2).map(([name, number]) => `${number} ${name}`);
  return [
    el('p', { class: 'note' }, `In ${duration(length, true)}${exact ? '' : ' (≈)'} the ${run.band ? 'slots' : 'lanes'} together `, el('b', { text: ran > 0 ? `ran ${duration(ran, true)}` : 'did not run' }),
      waits.length > 0 ? [' and waited ', waits.map((state, index) => [index > 0 ? ', ' : '', el('b', { class: `text-${state.family}`, text: duration(ns[state.index], true) }), ` ${WAITED_FOR[state.name] ?? state.meaning}`])] : '', '.'),
    flows.length > 0 ? el('p', { class: 'note', text: `Arrows: ${list(flows)}.` }) : null,
  ];
}
