// The order in which the layers of a picture are painted; the canvas and the exports share it.
import { paintCompare } from 'v/draw/compare';
import { paintCounters } from 'v/draw/counters';
import { paintCores, paintFlags, paintIdeal } from 'v/draw/flags';
import { paintFlows } from 'v/draw/flows';
import { inPlot } from 'v/draw/frame';
import { paintGrid, paintTracks } from 'v/draw/grid';
import { paintInstants } from 'v/draw/instants';
import { paintLabels } from 'v/draw/labels';
import { stripsBetween } from 'v/draw/layout';
import { paintNames } from 'v/draw/names';
import { paintPaths } from 'v/draw/path';

/**
 * Paints the body.
 *
 * @param {object} frame of `frameOf`
 * @param {(strips: object[]) => void} paintStrips puts the strips' pixels, or rectangles
 * @param {boolean} moving leaves out what only a still picture needs
 * @returns {string} a note on what was left out, or ''
 */
export function paintBody(frame, paintStrips, moving) {
  const { layout, scrollTop, height, state } = frame;
  const strips = stripsBetween(layout, scrollTop, scrollTop + height);
  let note = '';
  paintTracks(frame, strips);
  inPlot(frame, () => paintGrid(frame));
  paintStrips(strips);
  inPlot(frame, () => {
    if (!moving) paintInstants(frame, strips);
    paintNames(frame, strips);
  });
  paintCounters(frame);
  paintCores(frame, strips);
  inPlot(frame, () => {
    paintIdeal(frame);
    if (state.path) paintPaths(frame);
    if (state.flows) note = paintFlows(frame);
    paintFlags(frame);
  });
  paintLabels(frame, strips);
  paintCompare(frame);
  return note;
}
