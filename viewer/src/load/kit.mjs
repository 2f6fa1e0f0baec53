// All that reading needs, for the page without a worker: what worker.mjs imports, by the page's names.

import * as states from 'v/states';
import * as text from 'v/text';
import * as lod from 'v/lod';
import * as inflate from 'v/bytes/inflate';
import * as sources from 'v/bytes/source';
import * as texts from 'v/bytes/text';
import * as strings from 'v/parse/strings';
import * as pairs from 'v/parse/pairs';
import * as skip from 'v/parse/skip';
import * as time from 'v/parse/time';
import * as event from 'v/parse/event';
import * as passing from 'v/parse/passing';
import * as trace from 'v/parse/trace';
import * as columns from 'v/model/columns';
import * as sort from 'v/model/sort';
import * as categories from 'v/model/categories';
import * as builder from 'v/model/builder';
import * as marks from 'v/model/marks';
import * as asyncs from 'v/model/async';
import * as arrows from 'v/model/arrows';
import * as rows from 'v/model/rows';
import * as strip from 'v/model/strip';
import * as tasks from 'v/model/tasks';
import * as lanes from 'v/model/lanes';
import * as layout from 'v/model/layout';
import * as points from 'v/model/points';
import * as counters from 'v/model/counters';
import * as runs from 'v/model/runs';
import * as notes from 'v/model/notes';
import * as finish from 'v/model/finish';
import * as failure from 'v/load/failure';
import * as limits from 'v/load/limits';
import * as reading from 'v/load/reading';
import * as find from 'v/load/find';
import * as packing from 'v/load/packing';

/** Every export of those modules in one object. */
export const kit = Object.assign({}, states, text, lod, inflate, sources, texts, strings, pairs, skip, time, event, passing, trace, columns, sort, categories,
  builder, marks, asyncs, arrows, rows, strip, tasks, lanes, layout, points, counters, runs, notes, finish, failure, limits, reading, find, packing,
  { Decompression: globalThis.DecompressionStream ?? null });
