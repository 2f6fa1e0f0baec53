// Draws the strips that are in sight into one picture, and that onto the canvas.
import { bandOf, sampleBand } from 'v/band';
import { drawFlat, drawStacked, surfaceOf } from 'v/raster';
import { prepare, sampleRow } from 'v/strips';
import { fileRange } from 'v/draw/scale';

/** Rows kept above and below the sight, so that strips cut by its edges need no special case. */
const MARGIN = 64;

/** The row of spans that a strip shows. */
export const rowOf = ({ run, lane, row }) => row < 0 ? run.lanes[lane].strip : run.lanes[lane].rows[row];

/** Keeps the picture's memory from frame to frame. */
export class StripPainter {
  #canvas = null;
  #image = null;
  #surface = null;
  #values = new Float64Array(0);

  /**
   * Draws `strips` as they stand between `scrollTop` and `scrollTop + height`.
   *
   * @param {object} frame of the timeline: context, plot, theme, state, density
   * @param {{flat: boolean, moving: boolean}} haste flat: blended instead of stacked; moving: coarser sums. Both are
   *   drawn with one sample per CSS pixel
   */
  paint(frame, strips, { flat, moving }) {
    const { ctx, plot, height, scrollTop, theme } = frame;
    const density = flat || moving ? 1 : frame.density;
    const width = Math.max(1, Math.round(plot.width * density));
    this.#prepare(width, Math.ceil(height) + 2 * MARGIN, density);
    this.#surface.pixels.fill(0);
    for (const strip of strips) {
      const box = { x: 0, y: Math.round(strip.top - scrollTop) + MARGIN, width, height: strip.height };
      if (box.y < 0 || box.y + box.height > this.#surface.height) continue;
      this.#draw(strip, box, frame, { flat, fine: moving ? 1 / 2 : 1 / 8 });
    }
    const context = this.#canvas.getContext('2d');
    context.putImageData(this.#image, 0, 0);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.#canvas, 0, MARGIN, width, height, plot.left, 0, plot.width, height);
  }

  #draw(strip, box, { state, theme }, { flat, fine }) {
    const { start, end } = fileRange(strip.run, state.mode, state.view);
    const pixel = (end - start) / box.width;
    if (strip.kind === 'band') {
      const band = bandOf(strip.run);
      const values = this.#room(box.width * band.states.length);
      sampleBand(band, start, end, box.width, values);
      const compact = strip.group.kind === 'compact';
      drawStacked(this.#surface, box, values, band.states, band.stack, band.scale * pixel, compact ? theme.strip : theme.pale);
      return;
    }
    const row = rowOf(strip);
    const info = prepare(row);
    const values = this.#room(box.width * info.states.length);
    sampleRow(row, info, start, end, box.width, values, fine);
    if (flat) drawFlat(this.#surface, box, values, info.states, pixel, theme.strip);
    else drawStacked(this.#surface, box, values, info.states, info.stack, pixel, theme.strip);
  }

  #room(length) {
    if (this.#values.length < length) this.#values = new Float64Array(length);
    return this.#values;
  }

  #prepare(width, height, density) {
    const same = this.#surface?.width === width && this.#surface.height === height;
    if (same) {
      this.#surface.density = density;
      return;
    }
    this.#canvas ??= document.createElement('canvas');
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#image = new ImageData(width, height);
    this.#surface = surfaceOf(width, height, density, new Uint32Array(this.#image.data.buffer));
  }
}
