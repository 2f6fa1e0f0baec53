// Pictures of the present view: PNG of the pixels, SVG of real shapes and text.
import { bandOf, sampleBand } from 'v/band';
import { paintOverlay } from 'v/overlay';
import { hatched } from 'v/raster';
import { STATES } from 'v/states';
import { prepare, sampleRow } from 'v/strips';
import { css } from 'v/draw/colors';
import { paintBody } from 'v/draw/paint';
import { spanRects, stackRects } from 'v/draw/rects';
import { fileRange } from 'v/draw/scale';
import { StripPainter, rowOf } from 'v/draw/strips';
import { SvgContext, xml } from 'v/draw/svg';

/** CSS pixels of height that a picture has at most. */
const TALLEST = 6000;

/** The parts of a picture: head, body as tall as all its lanes (up to TALLEST), and the layer over it, painted into `ctx`. */
function paintAll(timeline, ctx, density, paintStripsOf) {
  const head = timeline.stage.headHeight;
  const height = Math.min(TALLEST, Math.ceil(timeline.layout.height));
  const width = timeline.stage.size.width;
  const frame = timeline.frame(ctx, density, height, 0);
  ctx.fillStyle = frame.theme.panel;
  ctx.fillRect(0, 0, width, head + height);
  timeline.paintHead(frame);
  ctx.save();
  ctx.translate(0, head);
  const note = paintBody(frame, (strips) => paintStripsOf(frame, strips), false);
  paintOverlay({ ...frame, state: { ...frame.state, hover: null } });
  ctx.restore();
  const cut = timeline.layout.height > TALLEST ? `lanes below ${TALLEST} pixels are left out` : '';
  return { width, height: head + height, notes: [note, cut].filter((each) => each !== ''), frame };
}

/**
 * A PNG of the view with all its lanes, at twice the screen's CSS pixels where that is possible.
 *
 * @returns {Promise<Blob>} `image/png`; rejects with a sentence where the browser cannot make so large a picture
 */
export async function exportPNG(timeline) {
  const { width } = timeline.stage.size;
  const height = timeline.stage.headHeight + Math.min(TALLEST, Math.ceil(timeline.layout.height));
  const density = width * height * 4 > 48e6 ? 1 : 2;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const ctx = canvas.getContext('2d');
  ctx.scale(density, density);
  const painter = new StripPainter();
  const { notes, frame } = paintAll(timeline, ctx, density, (each, strips) => painter.paint(each, strips, { flat: false, moving: false }));
  const whole = notes.length > 0 ? withFoot(canvas, notes.join('; '), density, frame) : canvas;
  const blob = await new Promise((resolve) => whole.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('the browser made no picture of that size; show fewer lanes');
  return blob;
}

/** The picture with a line under it. */
function withFoot(canvas, text, density, { theme, font }) {
  const taller = document.createElement('canvas');
  taller.width = canvas.width;
  taller.height = canvas.height + 24 * density;
  const ctx = taller.getContext('2d');
  ctx.fillStyle = theme.panel;
  ctx.fillRect(0, 0, taller.width, taller.height);
  ctx.drawImage(canvas, 0, 0);
  ctx.scale(density, density);
  ctx.fillStyle = theme.ink;
  ctx.font = font(11);
  ctx.fillText(text, 14, canvas.height / density + 15);
  return taller;
}

/**
 * An SVG of the view with all its lanes: rectangles, lines and text, no links, generic fonts.
 *
 * @param {number} [most] shapes at most; how many more there were stands in the picture
 * @returns {Promise<Blob>} `image/svg+xml`
 */
export async function exportSVG(timeline, most = 40000) {
  const ctx = new SvgContext(document.createElement('canvas').getContext('2d'), most);
  const patterns = new Set();
  const { width, height, notes, frame } = paintAll(timeline, ctx, 1, (each, strips) => {
    for (const strip of strips) addStrip(ctx, each, strip, patterns);
  });
  if (ctx.omitted > 0) notes.push(`${ctx.omitted} shapes of ${most + ctx.omitted} are left out`);
  const foot = notes.length > 0 ? 24 : 0;
  const text = notes.length > 0 ? `<text x="14" y="${height + 15}" font-family="sans-serif" font-size="11" fill="${frame.theme.ink}">${xml(notes.join('; '))}</text>` : '';
  const back = `<rect width="100%" height="100%" fill="${frame.theme.panel}"/>`;
  const title = `<title>${xml(frame.state.runs.map((run) => run.label).join(', ').slice(0, 300))}</title>`;
  return new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + foot}" width="${width}" height="${height + foot}">`, title,
    `<defs>${[...patterns].map((state) => patternOf(state, frame.theme)).join('')}</defs>`, back, ...ctx.parts, text, '</svg>'], { type: 'image/svg+xml' });
}

function addStrip(ctx, frame, strip, patterns) {
  const { plot, state, scrollTop, theme } = frame;
  const { start, end } = fileRange(strip.run, state.mode, state.view);
  const width = Math.max(1, Math.floor(plot.width));
  const top = Math.round(strip.top - scrollTop);
  const pale = strip.kind === 'band' && strip.group.kind === 'run';
  for (const rect of rectsOf(strip, start, end, plot.width, width)) {
    const { family, hatch } = STATES[rect.state] ?? STATES[0];
    if (pale && family === 'idle' && rect.state !== 0) continue;
    if (hatch !== 0) patterns.add(rect.state);
    ctx.fillStyle = hatch !== 0 ? `url(#h${rect.state})` : css(theme.fillOf(rect.state));
    ctx.globalAlpha = pale && family !== 'work' ? 0.42 : 1;
    ctx.fillRect(plot.left + rect.x, top + rect.y, rect.width, rect.height);
  }
  ctx.globalAlpha = 1;
}

function rectsOf(strip, start, end, exactWidth, width) {
  if (strip.kind === 'band') {
    const band = bandOf(strip.run);
    const values = new Float64Array(width * band.states.length);
    sampleBand(band, start, end, width, values);
    return stackRects(values, band.states, band.stack, band.scale * (end - start) / width, width, strip.height);
  }
  const row = rowOf(strip);
  const spans = spanRects(row, start, end, exactWidth, strip.height);
  if (spans !== null) return spans;
  const info = prepare(row);
  const values = new Float64Array(width * info.states.length);
  sampleRow(row, info, start, end, width, values);
  return stackRects(values, info.states, info.stack, (end - start) / width, width, strip.height);
}

/** The hatch of a state as a pattern, from the same bits as the pixels. */
function patternOf(state, theme) {
  let path = '';
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) if (hatched(STATES[state].hatch, x, y)) path += `M${x} ${y}h1v1h-1z`;
  return `<pattern id="h${state}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${theme.fill(state)}"/>` +
    `<path d="${path}" fill="${theme.second(state)}"/></pattern>`;
}
