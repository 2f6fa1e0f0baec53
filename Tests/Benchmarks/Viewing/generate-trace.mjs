// Writes a seeded Chrome trace of four models' runs: tasks, steps, waits, args, flows, counters.
//
//   node generate-trace.mjs FILE.json[.gz] SPANS [SEED]
//
// About 114 bytes a span: 900,000 spans are 100 MB, 9,000,000 are 1 GB. The same arguments give
// the same text. Spans of a thread nest and never overlap, arrows lie inside spans, times are whole
// nanoseconds: every viewer reads it without a warning. A million spans take about a second.

import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const MODELS = ['sequential', 'threads', 'async', 'processes'];
const WORKERS = 8;
const FUNCTIONS = ['parse', 'resolve', 'lookup', 'encode', 'merge', 'render', 'compress', 'flush']
  .flatMap((verb) => ['row', 'page', 'block', 'user', 'index', 'tree'].map((noun) => `${verb}_${noun}`));
const WAITS = ['gil', 'io', 'lock', 'sleep'];

/** A small generator of whole numbers, the same on every machine. */
function random(seed) {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state % limit;
  };
}

const micro = (ns) => {
  const rest = ns % 1000;
  return `${(ns - rest) / 1000}.${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}`;
};

/** Calls `write(line)` for each event; every X counts as a span. Returns what was written. */
export function generate(spans, seed, write) {
  const next = random(seed);
  const counts = { spans: 0, flows: 0, counters: 0 };
  const place = (pid, tid) => `"pid":${pid},"tid":${tid}`;
  const span = (pid, tid, cat, name, start, end, args) => {
    counts.spans += 1;
    write(`{"ph":"X",${place(pid, tid)},"cat":"${cat}","name":"${name}","ts":${micro(start)},` +
      `"dur":${micro(end - start)}${args ? `,"args":{${args}}` : ''}}`);
  };
  const runs = MODELS.map((model, index) => {
    const pid = 1000 * (index + 1);
    const lanes = Array.from({ length: model === 'sequential' ? 1 : WORKERS }, (_, lane) => ({
      pid, tid: pid + 10 + lane, clock: 2_000_000, name: `worker ${lane + 1}`,
    }));
    return { model, pid, tid: pid, lanes, clock: 10_000, tasks: 0 };
  });
  for (const [index, run] of runs.entries()) {
    const name = (tid, kind, args) =>
      write(`{"ph":"M",${place(run.pid, tid)},"name":"${kind}","args":{${args}}}`);
    name(run.tid, 'process_name', `"name":"${run.model}"`);
    name(run.tid, 'process_sort_index', `"sort_index":${index}`);
    name(run.tid, 'thread_name', '"name":"coordinator","role":"coordinator"');
    for (const lane of run.lanes) {
      name(lane.tid, 'thread_name', `"name":"${lane.name}","role":"worker"`);
      span(run.pid, lane.tid, 'startup', 'start', 1_500_000 + next(1000), 2_000_000);
    }
  }
  let id = 0;

  /** One task on one lane, about twenty spans: taken, steps with calls inside, waits between. */
  const task = (run, lane) => {
    const number = (run.tasks += 1);
    const from = run.clock;
    run.clock += 1500;
    counts.flows += 1;
    write(`{"ph":"s",${place(run.pid, run.tid)},"cat":"submit","name":"submit",` +
      `"ts":${micro(from + 400)},"id":${id += 1},"args":{"task":${number}}}`);
    span(run.pid, run.tid, 'dispatch', 'submit', from, from + 1000, `"task":${number}`);
    let time = Math.max(lane.clock, run.clock) + next(3000);
    write(`{"ph":"f",${place(run.pid, lane.tid)},"cat":"submit","name":"submit","bp":"e",` +
      `"ts":${micro(time)},"id":${id}}`);
    span(run.pid, lane.tid, 'dispatch', 'take', time, time + 900, `"task":${number}`);
    time += 1000;
    const start = time;
    for (let steps = 3 + next(3); steps > 0; steps -= 1) {
      const begun = time;
      time += 200;
      for (let calls = 1 + next(3); calls > 0; calls -= 1) {
        const length = 800 + next(60_000);
        const inner = next(3) === 0;
        if (inner) {
          span(run.pid, lane.tid, 'call', FUNCTIONS[next(48)], time + 100, time + length - 100);
        }
        span(run.pid, lane.tid, 'call', FUNCTIONS[next(48)], time, time + length,
          next(4) === 0 ? `"size":${next(65536)},"key":"user:${next(5000)}"` : '');
        time += length + next(500);
      }
      span(run.pid, lane.tid, 'step', 'step', begun, time, `"task":${number}`);
      time += 100;
      const wait = 500 + next(run.model === 'threads' ? 160_000 : 40_000);
      span(run.pid, lane.tid, 'wait', WAITS[run.model === 'threads' ? 0 : next(4)], time, time + wait);
      time += wait + 100;
    }
    span(run.pid, lane.tid, 'task', `task ${number % 16}`, start, time,
      `"task":${number},"key":"task ${number % 16}"`);
    span(run.pid, lane.tid, 'serialize', 'encode', time + 50, time + 2000 + next(8000), `"task":${number}`);
    lane.clock = time + 12_000;
    if (number % 8 === 0) {
      counts.counters += 1;
      write(`{"ph":"C",${place(run.pid, run.tid)},"name":"queue","ts":${micro(from)},` +
        `"args":{"waiting":${next(64)}}}`);
    }
  };
  // A quarter of the spans for each model; the lanes of one take turns.
  const reserve = runs.length;
  for (const [index, run] of runs.entries()) {
    const goal = Math.floor(((spans - reserve) * (index + 1)) / runs.length);
    for (let turn = 0; counts.spans < goal; turn += 1) task(run, run.lanes[turn % run.lanes.length]);
  }
  for (const run of runs) {
    const end = Math.max(run.clock, ...run.lanes.map((lane) => lane.clock)) + 5000;
    counts.counters += 1;
    write(`{"ph":"C",${place(run.pid, run.tid)},"name":"queue","ts":${micro(end - 1000)},"args":{"waiting":0}}`);
    // On a thread of its own: the coordinator's spans would nest in it otherwise.
    span(run.pid, run.pid + 1, 'run', run.model, 1000, end,
      `"model":"${run.model}","cores":2,"slots":${run.lanes.length}`);
  }
  return { ...counts, runs: runs.map(({ model, pid }) => ({ run: model, model, round: 0, pids: [pid] })) };
}

