// The page's state: one plain object, replaced key by key, and those who want to know.

/**
 * What the store holds when nothing is loaded.
 *
 * `runs`: RunViews. `viewData`: the analysis, or null. `view`, `selection` (with the run it was drawn on, or null for all):
 * ranges of the common axis, in ns from each run's start, or 0…1e9 for the whole wall in mode 'percent'. `mode`: 'axis',
 * 'overlay' or 'percent'. `hover`, `focus`: {run, lane, row, index, time, x, y}, time in the file's clock, row -1 for the
 * strip, lane -1 for the band. `lens`: {run, time}. `solo`: the one run shown, or null. `path`, `flows`, `allLanes`: what is
 * drawn. `expanded`: lanes that are open, as "run/lane". `filter`: what names of lanes must hold; `query`: what is searched
 * for. `theme`: changes when the colours do. `analysisState`: 'waiting' until the served analysis is there.
 * `drawNote`: what the timeline's picture leaves out, as a sentence, or ''.
 */
export const INITIAL = Object.freeze({
  runs: [],
  viewData: null,
  view: Object.freeze({ start: 0, end: 1 }),
  mode: 'axis',
  selection: null,
  hover: null,
  focus: null,
  solo: null,
  path: false,
  flows: false,
  expanded: new Set(),
  filter: '',
  query: '',
  lens: null,
  theme: 'light',
  allLanes: false,
  analysisState: '',
  drawNote: '',
});

/**
 * A store over `INITIAL` and `initial`.
 *
 * `set(patch)` changes the keys whose values differ (`Object.is`) and tells each subscriber of one of
 * them once, in a microtask, so that several changes in one turn are drawn once. `flush()` tells at once.
 * A subscriber that throws is reported to the console and does not keep others from being told.
 */
export function createStore(initial = {}) {
  let state = { ...INITIAL, ...initial };
  const subscribers = new Set();
  let changed = new Set();
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    const keys = changed;
    changed = new Set();
    if (keys.size === 0) return;
    for (const subscriber of [...subscribers]) {
      if (!subscriber.keys.some((key) => keys.has(key))) continue;
      try {
        subscriber.tell(state, keys);
      } catch (error) {
        console.error(error);
      }
    }
  };

  return {
    /** The present state: read it, never write into it. */
    get: () => state,
    /** Replaces the given keys. */
    set(patch) {
      const next = { ...state };
      for (const [key, value] of Object.entries(patch)) {
        if (Object.is(next[key], value)) continue;
        next[key] = value;
        changed.add(key);
      }
      state = next;
      if (changed.size > 0 && !scheduled) {
        scheduled = true;
        queueMicrotask(() => scheduled && flush());
      }
    },
    /** Calls `tell(state, changedKeys)` after changes of any of `keys`; returns the function that ends it. */
    subscribe(keys, tell) {
      const subscriber = { keys: Array.isArray(keys) ? keys : [keys], tell };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    flush,
  };
}
