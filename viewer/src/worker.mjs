// The module worker that reads traces; the one module with relative imports, since import maps do not reach it.

import * as states from './states.mjs';
import * as text from './text.mjs';
import * as lod from './lod.mjs';
import * as inflate from './bytes/inflate.mjs';
import * as sources from './bytes/source.mjs';
import * as texts from './bytes/text.mjs';
import * as strings from './parse/strings.mjs';
import * as pairs from './parse/pairs.mjs';
import * as skip from './parse/skip.mjs';
import * as time from './parse/time.mjs';
import * as event from './parse/event.mjs';
import * as passing from './parse/passing.mjs';
import * as trace from './parse/trace.mjs';
import * as columns from './model/columns.mjs';
import * as sort from './model/sort.mjs';
import * as categories from './model/categories.mjs';
import * as builder from './model/builder.mjs';
import * as marks from './model/marks.mjs';
import * as asyncs from './model/async.mjs';
import * as arrows from './model/arrows.mjs';
import * as rows from './model/rows.mjs';
import * as strip from './model/strip.mjs';
import * as tasks from './model/tasks.mjs';
import * as lanes from './model/lanes.mjs';
import * as layout from './model/layout.mjs';
import * as points from './model/points.mjs';
import * as counters from './model/counters.mjs';
import * as runs from './model/runs.mjs';
import * as notes from './model/notes.mjs';
import * as finish from './model/finish.mjs';
import * as failure from './load/failure.mjs';
import * as limits from './load/limits.mjs';
import * as reading from './load/reading.mjs';
import * as find from './load/find.mjs';
import * as packing from './load/packing.mjs';

export const kit = Object.assign({}, states, text, lod, inflate, sources, texts, strings, pairs, skip, time, event, passing, trace, columns, sort, categories,
  builder, marks, asyncs, arrows, rows, strip, tasks, lanes, layout, points, counters, runs, notes, finish, failure, limits, reading, find, packing,
  { Decompression: globalThis.DecompressionStream ?? null });

/** Answers one request: {type: 'load' | 'event', source, offset}. */
async function answer({ type, source, offset }) {
  try {
    if (type === 'event') {
      postMessage({ type: 'event', text: await kit.findEvent(source, offset, kit) });
      return;
    }
    const model = await kit.readTrace(source, kit, { onProgress: (done) => postMessage({ type: 'progress', done }) });
    const { message, transfer } = kit.packModel(model, kit.pyramidBuffers);
    postMessage({ type: 'model', model: message }, transfer);
  } catch (error) {
    postMessage({ type: 'failure', message: String(error?.message ?? error), isLoadError: error instanceof kit.LoadError, byte: error?.byte ?? null });
  }
}

if (typeof WorkerGlobalScope !== 'undefined' && globalThis instanceof WorkerGlobalScope) {
  addEventListener('message', ({ data }) => answer(data));
  postMessage({ type: 'ready' });
}
