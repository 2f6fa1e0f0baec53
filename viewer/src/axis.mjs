// The time axis: round ticks and how times are written. Pure.

const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

/** The unit, `[ns, name]`, in which a step of that many ns is written with whole or few decimals. */
export function unitFor(step) {
  return UNITS.find(([size]) => step >= size * 0.1 - 1e-9) ?? UNITS[3];
}

/** The smallest 1, 2 or 5 times a power of ten that is not below `least`. */
export function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9));
  return factor * power;
}

/**
 * Ticks over [start, end), about one for each `spacing` of `width` pixels.
 *
 * @returns {{step: number, unit: [number, string], ticks: {at: number, text: string, major: boolean}[]}} `at` in the unit
 *   of start; `major` for every second one (or every whole unit where that is more); `text` like `1.5 s`.
 */
export function ticksOf(start, end, width, { spacing = 80, percent = false } = {}) {
  const step = Math.max(niceStep((end - start) * spacing / Math.max(width, 1)), percent ? 1e5 : 1);
  const unit = percent ? [1e7, '%'] : unitFor(step);
  const decimals = decimalsOf(step / unit[0]);
  const ticks = [];
  const stop = Math.floor(end / step);
  for (let k = Math.ceil(start / step); k <= stop && ticks.length < 200; k++) {
    ticks.push({ at: k * step, text: `${(k * step / unit[0]).toFixed(decimals)} ${unit[1]}`, major: k % 2 === 0 });
  }
  return { step, unit, ticks };
}

const decimalsOf = (value) => {
  for (let decimals = 0; decimals < 4; decimals++) {
    if (Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) < 1e-6) return decimals;
  }
  return 4;
};
