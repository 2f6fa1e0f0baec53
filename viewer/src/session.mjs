// What outlives a moment: the keys, and the address that keeps the view.

import { actionOf } from 'v/keys';
import { fromHash, toHash } from 'v/url';
import { wholeView } from 'v/draw/scale';

/** Sends every key that means something to its action. */
export function bindKeys({ actions }) {
  addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]') && event.key !== '?') return;
    const asked = actionOf(event);
    if (!asked) return;
    event.preventDefault();
    actions[asked.action](asked.key);
  });
}

/** Takes from the address what it asks for, once there are runs. */
export function restore({ store, timeline, reassemble, fillSearch }) {
  const { runs } = store.get();
  const patch = fromHash(location.hash, { runs: runs.length, whole: (mode) => wholeView(runs, mode, timeline.plot.width).end });
  store.set(patch);
  if (patch.allLanes || patch.path) reassemble();
  if (patch.query) fillSearch(patch.query);
}

/** Writes the view into the address whenever it has rested, without entries in the history; reads it when it is changed by hand. */
export function keepInAddress(page) {
  const { store, calm, timeline } = page;
  let written = location.hash.replace(/^#/, '');
  store.subscribe(['view', 'mode', 'selection', 'solo', 'path', 'flows', 'allLanes', 'expanded', 'query'], calm(() => {
    const state = store.get();
    const hash = toHash(state, timeline.whole().end);
    if (hash === written) return;
    written = hash;
    try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* some pages may not */ }
  }, 250));
  addEventListener('hashchange', () => {
    if (location.hash.replace(/^#/, '') !== written) restore(page);
  });
}
