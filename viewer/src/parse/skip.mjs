// Passing over JSON values in bytes. Imports nothing.
//
// Positions: a result of INCOMPLETE says that the bytes end before the value does, DAMAGED that it is no JSON.
// The byte at `end` must be 0, which is in no value, so that loops need not compare positions.

export const INCOMPLETE = -1;
export const DAMAGED = -2;

/** How deep the value nested that `skipValue` passed over last. */
export const skipped = { depth: 0 };

/** Behind the string whose opening quote is at `position`. */
export function skipString(bytes, position, end) {
  for (let at = position + 1; ; at++) {
    const byte = bytes[at];
    if (byte === 34) return at < end ? at + 1 : INCOMPLETE;
    if (byte === 92) at++;
    if (at >= end) return INCOMPLETE;
  }
}

/** Behind the value whose first byte is at `position`: brackets and strings are matched, words are not looked into. */
export function skipValue(bytes, position, end) {
  const first = bytes[position];
  skipped.depth = 0;
  if (first === 34) return skipString(bytes, position, end);
  if (first !== 123 && first !== 91) return skipWord(bytes, position, end);
  let depth = 0;
  for (let at = position; ; at++) {
    const byte = bytes[at];
    if (byte === 34) {
      for (at++; bytes[at] !== 34; at++) {
        if (bytes[at] === 92) at++;
        if (at >= end) return INCOMPLETE;
      }
    } else if (byte === 125 || byte === 93) {
      if (at >= end) return INCOMPLETE;
      if (--depth === 0) return at + 1;
    } else if (byte === 123 || byte === 91) {
      if (++depth > skipped.depth) skipped.depth = depth;
    } else if (byte === 0 && at >= end) {
      return INCOMPLETE;
    }
  }
}

function skipWord(bytes, position, end) {
  for (let at = position; ; at++) {
    const byte = bytes[at];
    if (byte === 44 || byte === 125 || byte === 93 || byte === 32 || byte === 10 || byte === 13 || byte === 9) {
      return at === position ? DAMAGED : at;
    }
    if (byte === 34 || byte === 123 || byte === 91 || byte === 58) return DAMAGED;
    if (at >= end) return INCOMPLETE;
  }
}

/** The first position from `position` that is no white space. */
export function skipSpace(bytes, position) {
  let at = position;
  for (let byte = bytes[at]; byte === 32 || byte === 10 || byte === 13 || byte === 9; byte = bytes[++at]);
  return at;
}

/**
 * Calls `visit(keyFrom, keyTo, valueFrom, valueTo)` for each member of the whole object at [from, to).
 *
 * Keys are given without quotes, as they are in the text. Stops without a word at what is no JSON.
 */
export function eachMember(bytes, from, to, visit) {
  let at = from + 1;
  while (at < to) {
    at = skipSpace(bytes, at);
    if (bytes[at] === 44) {
      at++;
      continue;
    }
    if (bytes[at] !== 34) return;
    const keyEnd = skipString(bytes, at, to);
    if (keyEnd < 0) return;
    const colon = skipSpace(bytes, keyEnd);
    if (bytes[colon] !== 58) return;
    const value = skipSpace(bytes, colon + 1);
    const valueEnd = skipValue(bytes, value, to);
    if (valueEnd < 0) return;
    visit(at + 1, keyEnd - 1, value, valueEnd);
    at = valueEnd;
  }
}

/**
 * A scalar in the text as a JavaScript value: a string, a number, a boolean or null; undefined for anything else.
 *
 * Words that JSON does not have (NaN, Infinity) are undefined.
 */
export function scalarAt(bytes, from, to) {
  const first = bytes[from];
  if (first === 123 || first === 91) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.slice(from, to));
  if (first === 34 && !text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text);
  } catch {
    return first === 34 ? text.slice(1, -1) : undefined;
  }
}
