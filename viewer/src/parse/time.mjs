// Microseconds in decimal text to whole nanoseconds, exactly. Imports nothing.

const NUMBER = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal text of microseconds as nanoseconds from an origin, rounded down, and picoseconds.
 *
 * The slow way, for what `EventReader.readTime` does not read itself: exponents, many digits, texts in quotes.
 * @param {string} text a JSON number, or its text without quotes
 * @param {number} origin whole microseconds that are taken off
 * @returns {{nanoseconds: number, picoseconds: number}|null} null for what is no number, or lies beyond 2^61 ns
 */
export function parseTime(text, origin) {
  const match = NUMBER.exec(text.length > 400 ? '' : text.trim());
  if (!match) return null;
  const [, sign, whole, fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > 400) return exponent < 0 || /^0*$/.test(whole + fraction) ? { nanoseconds: -origin * 1000, picoseconds: 0 } : null;
  const shift = exponent - fraction.length + 6;
  let picoseconds = BigInt(whole + fraction);
  picoseconds = shift >= 0 ? picoseconds * 10n ** BigInt(shift) : picoseconds / 10n ** BigInt(-shift);
  if (sign) picoseconds = -picoseconds;
  picoseconds -= BigInt(origin) * 1_000_000n;
  let nanoseconds = picoseconds / 1000n;
  let rest = picoseconds % 1000n;
  if (rest < 0n) {
    rest += 1000n;
    nanoseconds -= 1n;
  }
  if (nanoseconds > 2n ** 61n || nanoseconds < -(2n ** 61n)) return null;
  return { nanoseconds: Number(nanoseconds), picoseconds: Number(rest) };
}
