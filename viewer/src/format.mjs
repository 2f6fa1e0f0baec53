// How times, shares and counts are written: short for reading, exact for comparing.

const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

/** A length of time in ns for a reader: three significant digits, four from 1 to 99 where `precise`. */
export function duration(ns, precise = false) {
  if (!Number.isFinite(ns)) return '–';
  const size = Math.abs(ns);
  if (size < 0.5) return '0 ns';
  // 999.7 µs is 1 ms: the unit is that of the rounded figure.
  const [scale, unit] = UNITS.find(([scale]) => size >= scale * 0.9995) ?? [1, 'ns'];
  const value = ns / scale;
  if (scale === 1) return `${Math.round(value)} ns`;
  const digits = Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits + (precise && Math.abs(value) < 99.995 ? Number(digits < 2) : 0))} ${unit}`;
}

/** The same in ns, to the last one, in groups of three: "1 061 867 853 ns". */
export function exact(ns) {
  return Number.isFinite(ns) ? `${grouped(Math.round(ns))} ns` : '–';
}

/** A whole number in groups of three, with thin no-break spaces. */
export function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** The report's plain words as a page writes them: "1.95x (1.94-1.97)" is "1.95× (1.94–1.97)", "count x 4" is "count × 4". */
export function typeset(text) {
  return text.replace(/(\d)x(?!\w)/g, '$1×').replace(/ x (?=\d|wall)/g, ' × ').replace(/(\s)x(?=\d)/g, '$1×')
    .replace(/(\d)-(?=\d)/g, '$1–');
}

/** A count and its noun: "1 span", "2 057 spans". */
export function count(number, noun) {
  return `${grouped(number)} ${noun}${number === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}

/** A place in time: seconds from the start of the run, as exact as a range of length `range` needs. */
export function place(ns, range) {
  const digits = Math.min(9, Math.max(3, 2 - Math.floor(Math.log10(Math.max(range, 1) / 1e9))));
  return `${(ns / 1e9).toFixed(digits)} s`;
}

/** A share as whole percent; shares that are not 0 are never written as 0. */
export function percent(share) {
  if (!Number.isFinite(share)) return '–';
  const value = share * 100;
  return value > 0 && value < 0.5 ? '< 1 %' : `${Math.round(value)} %`;
}

/** "a", "a and b", "a, b and c". */
export function list(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A size in bytes: "14 kB". */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return '';
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < 3) { value /= 1000; unit += 1; }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
