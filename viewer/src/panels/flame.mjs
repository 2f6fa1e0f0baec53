// Sampled stacks of what is marked, as a flame view, where the trace has samples.

import { el, replace } from 'v/dom';
import { heading } from 'v/panels/parts';

/** Draws the card when any file has samples; `makeFlame(element)` makes the picture once. */
export function mountFlame(container, page, makeFlame) {
  let made = false;
  const draw = () => {
    const has = page.files().some((file) => file.samples);
    container.hidden = !has;
    if (!has || made) return;
    made = true;
    const picture = el('div', { class: 'flame-picture' });
    replace(container, heading('flame-title', 'Sampled stacks'), picture);
    makeFlame(picture);
  };
  page.store.subscribe(['runs'], draw);
  draw();
}
