// The timeline's elements: a head that stays, and a body that scrolls behind canvases that do not.

/** The most CSS pixels of the body that are drawn at once, whatever the container allows. */
const TALLEST = 4000;

function make(tag, parent, style) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
  parent.append(element);
  return element;
}

/** Elements and sizes; styles that the layout depends on are set here, all others are the style sheet's. */
export class Stage {
  /** `changed()` is called when a size or the scroll position changes. */
  constructor(container, headHeight, changed) {
    this.headHeight = headHeight;
    this.root = make('div', container, { display: 'flex', 'flex-direction': 'column', height: '100%', 'min-height': '0', position: 'relative' });
    this.root.className = 'timeline-root';
    this.head = make('canvas', this.root, { display: 'block', height: `${headHeight}px`, flex: 'none', 'touch-action': 'none' });
    this.scroller = make('div', this.root, { flex: '1 1 auto', 'min-height': '0', 'overflow-y': 'auto', 'overflow-x': 'hidden',
      position: 'relative', 'max-height': 'var(--timeline-max, none)', 'touch-action': 'pan-y' });
    this.scroller.className = 'timeline-body';
    this.space = make('div', this.scroller, { position: 'relative' });
    this.pin = make('div', this.space, { position: 'sticky', top: '0', height: '0', overflow: 'visible' });
    this.base = make('canvas', this.pin, { position: 'absolute', left: '0', top: '0' });
    this.over = make('canvas', this.pin, { position: 'absolute', left: '0', top: '0', 'pointer-events': 'none' });
    for (const canvas of [this.head, this.base, this.over]) canvas.setAttribute('aria-hidden', 'true');
    this.observer = new ResizeObserver(changed);
    this.observer.observe(this.scroller);
    this.scroller.addEventListener('scroll', changed, { passive: true });
  }

  /** Width for drawing and height of the sight, in CSS pixels. */
  get size() {
    return { width: this.scroller.clientWidth, height: Math.min(TALLEST, this.scroller.clientHeight) };
  }

  get scrollTop() {
    return this.scroller.scrollTop;
  }

  /** Sets the height of what scrolls. */
  setContent(height) {
    const value = `${Math.ceil(height)}px`;
    if (this.space.style.getPropertyValue('height') !== value) this.space.style.setProperty('height', value);
  }

  /** Gives the canvases their sizes; a canvas whose size stays keeps its picture. */
  fit(density) {
    const { width, height } = this.size;
    sizeCanvas(this.head, width, this.headHeight, density);
    sizeCanvas(this.base, width, height, density);
    sizeCanvas(this.over, width, height, density);
  }

  remove() {
    this.observer.disconnect();
    this.root.remove();
  }
}

/** Sets a canvas' size in CSS pixels and its pixels to match. */
export function sizeCanvas(canvas, width, height, density) {
  const across = Math.max(1, Math.round(width * density)), down = Math.max(1, Math.round(height * density));
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  for (const [name, value] of [['width', `${width}px`], ['height', `${height}px`]]) {
    // Setting what is set already would make the browser lay the page out anew in every frame.
    if (canvas.style.getPropertyValue(name) !== value) canvas.style.setProperty(name, value);
  }
}

/** The context of a canvas, cleared, in CSS pixels. */
export function cleared(canvas, density) {
  const context = canvas.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}