/** Writes a trace of about `spans` spans to `file`; tells what is in it. A `.gz` has one member. */
export function writeTrace(file, spans, seed = 1) {
  const plain = file.replace(/[.]gz$/, '');
  const descriptor = openSync(plain, 'w');
  let lines = ['{"displayTimeUnit":"ms","traceEvents":[\n'], length = 0, isFirst = true;
  const counts = generate(spans, seed, (line) => {
    lines.push(isFirst ? line : `,\n${line}`);
    isFirst = false;
    length += line.length;
    if (length > 1 << 20) {
      writeSync(descriptor, lines.join(''));
      [lines, length] = [[], 0];
    }
  });
  const stretto = { schema: 'stretto.trace/1', clock: 'CLOCK_MONOTONIC', events_lost: 0, cut: null,
    runs: counts.runs };
  lines.push(`\n],\n"otherData":${JSON.stringify({ stretto })}}\n`);
  writeSync(descriptor, lines.join(''));
  closeSync(descriptor);
  if (plain !== file && spawnSync('gzip', ['-n', '-f', plain]).status !== 0) {
    throw new Error(`gzip cannot pack ${plain}`);
  }
  return counts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [file, spans, seed] = process.argv.slice(2);
  if (!file || !(Number(spans) > 0)) {
    console.error('usage: generate-trace.mjs FILE.json[.gz] SPANS [SEED]');
    process.exit(2);
  }
  console.log(JSON.stringify(writeTrace(file, Number(spans), Number(seed ?? 1))));
}
