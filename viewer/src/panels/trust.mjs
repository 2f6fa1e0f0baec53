// What to make of it: how far the figures can be trusted, and what was lost, cut, left out or estimated.

import { el, replace } from 'v/dom';
import { count, typeset } from 'v/format';
import { heading } from 'v/panels/parts';

/** Draws notes of the analysis and of the files. */
export function mountTrust(container, page) {
  const { store } = page;
  const draw = () => {
    const { runs, viewData } = store.get();
    const files = page.files();
    container.hidden = files.length === 0;
    if (container.hidden) return;
    const lost = [...files.flatMap((file) => fileNotes(file, files.length > 1)), ...runNotes(runs)];
    const words = viewData ? [...viewData.notes, ...viewData.predictions] : [];
    replace(container, heading('trust-title', 'Trust'),
      viewData?.trust ? el('p', { class: 'note trust-words', text: typeset(viewData.trust.replace(/^trust: /, '')) }) : null,
      viewData?.columnsNote && !/untraced/.test(viewData.columnsNote) ? el('p', { class: 'small-note', text: `${viewData.columnsNote[0].toUpperCase()}${viewData.columnsNote.slice(1)}` }) : null,
      viewData ? null : el('p', { class: 'note' }, page.analysisNote() || ['Run ', el('code', { text: 'stretto view FILE' }), ' to see speedup and losses.']),
      viewData && !viewData.complete ? el('p', { class: 'note warn', text: 'The analysis is not complete: the trace was cut.' }) : null,
      lost.length > 0 ? el('ul', { class: 'notes', id: 'lost' }, lost.map((text) => el('li', { text }))) : el('p', { class: 'small-note', text: 'Nothing was dropped, cut or left out.' }),
      words.length > 0 ? el('details', {}, el('summary', { text: count(words.length, 'note') }), el('ul', { class: 'notes' }, words.map((text) => el('li', { text })))) : null);
  };
  store.subscribe(['runs', 'viewData', 'analysisState'], draw);
  draw();
}

function fileNotes(file, named) {
  // The notes name every event that was dropped, cut or mended while reading; the recorder counted what it lost itself.
  const { events_lost: lost, cut } = file.metadata?.stretto ?? {};
  const said = [
    Number.isInteger(lost) && lost > 0 ? `${count(lost, 'event')} lost while recording.` : '',
    cut ? 'The recording was cut before its end.' : '',
    ...file.notes,
  ].filter(Boolean);
  return said.map((text) => named ? `${file.name}: ${text}` : text);
}

function runNotes(runs) {
  const notes = [];
  for (const run of runs) {
    if (run.lanesOmitted > 0) notes.push(`${run.label}: ${count(run.lanesOmitted, 'lane')} left out of the analysis; their strips come from the spans`);
    if (run.band && !run.band.exact) notes.push(`${run.label}: the band is kept in bins, ranges that cut one are pro-rated`);
  }
  return notes.slice(0, 50);
}
