// Small parts that several panels share: headings, swatches, stacked bars.

import { STATES } from 'v/states';
import { el } from 'v/dom';
import { duration, exact, percent } from 'v/format';
import { ranked } from 'v/sums';

/** A card's heading; `extra` stands at its right. */
export function heading(id, text, extra = null) {
  return el('div', { class: 'card-head' }, el('h2', { id, text }), extra);
}

/** Classes that give an element the colour and the hatch of a state. */
export const paint = (state) => `paint family-${STATES[state].family} hatch-${STATES[state].hatch}`;

/** The square of a state's colour and hatch; it says nothing, so its name must stand beside it. */
export const swatch = (state) => el('span', { class: `swatch ${paint(state)}`, 'aria-hidden': 'true' });

/** Parts of a whole as one bar: `parts` are {state, share (of 1), label, short, title, ns}; labels are fitted by `fitLabels`. */
export function stackedBar(parts, { label, className = '' } = {}) {
  return el('div', { class: `stack ${className}`, role: 'img', 'aria-label': label },
    parts.filter((part) => part.share > 0).map((part) => el('span', {
      class: `part ${paint(part.state)}${part.isUseful ? ' useful' : ''}`,
      vars: { '--share': `${part.share * 100}%` },
      title: part.title,
      'data-state': STATES[part.state].bucket,
      'data-ns': part.ns ?? null,
    }, part.label ? el('span', { class: 'part-label', 'data-short': part.short ?? null, 'data-long': part.label, text: part.label }) : null)));
}

/** Shortens labels that are wider than their part, or hides them, now and whenever the container's size changes. */
export function fitLabels(container) {
  const fit = () => {
    const labels = [...container.querySelectorAll('.part-label')];
    const isWide = (label) => label.offsetWidth > label.parentElement.clientWidth;
    const set = (label, text, isShort) => { label.textContent = text; label.classList.toggle('short', isShort); };
    for (const label of labels) { label.hidden = false; set(label, label.dataset.long, false); }
    // Measured together and then changed together, so that the page is laid out three times and not once for each label.
    const wide = labels.filter(isWide);
    for (const label of wide) if (label.dataset.short) set(label, label.dataset.short, true); else label.hidden = true;
    const wider = wide.filter((label) => !label.hidden && isWide(label));
    for (const label of wider) label.hidden = true;
  };
  new ResizeObserver(fit).observe(container);
  return fit;
}

/** Sums of states as parts of a bar, and as words. */
export function partsOf(ns) {
  const whole = ns.reduce((sum, each) => sum + each, 0);
  const parts = ranked(ns).map((state) => ({
    state: state.index, share: ns[state.index] / whole, ns: ns[state.index],
    title: `${state.meaning}: ${percent(ns[state.index] / whole)}, ${duration(ns[state.index])} (${exact(ns[state.index])})`,
  }));
  const words = parts.map((part) => `${STATES[part.state].meaning} ${percent(part.share)}`).join(', ');
  return { parts, words, whole };
}

/** A key cap. */
export const keyCap = (text) => el('kbd', { text });
