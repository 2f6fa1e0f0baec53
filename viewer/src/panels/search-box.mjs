// The search: a field, how many it found, and a list of names to choose from.

import { el, replace } from 'v/dom';
import { count, duration } from 'v/format';
import { search } from 'v/search';
import { swatch } from 'v/panels/parts';

const listed = 12;

/** Draws the field into `container`; `actions.goTo(place)` is called to go to a hit. Returns {focus, clear}. */
export function mountSearch(container, { store, actions, calm, say }) {
  let found = search([], '');
  let at = -1;
  const input = el('input', { type: 'search', id: 'search-field', placeholder: 'Search spans, tasks, lanes', 'aria-label': 'Search spans, tasks and lanes', 'aria-keyshortcuts': '/', autocomplete: 'off', spellcheck: 'false', maxlength: 200 });
  const status = el('span', { class: 'search-count', role: 'status' });
  const results = el('div', { class: 'search-results card', hidden: true });

  const goTo = (index) => {
    if (found.hits.length === 0) return;
    at = (index + found.hits.length) % found.hits.length;
    actions.goTo(found.hits[at], { keepFocus: true });
    describe();
  };
  const describe = () => {
    const empty = input.value.trim() === '';
    status.textContent = empty ? '' : at >= 0 ? `${at + 1} / ${found.spans}` : found.spans > 0 ? count(found.spans, 'span') : found.lanes.length > 0 ? count(found.lanes.length, 'lane') : 'nothing';
  };
  const draw = () => {
    found = search(store.get().runs, input.value);
    at = -1;
    // Lanes are narrowed only when nothing but lanes was found: spans must stay where they can be gone to.
    store.set({ query: input.value.trim(), filter: found.spans === 0 && found.lanes.length > 0 ? input.value.trim() : '' });
    describe();
    const rows = found.groups.slice(0, listed);
    results.hidden = document.activeElement !== input || input.value.trim() === '';
    replace(results, rows.map((group) => el('button', {
      type: 'button', class: 'link row', on: { click: () => goTo(group.first) }, disabled: group.first < 0,
    }, swatch(group.state), el('span', { class: 'cut', text: group.name }),
    el('span', { class: 'figure soft', text: `${group.count}×` }), el('span', { class: 'figure', text: duration(group.ns) }))),
    found.groups.length > listed ? el('p', { class: 'small-note', text: `and ${count(found.groups.length - listed, 'name')} more` }) : null,
    rows.length === 0 ? el('p', { class: 'small-note', text: found.lanes.length > 0 ? `No span; ${count(found.lanes.length, 'lane')} shown.` : 'Nothing has that in its name.' }) : null);
    if (input.value.trim() !== '') say(`${count(found.spans, 'span')} found`);
  };
  const later = calm(draw);
  input.addEventListener('input', later);
  input.addEventListener('focus', () => { if (input.value.trim() !== '') results.hidden = false; });
  container.addEventListener('focusout', (event) => { if (!container.contains(event.relatedTarget)) results.hidden = true; });
  container.addEventListener('keydown', (event) => onKey(event, { input, results, goTo, at: () => at, clear }));
  store.subscribe(['runs'], () => { if (input.value !== '') draw(); });

  const clear = () => { input.value = ''; draw(); };
  replace(container, input, status, el('kbd', { text: '/', 'aria-hidden': 'true' }), results);
  return { focus: () => { input.focus(); input.select(); }, fill: (text) => { input.value = text; draw(); } };
}

function onKey(event, { input, results, goTo, at, clear }) {
  const buttons = [...results.querySelectorAll('button')];
  const place = buttons.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    event.preventDefault();
    if (input.value !== '') clear();
    input.blur();
    results.hidden = true;
    document.getElementById('timeline').focus();
  } else if (event.key === 'Enter' && document.activeElement === input) {
    event.preventDefault();
    goTo(at() + (event.shiftKey ? -1 : 1));
  } else if (event.key === 'ArrowDown' && !results.hidden) {
    event.preventDefault();
    buttons[Math.min(place + 1, buttons.length - 1)]?.focus();
  } else if (event.key === 'ArrowUp' && place >= 0) {
    event.preventDefault();
    if (place === 0) input.focus(); else buttons[place - 1].focus();
  }
}
