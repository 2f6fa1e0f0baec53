// The help: keys, pointer, what the colours mean, and other viewers.

import { STATES } from 'v/states';
import { el, replace } from 'v/dom';
import { KEYS, cap } from 'v/keys';
import { swatch } from 'v/panels/parts';

const POINTER = [['wheel', 'scroll; with Ctrl: zoom at the pointer'], ['drag', 'mark a range'], ['Shift + drag', 'move'],
  ['click', 'a stretch or span: details; a lane: open it'], ['click a state', 'its next stretch'], ['drop', 'files, anywhere on the page']];

/** Fills the dialog; returns a function that opens or closes it. */
export function mountHelp(dialog) {
  const groups = [...new Set(KEYS.map((key) => key.group))];
  replace(dialog,
    el('div', { class: 'card-head' }, el('h2', { id: 'help-title', text: 'Help' }),
      el('button', { type: 'button', class: 'link', text: 'close', autofocus: true, on: { click: () => dialog.close() } })),
    el('div', { class: 'help-columns' },
      groups.map((group) => el('section', {}, el('h3', { text: group }), el('dl', { class: 'help-keys' },
        KEYS.filter((key) => key.group === group).map(({ keys, label }) => [
          el('dt', {}, keys.length > 2 ? [el('kbd', { text: cap(keys[0]) }), '–', el('kbd', { text: cap(keys.at(-1)) })] : keys.map((key) => el('kbd', { text: cap(key) }))),
          el('dd', { text: label })])))),
      el('section', {}, el('h3', { text: 'Pointer' }), el('dl', { class: 'help-keys' }, POINTER.map(([what, does]) => [el('dt', { text: what }), el('dd', { text: does })])))),
    el('h3', { text: 'States' }),
    el('ul', { class: 'legend wide' }, STATES.slice(1).map((state) => el('li', {}, swatch(state.index), el('span', {}, el('b', { text: state.name.replaceAll('_', ' ') }), ` ${state.meaning}`)))),
    el('p', { class: 'small-note', text: 'A bar is 100 % of what binds (cores, slots or time) × wall; its green part is the efficiency. A strip shows at each pixel which share of the time was spent in each state; the band above the lanes, “in flight”, counts slots by state, its dashed line is the number of cores where those bind. Brackets are 95 % intervals.' }));
  return () => { if (dialog.open) dialog.close(); else dialog.showModal(); };
}
