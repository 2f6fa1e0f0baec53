// The menu of files: what each holds, other viewers, and what can be saved.

import { el, replace } from 'v/dom';
import { count, duration, size } from 'v/format';
import { filePicker } from 'v/drop';
import { HandoverError, bytesOf, openInPerfetto, whyNot } from 'v/perfetto';
import { filesText } from 'v/panels/header';

/** Draws the menu whenever files come; `page.exports` makes the pictures. */
export function mountFiles(container, page) {
  const draw = () => {
    const files = page.files();
    container.hidden = files.length === 0;
    if (container.hidden) return;
    const wasOpen = container.querySelector('details')?.open;
    const menu = el('details', { class: 'menu', open: wasOpen },
      el('summary', { class: 'pill', id: 'counts', text: filesText(files) }),
      el('div', { class: 'menu-body card' },
        page.entries().filter((entry) => entry.model).map((entry) => fileItem(entry, page)),
        el('div', { class: 'menu-part' }, filePicker('Add files …', page.open)),
        pictures(page), elsewhere(page)));
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector('summary').focus();
    });
    replace(container, menu);
  };
  document.addEventListener('click', (event) => {
    const menu = container.querySelector('details');
    if (menu?.open && !container.contains(event.target)) menu.open = false;
  });
  page.store.subscribe(['runs'], draw);
  draw();
}

function fileItem({ source, model }, page) {
  const status = el('p', { class: 'small-note', role: 'status' });
  const { counts } = model;
  const say = (text) => { status.textContent = text; };
  const attempt = async (work) => {
    try {
      await work();
    } catch (error) {
      say(error instanceof HandoverError ? error.message : String(error.message ?? error));
    }
  };
  return el('div', { class: 'menu-part' },
    el('p', {}, el('b', { class: 'cut', text: model.name }), ` ${size(source.bytes ?? source.file?.size ?? model.bytes)}`),
    el('p', { class: 'small-note', text: [count(counts.spans, 'span'), counts.async > 0 ? count(counts.async, 'async span') : '',
      counts.flows > 0 ? count(counts.flows, 'arrow') : '', count(model.lanes.length, 'lane'), duration(model.duration)].filter(Boolean).join(' · ') }),
    el('p', {},
      el('button', { type: 'button', class: 'button', text: 'Open in Perfetto', disabled: whyNot(location.protocol) !== null, on: { click: () => attempt(() => openInPerfetto(source, page.sources.perfetto, say)) } }),
      ' ', el('button', { type: 'button', class: 'button', text: 'Download', on: { click: () => attempt(async () => save(new Blob([await bytesOf(source)]), source.name)) } })),
    whyNot(location.protocol) ? el('p', { class: 'small-note', text: whyNot(location.protocol) }) : null, status);
}

function pictures(page) {
  const button = (kind, text) => el('button', { type: 'button', class: 'button', 'data-export': kind, text, on: { click: () => page.exportPicture(kind) } });
  return el('div', { class: 'menu-part' }, el('h3', { text: 'Save the view' }),
    el('p', {}, button('png', 'PNG'), ' ', button('svg', 'SVG')),
    el('p', { class: 'small-note' }, 'One HTML file to mail: ', el('code', { text: 'stretto report --format html FILE' })));
}

function elsewhere() {
  return el('div', { class: 'menu-part' }, el('h3', { text: "In Chrome's DevTools" }),
    el('p', { class: 'small-note' }, 'Download the trace, press ', el('kbd', { text: 'F12' }), ', choose Performance, then “Load profile” (the arrow pointing up); the .json.gz as it is.'));
}

/** Offers `blob` as a download named `name`. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = el('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
