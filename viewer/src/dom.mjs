// Building elements from script. Text is always text: whatever a trace holds, it never becomes markup.

import { display } from 'v/text';

/**
 * An element: `attributes` are set as such, but for `text` (shown through `display`), `on` (listeners by
 * event), `vars` (CSS custom properties) and values that are null, undefined or false (left out).
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'text') node.textContent = safe(value);
    else if (key === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (key === 'vars') for (const [name, each] of Object.entries(value)) node.style.setProperty(name, each);
    else node.setAttribute(key, value === true ? '' : safe(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : safe(child));
  }
}

/** Text as it may be shown: control and direction marks visible, and not longer than a reader would read. */
function safe(value) {
  return display(String(value), 2000);
}

/** Empties `node` and gives it `children`. */
export function replace(node, ...children) {
  node.replaceChildren();
  append(node, children);
  return node;
}

/** The element of that id, which index.html holds. */
export const byId = (id) => document.getElementById(id);
