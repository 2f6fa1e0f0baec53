// A trace from its bytes to its model, in a worker or in the page. Imports nothing.

/**
 * Reads a trace.
 * @param {object} source see openSource
 * @param {object} kit everything in bytes, parse, model, states, text, LIMITS, LoadError, Decompression, and buildPyramid or null
 * @param {object} [options]
 * @param {(done: {read: number, total: number|null, spans: number, stage: 'reading'|'arranging'}) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal]
 * @param {number} [options.slice] ms after which work rests so that the page can draw; 0 for never
 * @returns {Promise<object>} the FileModel; rejects with LoadError, or an AbortError
 */
export async function readTrace(source, kit, { onProgress, signal, slice = 0 } = {}) {
  const { LIMITS } = kit;
  const opened = kit.openSource(source, kit, signal);
  const report = { read: 0, produced: 0, members: 0, ignored: 0, damage: null, damageAt: 0 };
  const { reader, trace, builder } = makeParser(kit, source.name);
  const rest = makeRest(signal, slice);
  let told = 0;
  const tell = (stage) => onProgress?.({ read: report.read, total: opened.size, spans: builder.spans.count + (builder.marks.count >>> 1), stage });
  const chunks = kit.textOf(opened, kit, report);
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += PIECE) {
      trace.pushPiece(chunk.subarray(from, from + PIECE));
      if (rest.isDue()) await rest.take();
    }
    if (report.read - told >= STEP) {
      told = report.read;
      tell('reading');
    }
    signal?.throwIfAborted();
  }
  refuseUnreadable(report, source.name, kit);
  trace.finish();
  tell('arranging');
  const steps = kit.finishModel(builder, { reader, trace, text: report, name: source.name, size: opened.size, limits: LIMITS }, kit);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    signal?.throwIfAborted();
    if (rest.isDue()) await rest.take();
  }
}

/** Gzip of which nothing could be read is not an empty file: the message says what is wrong with it. */
function refuseUnreadable({ produced, damage, damageAt, ignored }, name, { LoadError, grouped }) {
  if (produced > 0) return;
  if (damage) throw new LoadError(`The gzip file is damaged at byte ${grouped(damageAt)}, before any of the trace: ${damage}. Copy or record it again.`, { name, byte: damageAt });
  if (ignored > 0) throw new LoadError('The file begins like gzip, but is none: copy or record it again, or give the .json.', { name, byte: 0 });
}

const PIECE = 1 << 18;
const STEP = 1 << 20;

/** The parser with its tables and its sink, for text in any pieces. */
export function makeParser(kit, name) {
  const { LIMITS } = kit;
  const tables = {
    names: new kit.StringTable(LIMITS), ids: new kit.StringTable(LIMITS),
    categories: new kit.StringTable({ ...LIMITS, strings: LIMITS.categories }),
  };
  const builder = new kit.ModelBuilder(kit, tables, LIMITS);
  const reader = new kit.EventReader(kit, tables, LIMITS);
  return { reader, builder, trace: new kit.TraceReader(kit, builder, reader, LIMITS, name) };
}

function makeRest(signal, slice) {
  let start = performance.now();
  return {
    isDue: () => slice > 0 && performance.now() - start >= slice,
    async take() {
      await new Promise((resolve) => { setTimeout(resolve, 0); });
      signal?.throwIfAborted();
      start = performance.now();
    },
  };
}
