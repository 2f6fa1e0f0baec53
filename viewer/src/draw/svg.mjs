// A drawing context that writes SVG: as much of CanvasRenderingContext2D as the painters use.

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as XML: markup escaped, characters that XML forbids replaced. */
export const xml = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd').replace(/[&<>"]/g, (each) => escapes[each]);

const digits = (value) => Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';

/** Collects shapes up to `most`; of more only the number is kept in `omitted`. */
export class SvgContext {
  #state = { fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, globalAlpha: 1, font: '12px sans-serif', textAlign: 'left', textBaseline: 'alphabetic',
    lineJoin: 'miter', dash: [], clip: null, dx: 0, dy: 0 };
  #stack = [];
  #path = '';
  #box = null;
  #clips = 0;
  #measure;
  parts = [];
  omitted = 0;

  /** `measure`: a canvas context for the widths of texts. */
  constructor(measure, most = 40000) {
    this.#measure = measure;
    this.most = most;
    for (const name of Object.keys(this.#state)) {
      if (['dash', 'clip', 'dx', 'dy'].includes(name)) continue;
      Object.defineProperty(this, name, { get: () => this.#state[name], set: (value) => { this.#state[name] = value; } });
    }
  }

  save() { this.#stack.push({ ...this.#state }); }

  restore() { this.#state = this.#stack.pop() ?? this.#state; }

  translate(x, y) { this.#state.dx += x; this.#state.dy += y; }

  setLineDash(dash) { this.#state.dash = dash; }

  measureText(text) {
    this.#measure.font = this.#state.font;
    return this.#measure.measureText(text);
  }

  #x(value) { return digits(value + this.#state.dx); }

  #y(value) { return digits(value + this.#state.dy); }

  /** Adds one element, cut to the clip in force. */
  add(element) {
    if (this.parts.length >= this.most) { this.omitted++; return; }
    this.parts.push(this.#state.clip === null ? element : element.replace(/ ?\/?>/, (end) => ` clip-path="url(#${this.#state.clip})"${end}`));
  }

  #alpha() { return this.#state.globalAlpha === 1 ? '' : ` opacity="${digits(this.#state.globalAlpha)}"`; }

  #pen() {
    const { strokeStyle, lineWidth, dash, lineJoin } = this.#state;
    return ` fill="none" stroke="${xml(strokeStyle)}" stroke-width="${digits(lineWidth)}"${lineJoin === 'miter' ? '' : ` stroke-linejoin="${xml(lineJoin)}"`}` +
      `${dash.length > 0 ? ` stroke-dasharray="${dash.map(digits).join(' ')}"` : ''}${this.#alpha()}`;
  }

  fillRect(x, y, width, height) {
    if (width > 0 && height > 0) this.add(`<rect x="${this.#x(x)}" y="${this.#y(y)}" width="${digits(width)}" height="${digits(height)}" fill="${xml(this.#state.fillStyle)}"${this.#alpha()}/>`);
  }

  strokeRect(x, y, width, height) {
    this.add(`<rect x="${this.#x(x)}" y="${this.#y(y)}" width="${digits(width)}" height="${digits(height)}"${this.#pen()}/>`);
  }

  beginPath() { this.#path = ''; this.#box = null; }

  moveTo(x, y) { this.#path += `M${this.#x(x)} ${this.#y(y)}`; }

  lineTo(x, y) { this.#path += `L${this.#x(x)} ${this.#y(y)}`; }

  bezierCurveTo(a, b, c, d, e, f) { this.#path += `C${this.#x(a)} ${this.#y(b)} ${this.#x(c)} ${this.#y(d)} ${this.#x(e)} ${this.#y(f)}`; }

  closePath() { this.#path += 'Z'; }

  rect(x, y, width, height) {
    this.#box = [x, y, width, height];
    this.#path += `M${this.#x(x)} ${this.#y(y)}h${digits(width)}v${digits(height)}h${digits(-width)}Z`;
  }

  roundRect(x, y, width, height, radius) {
    const r = Math.max(0, Math.min(radius, width / 2, height / 2));
    const arc = (dx, dy) => `a${digits(r)} ${digits(r)} 0 0 1 ${digits(dx)} ${digits(dy)}`;
    this.#path += `M${this.#x(x + r)} ${this.#y(y)}h${digits(width - 2 * r)}${arc(r, r)}v${digits(height - 2 * r)}${arc(-r, r)}h${digits(2 * r - width)}${arc(-r, -r)}v${digits(2 * r - height)}${arc(r, -r)}Z`;
  }

  stroke() { if (this.#path) this.add(`<path d="${this.#path}"${this.#pen()}/>`); }

  fill() { if (this.#path) this.add(`<path d="${this.#path}" fill="${xml(this.#state.fillStyle)}"${this.#alpha()}/>`); }

  /** Only rectangles can clip. */
  clip() {
    if (this.#box === null) return;
    const [x, y, width, height] = this.#box;
    const id = `c${this.#clips++}`;
    this.parts.push(`<clipPath id="${id}"><rect x="${this.#x(x)}" y="${this.#y(y)}" width="${digits(width)}" height="${digits(height)}"/></clipPath>`);
    this.#state.clip = id;
  }

  #text(text, x, y, paint) {
    if (text === '') return;
    const { font, textAlign, textBaseline } = this.#state;
    const [, weight, size, family] = /^(?:(\d+|bold|normal) )?([\d.]+)px (.*)$/.exec(font) ?? [null, '400', '12', 'sans-serif'];
    const anchor = { center: 'middle', right: 'end', end: 'end' }[textAlign];
    const shift = textBaseline === 'middle' ? Number(size) * 0.35 : textBaseline === 'top' ? Number(size) * 0.8 : 0;
    this.add(`<text x="${this.#x(x)}" y="${this.#y(y + shift)}" font-family="${xml(family)}" font-size="${digits(Number(size))}"` +
      `${weight && weight !== '400' ? ` font-weight="${xml(weight)}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}${paint}>${xml(text)}</text>`);
  }

  fillText(text, x, y) { this.#text(text, x, y, ` fill="${xml(this.#state.fillStyle)}"${this.#alpha()}`); }

  strokeText(text, x, y) { this.#text(text, x, y, this.#pen()); }
}
