// The buttons over the timeline: what is drawn beside the lanes.

import { el, replace } from 'v/dom';
import { count } from 'v/format';

/** Draws them whenever what they say changes. */
export function mountTools(container, { store, actions }) {
  const draw = () => {
    const { runs, path, flows, solo, allLanes } = store.get();
    container.hidden = runs.length === 0;
    const hidden = runs.reduce((sum, run) => sum + run.lanesHidden, 0);
    const focused = container.contains(document.activeElement) ? document.activeElement.dataset.tool : null;
    const toggle = (tool, text, on, key, title) => el('button', { type: 'button', class: 'toggle', 'data-tool': tool, 'aria-pressed': String(on), 'aria-keyshortcuts': key, title, text, on: { click: () => actions[tool]() } });
    replace(container,
      runs.some((run) => run.path) ? toggle('path', 'path', path, 'c', 'Critical path (c)') : null,
      runs.some((run) => run.flows.length > 0 || run.flowsHidden > 0) ? toggle('flows', 'arrows', flows, 'l', 'Arrows between lanes (l)') : null,
      hidden > 0 || allLanes ? toggle('allLanes', allLanes ? 'all lanes' : `+ ${count(hidden, 'lane')}`, allLanes, null, allLanes ? 'Hide the lanes that run no tasks again' : `Show ${count(hidden, 'lane')} more, which run no tasks: coordinators, event loops, pools behind tasks`) : null,
      solo === null ? null : toggle('all', `only ${runs[solo]?.label ?? ''} ✕`, true, '0', 'Show all models again'));
    if (focused) container.querySelector(`[data-tool="${focused}"]`)?.focus();
  };
  store.subscribe(['runs', 'path', 'flows', 'solo', 'allLanes'], draw);
  draw();
}
