// Brings files and the analysis into the page: one file after the other, each with its progress, each failure
// as one sentence.

import { load } from 'v/load';
import { readViewData } from 'v/view-data';
import { el, replace } from 'v/dom';
import { count, percent, size } from 'v/format';

/** The JSON of `<script id="sources">`, checked. */
export function readSources(text) {
  let value = null;
  try { value = JSON.parse(text); } catch { /* a page without sources shows how to begin */ }
  const traces = Array.isArray(value?.traces) ? value.traces.filter((each) => typeof each?.name === 'string' &&
    (typeof each.url === 'string' || typeof each.embedded === 'string')) : [];
  return {
    traces, analysis: typeof value?.analysis === 'string' ? value.analysis : null,
    perfetto: typeof value?.perfetto === 'string' && /^https?:\/\//.test(value.perfetto) ? value.perfetto : 'https://ui.perfetto.dev',
  };
}

/**
 * Loads sources in turn. Calls `changed()` after each; a failure goes to `messages` and keeps nothing else from loading.
 *
 * @returns {Promise<object[]>} entries {source, model, error}
 */
export async function loadAll(sources, { progress, messages, changed }) {
  const entries = [];
  for (const [index, source] of sources.entries()) {
    const entry = { source, model: null, error: null };
    entries.push(entry);
    const of = sources.length > 1 ? ` (${index + 1} of ${sources.length})` : '';
    showProgress(progress, `${source.name}${of}`, source, null);
    try {
      entry.model = await load(source, { onProgress: (done) => showProgress(progress, `${source.name}${of}`, source, done) });
    } catch (error) {
      entry.error = error.message || String(error);
      messages.append(message(source.name, entry.error));
    }
    changed(entry);
  }
  progress.hidden = true;
  return entries;
}

/** `done`: {read, total, spans, stage} of `v/load`, or null at the start. */
function showProgress(box, name, source, done) {
  const total = done?.total ?? source.bytes ?? source.file?.size ?? null;
  const share = done && total ? Math.min(1, done.read / total) : 0;
  box.hidden = false;
  if (!box.firstChild) replace(box, el('progress', { max: 1, value: 0, 'aria-label': 'Loading' }), el('span', { class: 'progress-text' }));
  box.querySelector('progress').value = share;
  const parts = [`${done?.stage === 'arranging' ? 'Arranging' : 'Reading'} ${name}`, total ? size(total) : '', share > 0 ? percent(share) : '', done?.spans > 0 ? count(done.spans, 'span') : ''];
  replace(box.querySelector('.progress-text'), parts.filter(Boolean).join(' · '));
}

/** A failure to read one file, which can be dismissed. */
export function message(name, text) {
  const box = el('p', { class: 'message' }, el('b', { text: name ? `${name}: ` : '' }), text, ' ');
  box.append(el('button', { type: 'button', class: 'link', text: 'dismiss', on: { click: () => box.remove() } }));
  return box;
}

/**
 * The analysis: from the server, from the page itself, or sealed in a trace's metadata.
 *
 * @returns {Promise<{data: object|null, problem: string|null}>} both null where there is none
 */
export async function readAnalysis(where) {
  if (where === null) return { data: null, problem: null };
  try {
    if (where.startsWith('#')) return readViewData(JSON.parse(document.getElementById(where.slice(1))?.textContent ?? 'null'));
    const response = await fetch(where);
    if (!response.ok) return { data: null, problem: `The analysis cannot be had: the server answered ${response.status}.` };
    return readViewData(await response.json());
  } catch {
    return { data: null, problem: 'The analysis cannot be read: has stretto view been stopped?' };
  }
}
