// Colours of the page's style sheet as numbers, and the palettes made of them.
import { STATES } from 'v/states';
import { paletteOf } from 'v/raster';

const FALLBACK = {
  'state-work': '#13a085', 'state-io': '#1d4fe0', 'state-gil': '#cf3316', 'state-ready': '#f5c138',
  'state-overhead': '#5b2c4c', 'state-idle': '#dfe5f0', ink: '#151b2d', 'ink-soft': '#5d6880', paper: '#f3f5fa',
  panel: '#ffffff', line: '#dde3ee', accent: '#1d4fe0', shade: '#f3f5fa',
};

/** The darkest letters. */
const INK = [12, 14, 20];

/** `[r, g, b]` of `#rgb`, `#rrggbb` or `rgb(r g b)` in any notation of commas; null for what is none of these. */
export function parseColor(text) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
  }
  const parts = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i.exec(text);
  return parts ? parts.slice(1, 4).map(Number) : null;
}

/** The colour `share` of the way from a to b. */
export const mix = (a, b, share) => a.map((value, k) => Math.round(value + (b[k] - value) * share));

/** `rgb(…)` or, with alpha below 1, `rgba(…)` of `[r, g, b]`. */
export const css = ([r, g, b], alpha = 1) => alpha === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${alpha})`;

const luminance = (color) => {
  const [r, g, b] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** WCAG 2 contrast of two colours, 1..21. */
export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/**
 * All that drawing needs of the colours in force.
 *
 * @param {(name: string) => string} read value of a custom property, without the dashes
 * @returns {object} `color[name]`: [r, g, b]; `ink`, `soft`, …: CSS text; `strip` and `pale`: palettes for strips
 *   and for the band, in which only work is strong; `fill(state)`, `textOn(state)`: CSS text
 */
export function themeOf(read) {
  const color = {};
  for (const [name, fallback] of Object.entries(FALLBACK)) {
    color[name] = parseColor(read(name).trim()) ?? parseColor(fallback);
  }
  const fillOf = (state) => state === 0 ? mix(color.panel, color['ink-soft'], 0.4) : color[`state-${STATES[state]?.family ?? 'idle'}`];
  const colorOf = (state) => {
    const fill = fillOf(state);
    const idle = STATES[state].family === 'idle';
    return { fill, second: mix(fill, idle ? color['ink-soft'] : color.panel, idle ? 0.3 : 0.45) };
  };
  const strip = paletteOf(colorOf);
  return {
    color, strip, pale: bandPalette(colorOf), fillOf,
    ink: css(color.ink), soft: css(color['ink-soft']), line: css(color.line), panel: css(color.panel),
    shade: css(color.shade), accent: css(color.accent), work: css(workText(color)),
    fill: (state, alpha = 1) => css(fillOf(state), alpha),
    second: (state, alpha = 1) => css(colorOf(state).second, alpha),
    textOn: (state) => textOn(fillOf(state)),
  };
}

/** Light letters where their contrast is 4.5 or more; else dark ones, or whichever can be read better. */
export function textOn(fill) {
  const light = contrast(fill, [255, 255, 255]);
  return light >= 4.5 || light > contrast(fill, INK) ? '#ffffff' : css(INK);
}

/** The colour of work as letters: darkened or lightened until it can be read on the panel. */
function workText(color) {
  let result = color['state-work'];
  const goal = luminance(color.panel) > 0.5 ? [0, 0, 0] : [255, 255, 255];
  for (let k = 0; k < 12 && contrast(result, color.panel) < 4.6; k++) result = mix(result, goal, 0.08);
  return result;
}

/** In the band only what runs is strong; waits are pale, and slots without anything to do show nothing. */
function bandPalette(colorOf) {
  const strong = paletteOf(colorOf), pale = paletteOf(colorOf, 0.42);
  const none = (state) => STATES[state].family === 'idle' && state !== 0 && STATES[state].name !== 'unattributed';
  const pick = (kind) => Uint32Array.from(STATES, ({ index, family }) =>
    none(index) ? 0 : family === 'work' ? strong[kind][index] : pale[kind][index]);
  return { fill: pick('fill'), second: pick('second') };
}

/** The theme in force on an element. Forced colours are names that only the browser can turn into numbers. */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const probe = document.createElement('span');
  probe.style.setProperty('forced-color-adjust', 'none');
  const resolve = (text) => {
    if (parseColor(text) !== null || text === '') return text;
    if (!probe.isConnected) element.append(probe);
    probe.style.setProperty('color', text);
    return getComputedStyle(probe).color;
  };
  const theme = themeOf((name) => resolve(style.getPropertyValue(`--${name}`).trim()));
  probe.remove();
  return theme;
}
