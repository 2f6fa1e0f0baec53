// Loads traces into Perfetto's engine under node and prints what it holds, one line of JSON each.
//
//   node perfetto-engine.mjs [--sql QUERY]... [--timeout SECONDS] TRACE...

import { run, traceBytes } from './tools.mjs';
import { TraceProcessor } from './trace-processor.mjs';

const counts = {
  // Spans and instants are slices to Perfetto; a `b`/`e` pair is one slice on a process's own
  // track, everything else lies on a thread's.
  slices: 'select count(*) as n from slice',
  threadSlices: 'select count(*) as n from slice join thread_track on track_id = thread_track.id',
  asyncSlices: 'select count(*) as n from slice join process_track on track_id = process_track.id',
  unfinished: 'select count(*) as n from slice where dur < 0',
  flows: 'select count(*) as n from flow',
  counters: 'select count(*) as n from counter',
};

/** The facts of one loaded trace. */
function facts(processor) {
  const found = {};
  for (const [name, sql] of Object.entries(counts)) found[name] = processor.query(sql)[0].n;
  found.stats = processor.query(
    "select name, idx, severity, value from stats where value > 0 and severity != 'info' order by 1");
  found.processes = processor.query(
    'select pid, name from process where pid != 0 or name is not null order by pid');
  found.threads = processor.query(
    `select tid, thread.name as name, pid from thread left join process using (upid)
     where tid != 0 or thread.name is not null order by pid, tid`);
  found.range = processor.query('select start_ts as start, end_ts as "end" from trace_bounds')[0];
  return found;
}

await run(async function* (options, files) {
  for (const file of files) {
    const processor = await TraceProcessor.load(await traceBytes(file));
    const result = { file, error: processor.loadError };
    if (!result.error) {
      Object.assign(result, facts(processor));
      if (options.sql) result.rows = options.sql.map((sql) => processor.query(sql));
    }
    yield result;
  }
}, { lists: ['sql'], usage: 'perfetto-engine.mjs [--sql QUERY]... [--timeout SECONDS] TRACE...' });
