// The page before there is a trace: how to begin.

import { el, replace } from 'v/dom';
import { filePicker } from 'v/drop';

/** Draws into `container`; `open(files)` is called with chosen files. */
export function mountStart(container, { open }) {
  replace(container,
    el('h2', { id: 'start-title', text: 'Drop traces here' }),
    el('p', { text: 'One or several: what stretto records, or any Chrome trace in JSON, plain or gzipped. Nothing leaves this page.' }),
    el('p', {}, filePicker('Choose files …', open, 'button primary')),
    el('h3', { text: 'Or from a terminal' }),
    el('dl', { class: 'commands' },
      el('dt', {}, el('code', { text: 'stretto compare count' })), el('dd', { text: 'runs a workload under every concurrency model and records each' }),
      el('dt', {}, el('code', { text: 'stretto view *.json.gz' })), el('dd', { text: 'shows traces here with speedup, losses and critical paths' }),
      el('dt', {}, el('code', { text: 'stretto report --format html' })), el('dd', { text: 'makes one HTML file of this page and its traces, to mail' })));
}
