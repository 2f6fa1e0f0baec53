// Files dropped on the page, or chosen with a button.

import { el } from 'v/dom';

/** Calls `take(files)` with what is dropped anywhere on the page; marks the body while files hover over it. */
export function acceptDrops(take) {
  let depth = 0;
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  const mark = (over) => document.body.classList.toggle('dropping', over);
  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    mark(true);
  });
  addEventListener('dragleave', () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) mark(false);
  });
  addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    mark(false);
    take([...event.dataTransfer.files]);
  });
}

/** A button that lets files be chosen and calls `take(files)`. */
export function filePicker(text, take, className = 'button') {
  const input = el('input', { type: 'file', multiple: true, class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', 'data-picker': true });
  input.addEventListener('change', () => {
    take([...input.files]);
    input.value = '';
  });
  return el('span', {}, input, el('button', { type: 'button', class: className, text, on: { click: () => input.click() } }));
}
