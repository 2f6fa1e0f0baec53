// What is under the pointer or the keyboard's focus, in sentences.

import { el, replace } from 'v/dom';
import { explain } from 'v/explain';
import { swatch } from 'v/panels/parts';

const gap = 16;

/** Shows `hover` of the store beside the pointer (its x and y count from the window's corner). */
export function mountTooltip(box, { store }) {
  let shown = '';
  const draw = () => {
    const { hover, runs } = store.get();
    const said = hover ? explain(runs, hover) : null;
    box.hidden = said === null;
    if (box.hidden) { shown = ''; return; }
    const key = `${hover.run} ${hover.lane} ${hover.row} ${hover.index} ${said.title}`;
    if (key !== shown) {
      replace(box, el('p', { class: 'tooltip-title' }, swatch(said.state), el('b', { text: said.title })), said.lines.map((text) => el('p', { text })));
      shown = key;
    }
    placeAt(box, hover.x, hover.y);
  };
  store.subscribe(['hover', 'runs'], draw);
}

/** Right of and below the point, or on the other side where that would leave the window. */
function placeAt(box, x, y) {
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = x + gap + width > innerWidth ? Math.max(4, x - gap - width) : x + gap;
  const top = y + gap + height > innerHeight ? Math.max(4, y - gap - height) : y + gap;
  box.style.setProperty('--x', `${left}px`);
  box.style.setProperty('--y', `${top}px`);
}
