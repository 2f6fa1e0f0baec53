// The keys: one table for the handler, the footer, the help and the tests.

/** [keys, what the footer and the help say, group, action, in the footer]. Keys as in KeyboardEvent.key, in lower case. */
const TABLE = [
  [['w'], 'zoom in', 'Move', 'zoomIn', 'zoom'],
  [['s'], 'zoom out', 'Move', 'zoomOut', 'zoom'],
  [['a'], 'move left', 'Move', 'left', 'pan'],
  [['d'], 'move right', 'Move', 'right', 'pan'],
  [['f'], 'fit the selection, or centre the span and then fit it', 'Move', 'fit', 'fit selection'],
  [['home'], 'show everything', 'Move', 'everything', ''],
  [['m'], 'mark a range: the selection, the span, or what is in view; again: unmark', 'Mark', 'mark', 'mark range'],
  [['c'], 'critical path', 'Mark', 'path', 'critical path'],
  [['l'], 'arrows between lanes', 'Mark', 'flows', 'arrows'],
  [['['], 'previous wait', 'Go', 'previousWait', 'previous / next wait'],
  [[']'], 'next wait', 'Go', 'nextWait', 'previous / next wait'],
  [['arrowleft', ','], 'previous span on the lane', 'Go', 'previousSpan', ''],
  [['arrowright', '.'], 'next span on the lane', 'Go', 'nextSpan', ''],
  [['arrowup'], 'lane above', 'Go', 'laneUp', ''],
  [['arrowdown'], 'lane below', 'Go', 'laneDown', ''],
  [['enter'], 'open or close the lane; in the search: go to the next hit', 'Go', 'open', ''],
  [['/'], 'search', 'Go', 'search', ''],
  [['1', '2', '3', '4', '5', '6', '7', '8', '9'], 'one model alone', 'Show', 'solo', 'solo a model'],
  [['0'], 'all models', 'Show', 'all', ''],
  [['v'], 'same axis, overlay, % of wall in turn', 'Show', 'mode', ''],
  [['escape'], 'close, unmark, leave', 'Show', 'escape', ''],
  [['?'], 'this help', 'Show', 'help', ''],
];

/** The table as objects: `keys` in lower case, `label` for the help, `group`, `action`, `footer` ('' where it has no room). */
export const KEYS = Object.freeze(TABLE.map(([keys, label, group, action, footer]) =>
  Object.freeze({ keys, label, group, action, footer })));

const ACTIONS = new Map(KEYS.flatMap(({ keys, action }) => keys.map((key) => [key, action])));

/** Keys that a focused control uses itself. */
const OWN = new Set(['enter', ' ', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown', 'home']);

/**
 * What a key asks for, or null: `{action, key}`. Not while text is typed, not with Ctrl, Alt or Meta, and
 * Enter and arrows only where no control is focused that has a use for them.
 */
export function actionOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return null;
  const key = event.key.toLowerCase();
  const action = ACTIONS.get(key);
  if (!action) return null;
  const target = event.target;
  const typing = target?.isContentEditable || /^(input|textarea|select)$/i.test(target?.tagName ?? '');
  if (typing && key !== 'escape') return null;
  const control = target?.closest?.('button, a, summary, [role="radio"], [role="option"], [role="row"], dialog, [data-own-keys]');
  return control && OWN.has(key) ? null : { action, key };
}

/** How a key is drawn on a key cap. */
export function cap(key) {
  return { arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', escape: 'Esc', enter: 'Enter', home: 'Home' }[key] ?? key.toUpperCase();
}

/** Groups of the footer: [[keys, label]], keys with the same label together, digits as a range. */
export function footer() {
  const groups = new Map();
  for (const { keys, footer: label } of KEYS) {
    if (label) groups.set(label, [...(groups.get(label) ?? []), ...keys]);
  }
  return [...groups].map(([label, keys]) => [keys, label]);
}
