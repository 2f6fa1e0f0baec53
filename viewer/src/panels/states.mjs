// "State of lanes in view": the legend, and for each run the shares of its states over the range in view.

import { STATES, STATE } from 'v/states';
import { el, replace } from 'v/dom';
import { count } from 'v/format';
import { isComparable } from 'v/view-data';
import { sumStates, ranked } from 'v/sums';
import { toFile } from 'v/draw/scale';
import { heading, partsOf, stackedBar, swatch } from 'v/panels/parts';

/** Draws legend and bars; `actions.nextOf(state)` is called for a click on a state. Redrawn at most every 120 ms. */
export function mountStates(container, { store, actions, calm }) {
  const draw = () => {
    const { runs, view, mode, solo, viewData } = store.get();
    container.hidden = runs.length === 0;
    if (container.hidden) return;
    const shown = runs.filter((run) => solo === null || run.index === solo);
    const sums = shown.map((run) => sumStates(run, toFile(run, mode, view.start), toFile(run, mode, view.end)));
    const total = new Float64Array(STATES.length);
    sums.forEach(({ ns }) => ns.forEach((each, state) => { total[state] += each; }));
    replace(container, heading('states-title', 'State of lanes in view'), legend(total, actions),
      el('div', { class: 'state-bars' }, shown.slice(0, 200).map((run, index) => bar(run, sums[index]))),
      basisNote(viewData),
      shown.length > 200 ? el('p', { class: 'small-note', text: `${count(shown.length - 200, 'run')} more are not listed here.` }) : null,
      sums.some((sum) => !sum.exact) ? el('p', { class: 'small-note', text: '≈ ends of the range cut a bin of the band: pro-rated.' }) : null);
  };
  store.subscribe(['runs', 'solo', 'viewData'], draw);
  store.subscribe(['view', 'mode'], calm(draw));
  draw();
}

/** What these bars split, where that is not what the table's split. */
const basisNote = (data) => data?.resource === 'cores' && isComparable(data)
  ? el('p', { class: 'small-note', text: 'These bars split lanes × time, the table’s cores × wall: a lane that waits may cost no core.' }) : null;

function legend(total, actions) {
  const whole = total.reduce((sum, each) => sum + each, 0);
  const states = ranked(total);
  const large = states.filter((state) => total[state.index] >= whole / 500);
  const small = states.filter((state) => total[state.index] < whole / 500);
  return [list(large, actions), small.length === 0 ? null : el('details', { class: 'small-states', open: more.isOpen, on: { toggle: (event) => { more.isOpen = event.target.open; } } },
    el('summary', { text: `${small.length} more ${small.length === 1 ? 'state' : 'states'}, each below 0.2 %` }), list(small, actions))];
}

/** Whether the states of small shares are listed; it outlives a redraw. */
const more = { isOpen: false };

function list(states, actions) {
  return el('ul', { class: 'legend', 'aria-label': 'States: click one to go to its next stretch' },
    states.map((state) => el('li', {}, el('button', {
      type: 'button', class: 'link', title: `Go to the next stretch: ${state.meaning}`, 'data-state': state.bucket,
      on: { click: () => actions.nextOf(state.index) },
    }, swatch(state.index), el('span', { text: state.index === STATE.none ? 'nothing recorded' : state.meaning })))));
}

function bar(run, sum) {
  const { parts, words } = partsOf(sum.ns);
  return [
    el('span', { class: 'bar-name' }, sum.exact ? null : '≈ ', run.label, run.detail ? el('span', { class: 'soft', text: ` ${run.detail}` }) : null),
    parts.length > 0 ? stackedBar(parts, { label: `${run.label}, in view: ${words}` }) : el('span', { class: 'soft', text: 'nothing in view' }),
  ];
}
