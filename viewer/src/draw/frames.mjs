// When to draw, and how long it took.

/** A picture that took longer than this, in ms of script, is drawn flat while it moves. */
const SLOW = 14;
/** So long after the last movement, in ms, the picture is drawn in full. */
const SETTLE = 80;

/**
 * Draws at most once a frame of the screen, and only what was asked for.
 *
 * `draw(what, {moving, flat})` is called with a Set of 'base' (all of it) and 'over' (the layer over it), whether the view
 * is moving, and whether to save time because the last picture that was not flat was slow.
 */
export class Frames {
  #draw;
  #wanted = new Set();
  #request = 0;
  #movedAt = -Infinity;
  #slow = false;
  #settle = 0;
  #log = [];
  /** true or false: always or never flat; null: as the frame rule says. */
  forced = null;

  constructor(draw) {
    this.#draw = draw;
  }

  /** Asks for a drawing of 'base' or 'over' in the next frame. */
  ask(what) {
    this.#wanted.add(what);
    this.#request ||= requestAnimationFrame((now) => this.#frame(now));
  }

  /** Says that the view is moving: until it settles pictures may be flat. */
  moved() {
    this.#movedAt = performance.now();
    this.ask('base');
  }

  /** No frame comes any more. */
  stop() {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#settle);
    this.#request = -1;
  }

  #frame(now) {
    this.#request = 0;
    const wanted = this.#wanted;
    this.#wanted = new Set();
    const began = performance.now();
    const moving = began - this.#movedAt < SETTLE;
    const flat = this.forced ?? (this.#slow && moving);
    this.#draw(wanted, { moving, flat });
    const script = performance.now() - began;
    if (wanted.has('base')) {
      if (!flat) this.#slow = script > SLOW;
      this.#log.push({ now, script });
      if (this.#log.length > 2000) this.#log.splice(0, 1000);
    }
    if (wanted.has('base') && moving) {
      clearTimeout(this.#settle);
      this.#settle = setTimeout(() => this.ask('base'), SETTLE);
    }
  }

  /** `{frames, fps, medianScriptMs, flat}` of the last second before the last frame (or since `from`, ms). */
  stats(from = (this.#log.at(-1)?.now ?? 0) - 1000) {
    const recent = this.#log.filter(({ now }) => now >= from);
    const script = recent.map((each) => each.script).sort((a, b) => a - b);
    const length = recent.length > 1 ? recent.at(-1).now - recent[0].now : 0;
    return { frames: recent.length, fps: length > 0 ? (recent.length - 1) / length * 1000 : 0,
      medianScriptMs: script.length > 0 ? script[script.length >> 1] : 0,
      p95ScriptMs: script.length > 0 ? script[Math.floor(script.length * 0.95)] : 0 };
  }
}

/**
 * Moves a timeline's view in every frame for some seconds and tells how that went.
 *
 * @param {object} timeline a Timeline
 * @param {{seconds?: number, motion?: 'pan'|'zoom'|'both', depth?: number, flat?: boolean|null}} options `depth`: how many
 *   times the whole is zoomed in; `flat`: always or never flat strips, null for the frame rule
 * @returns {Promise<{frames: number, fps: number, medianScriptMs: number, p95ScriptMs: number}>} fps is capped by the screen
 */
export async function benchmark(timeline, { seconds = 3, motion = 'both', depth = 1, flat = null } = {}) {
  const { frames, store } = timeline;
  const before = store.get().view;
  const whole = timeline.whole();
  const length = (whole.end - whole.start) / Math.max(1, depth);
  frames.forced = flat;
  const began = await nextFrame();
  for (let now = began; now - began < seconds * 1000; now = await nextFrame()) {
    const phase = (now - began) / 1000;
    const zoom = motion === 'pan' ? 1.1 : 1.6 + 0.5 * Math.sin(phase * 3);
    const room = whole.end - whole.start - length / zoom;
    const start = whole.start + room * (motion === 'zoom' ? 0.5 : 0.5 + 0.5 * Math.sin(phase * 1.3));
    timeline.setView({ start, end: start + length / zoom });
    store.flush();
  }
  frames.forced = null;
  const result = frames.stats(began);
  timeline.setView(before);
  return result;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
