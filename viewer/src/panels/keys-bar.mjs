// The footer: the keys, and that nothing leaves the page.

import { el, replace } from 'v/dom';
import { cap, footer } from 'v/keys';

/** Draws it once. */
export function mountKeys(container, { sources }) {
  replace(container,
    el('ul', { class: 'key-list' }, footer().map(([keys, label]) => el('li', {},
      keys.length > 4 ? [el('kbd', { text: cap(keys[0]) }), '–', el('kbd', { text: cap(keys.at(-1)) })] : keys.map((key) => el('kbd', { text: cap(key) })),
      el('span', { text: label })))),
    el('p', { class: 'offline', text: sources.traces.some((trace) => trace.embedded) ? 'one file · offline' : 'offline · nothing leaves this page' }));
}
