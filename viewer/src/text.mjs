// Text from traces, made safe to show: control and direction characters become visible, long names are cut.
//
// Imports nothing, so that the worker can use it too.

/** What must not reach the screen as it is: C0, DEL, C1, direction marks and overrides, separators, BOM, lone surrogates. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escapeOf = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A text of unknown origin as it may be shown: never HTML, no hidden characters, at most `limit` characters.
 * @param {unknown} text the text; anything but a string is written as one
 * @param {number} [limit] the most characters (code points) of the original shown; a cut one ends in "…"
 * @returns {string} O(limit): the rest of a long text is not looked at
 */
export function display(text, limit = 120) {
  const whole = typeof text === 'string' ? text : String(text);
  if (whole.length <= limit) return whole.replace(HIDDEN, escapeOf);
  let head = whole.slice(0, limit * 2 + 1);
  const points = [...head];
  const isCut = points.length > limit || head.length < whole.length;
  head = points.slice(0, limit).join('');
  return head.replace(HIDDEN, escapeOf) + (isCut ? '…' : '');
}

/**
 * "1 event", "2 000 events": a count with its noun.
 * @param {number} count how many
 * @param {string} noun the singular; the plural adds an s
 * @returns {string}
 */
export const counted = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/**
 * A whole number with narrow spaces, which no line breaks at, between groups of three digits, whatever the locale.
 * @param {number} number the number
 * @returns {string}
 */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
