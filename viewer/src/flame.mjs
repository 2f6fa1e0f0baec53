// The flame view: sampled stacks of what is selected, as buttons, so that it can be read and used without a pointer.
import { display } from 'v/text';
import { onThemeChange } from 'v/theme';
import { css, mix, readTheme, textOn } from 'v/draw/colors';
import { flameBoxes, stackRanges, stackTree } from 'v/draw/stacks';

const ROW = 19;
/** ms without a change after which the stacks are added up anew. */
const CALM = 120;

const percent = (share) => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;

/** A number from 0 to 1 that is the same for the same name. */
function spread(name) {
  let hash = 7;
  for (let k = 0; k < Math.min(name.length, 60); k++) hash = (hash * 31 + name.charCodeAt(k)) >>> 0;
  return (hash % 97) / 96;
}

/** Shows a store's samples in a container; a box clicked fills the width, the topmost one goes back. */
export class Flame {
  #off = [];
  #calm = 0;
  #top = null;
  #tree = null;

  constructor(container, store) {
    this.store = store;
    this.container = container;
    this.picture = document.createElement('div');
    this.picture.style.setProperty('position', 'relative');
    this.note = document.createElement('p');
    this.note.className = 'note';
    container.append(this.picture, this.note);
    this.#off.push(store.subscribe(['runs', 'selection', 'view', 'mode', 'solo'], () => this.#later()),
      () => clearTimeout(this.#calm), onThemeChange(() => this.#draw()));
    this.refresh();
  }

  #later() {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => this.refresh(), CALM);
  }

  /** Adds the stacks up anew and shows them from their root. */
  refresh() {
    this.#tree = stackTree(stackRanges(this.store.get()));
    this.#top = this.#tree;
    this.#draw();
  }

  /** Frees the elements and listeners. */
  remove() {
    for (const off of this.#off) off();
    this.picture.remove();
    this.note.remove();
  }

  #draw() {
    const theme = readTheme(this.container);
    const boxes = this.#tree.samples === 0 ? [] : flameBoxes(this.#top);
    this.picture.replaceChildren(...boxes.map((box) => this.#box(box, theme)));
    this.picture.style.setProperty('height', `${(boxes.reduce((deep, { depth }) => Math.max(deep, depth), -1) + 1) * ROW}px`);
    this.note.textContent = this.#tree.samples === 0 ? 'No samples in this range.'
      : `${this.#tree.samples} samples ${this.store.get().selection ? 'in the selection' : 'in view'}; a click on a box shows it alone.`;
  }

  #box({ node, depth, left, width }, theme) {
    const button = document.createElement('button');
    const fill = depth === 0 ? theme.color.shade : mix(theme.color['state-work'], theme.color.panel, 0.12 + 0.4 * spread(node.name));
    const style = { position: 'absolute', left: `${left * 100}%`, top: `${depth * ROW}px`, width: `calc(${width * 100}% - 1px)`, height: `${ROW - 1}px`,
      'min-width': '0', margin: '0', padding: '0 4px', border: '0', 'border-radius': '2px', overflow: 'hidden', 'text-overflow': 'ellipsis', 'white-space': 'nowrap',
      'text-align': 'left', font: '11px/18px inherit', 'font-size': '11px', 'line-height': `${ROW - 1}px`, background: css(fill), color: depth === 0 ? theme.ink : textOn(fill), cursor: 'pointer' };
    for (const [name, value] of Object.entries(style)) button.style.setProperty(name, value);
    const share = node.weight / Math.max(this.#tree.weight, 1e-9), own = node.self / Math.max(this.#tree.weight, 1e-9);
    const name = display(node === this.#tree ? 'all stacks' : node.name, 200);
    const text = `${name}: ${percent(share)} of the samples, ${percent(own)} in itself`;
    button.type = 'button';
    button.textContent = name;
    button.title = text;
    button.setAttribute('aria-label', text);
    button.addEventListener('click', () => {
      this.#top = node === this.#top && node.parent ? node.parent : node;
      this.#draw();
      this.picture.firstElementChild?.focus({ preventScroll: true });
    });
    return button;
  }
}
