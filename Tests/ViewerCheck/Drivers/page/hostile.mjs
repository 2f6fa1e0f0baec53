// Files that were made to break a viewer: what is in them is what a stranger's trace may hold.
//
// Each entry has `outcome`: 'loads' (the page shows a timeline), 'message' (a sentence instead), or
// 'either'; and `says`, what the page's messages must hold where something was lost.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { constants, crc32 as zlibCRC, deflateRawSync, gzipSync } from 'node:zlib';

/** What must never run; the page's dialogs and this global tell. */
export const ATTACKS = [
  '<img src=x onerror="globalThis.wasRun=1;alert(1)">',
  '"><script>globalThis.wasRun=1;alert(2)</script>',
  "'-alert(3)-'", '</script><script>globalThis.wasRun=1</script>', 'javascript:alert(4)',
  '<svg/onload=alert(5)>', '{{constructor.constructor("alert(6)")()}}', '__proto__', 'constructor',
  '<iframe srcdoc="<script>parent.wasRun=1</script>">', ']]>--><style>*{display:none}</style>',
];
/** Characters that would turn a line around or end it. */
export const TRICKS = ['evil\u202Egpj.exe', 'a\u2066b\u2069c', 'nul\u0000inside', 'bell\u0007', 'line\nbreak',
  '\uD800lone', '\u200Bzero', 'e' + '\u0301'.repeat(2000)];

const events = (list, more = {}) => JSON.stringify({ traceEvents: list, ...more });
const span = (name, index = 0, more = {}) =>
  ({ ph: 'X', pid: 1, tid: 1 + index, cat: 'task', name, ts: 1 + index, dur: 1000, ...more });

function names() {
  const list = [];
  // A long name stands in two places only: the file shall not be slow for its size.
  const long = 'M'.repeat(1 << 20);
  list.push({ ph: 'M', pid: 1, tid: 90, name: 'thread_name', args: { name: long } }, span(long, 89));
  [...ATTACKS, ...TRICKS, long.slice(0, 70_000)].forEach((name, index) => {
    list.push({ ph: 'M', pid: 1, tid: 1 + index, name: 'thread_name', args: { name, role: name.slice(0, 99) } });
    list.push({ ph: 'M', pid: 100 + index, tid: 1, name: 'process_name', args: { name } });
    list.push(span(name, index, { cat: name, args: { [name]: name, key: name } }));
    list.push(span(name, index, { pid: 100 + index, tid: 1, id: name }));
    list.push({ ph: 'b', pid: 1, tid: 1, cat: name, name, id2: { local: name.slice(0, 50) }, ts: 2 });
    list.push({ ph: 'e', pid: 1, tid: 1, cat: name, name, id2: { local: name.slice(0, 50) }, ts: 90 });
    list.push({ ph: 'C', pid: 1, tid: 1, name, ts: 5, args: { [name]: index } });
    list.push({ ph: 'i', pid: 1, tid: 1 + index, name, s: 't', ts: 7 });
    list.push({ ph: 's', pid: 1, tid: 1 + index, cat: name, name, id: 7 + index, ts: 8 + index });
    list.push({ ph: 'f', bp: 'e', pid: 1, tid: 1, cat: name, name, id: 7 + index, ts: 30 + index });
  });
  const evil = ATTACKS[0];
  return events(list, { otherData: { stretto: {
    schema: 'stretto.trace/1', host: evil, versions: { [evil]: evil }, events_lost: evil,
    runs: ATTACKS.map((attack, index) => ({ run: attack, model: attack, round: 0, pids: [index ? 99 + index : 1] })),
  } } });
}

/** An analysis sealed into the file by someone who is not `compare`. */
function analysis() {
  const evil = ATTACKS[0];
  const run = { id: 0, label: evil, model: evil, file: 0, pids: [1], start_ns: 1000, makespan_ns: 1_000_000,
    slots: 1, cores: 2, cores_known: true, tasks: 1, slot_ledger: { work: 1_000_000 }, efficiency: 1,
    states: ['work', evil], band: { exact: true, t: [1_000_000], v: [[1, 0]] },
    lanes: [{ pid: 1, tid: 1, task: null, name: evil, slot: true, t: [1_000_000], s: [0] }], lanes_omitted: 0,
    path: { t: [1_000_000], pid: [1], tid: [1], s: [0] },
    path_rows: [{ state: evil, text: evil, ns: 1_000_000 }], path_note: evil,
    waits: [{ state: evil, pid: 1, tid: 1, task: null, start_ns: 0, dur_ns: 5000 }] };
  const view = { schema: 'stretto.view/1', complete: true, heading: [evil, evil], verdicts: [
    { text: evil, tone: evil, run: 0 }], recommendation: evil, headline: evil, resource: evil, ideal: 2,
  columns_note: evil, predictions: [evil], trust: evil, notes: [evil], table: [{ run: 0, label: evil,
    detail: evil, wall_ns: 1_000_000, wall: evil, speedup: 1, speedup_text: evil, concurrency: evil,
    progress: evil, efficiency: 1, efficiency_text: evil, baseline: false, reason: { state: evil, text: evil },
    parts: [{ state: evil, label: evil, useful: true, percent: 100, ns: 1_000_000 }] }], runs: [run], report: null };
  return events([span(evil)], { otherData: { stretto: { schema: 'stretto.trace/1', view } } });
}

/** The same, with every number and list wrong. */
function brokenAnalysis() {
  const wrong = { schema: 'stretto.view/1', complete: 'yes', heading: 7, verdicts: [{ text: null }, null, 3],
    table: [{ run: 99, parts: [{ percent: 1e308 }] }, null], ideal: -1, runs: [{ id: 0, pids: 'all',
      start_ns: -1e300, makespan_ns: -5, slots: 1e9, cores: 0, states: null, band: { exact: true, t: [1e300, -3],
        v: [[1]] }, lanes: [{ pid: 1, tid: 1, t: [-1, 1e300], s: [700, -1] }, null], path: { t: [1] },
      waits: [{}], slot_ledger: [] }, null] };
  return events([span('a')], { otherData: { stretto: { schema: 'stretto.trace/1', view: wrong } } });
}

const times = `{"traceEvents":[${[
  'NaN', 'Infinity', '-Infinity', '1e300', '-1e300', '1e-300', 'null', '"12.5"', '"x"', 'true', '{}', '[]',
  '9007199254740993', '-5', '0', '1e18', '0.0000001', '1.7e15',
].flatMap((value, index) => [
  `{"ph":"X","pid":1,"tid":${index},"cat":"task","name":"ts ${index}","ts":${value},"dur":10}`,
  `{"ph":"X","pid":2,"tid":${index},"cat":"task","name":"dur ${index}","ts":${index},"dur":${value}}`,
  `{"ph":"C","pid":3,"tid":1,"name":"c","ts":${index},"args":{"v":${value}}}`,
]).join(',\n')},
{"ph":"X","pid":4,"tid":1,"cat":"task","name":"whole","ts":1,"dur":100}]}`;

const lanes = (count) => events(Array.from({ length: count }, (_, index) =>
  span(`work ${index % 7}`, index, { ts: 1 + index / 10, dur: 100 })));

/** Spans inside spans: a row each, unless the page says where it stops. */
const deep = (count) => events(Array.from({ length: count }, (_, index) =>
  span(`level ${index}`, 0, { ts: 1 + index, dur: 2 * (count - index) })));

const shapes = `{"traceEvents":[${[
  'null', '7', '"x"', '[]', '[[]]', '{}', '{"ph":"X"}', '{"ph":null,"ts":1}', '{"ph":{},"name":[],"pid":{},"tid":[]}',
  '{"ph":"X","ts":1,"dur":1}', '{"ph":"X","name":{"a":1},"pid":"one","tid":"two","ts":1,"dur":1}',
  '{"ph":"X","name":"wide","pid":1e30,"tid":-1,"ts":1,"dur":1}', '{"ph":"\\u0000","name":"odd","pid":1,"tid":1,"ts":1}',
  '{"ph":"E","pid":1,"tid":1,"ts":4}', '{"ph":"B","name":"open","pid":1,"tid":1,"ts":5}',
  '{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":null}', '{"ph":"M","name":"thread_name","pid":1,"tid":1}',
  '{"ph":"C","name":"c","pid":1,"tid":1,"ts":1,"args":{"__proto__":1,"constructor":2}}',
  '{"ph":"X","name":"twice","name":"second","pid":1,"tid":9,"ts":1,"dur":2}',
  '{"__proto__":{"isPolluted":true},"ph":"X","name":"proto","pid":1,"tid":3,"ts":1,"dur":1}',
].join(',')}],"otherData":{"__proto__":{"isPolluted":true},"stretto":{"runs":7}},"samples":"none","stackFrames":[1]}`;

/** A gzip file that says it holds `megabytes` of blanks inside a trace; a thousandth of that on disk. */
function bomb(megabytes) {
  const pack = (bytes, flush) => deflateRawSync(bytes, { level: 9, finishFlush: flush });
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  // A full flush forgets what came before, so that one block may stand there any number of times.
  const first = pack(Buffer.from('{"traceEvents":['), constants.Z_FULL_FLUSH);
  const blanks = pack(Buffer.alloc(1 << 20, 0x20), constants.Z_FULL_FLUSH);
  return Buffer.concat([header, first, ...Array(megabytes).fill(blanks),
    pack(Buffer.from(']}'), constants.Z_FINISH), Buffer.alloc(8)]);
}

/** Blocks with their size in the header, as bgzip writes. */
function blocked(text, size = 60_000) {
  const pieces = [];
  for (let from = 0; from < text.length || from === 0; from += size) {
    pieces.push(block(Buffer.from(text.slice(from, from + size))));
  }
  return Buffer.concat([...pieces, block(Buffer.alloc(0))]);
}

function block(bytes) {
  const packed = deflateRawSync(bytes);
  const head = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 66, 67, 2, 0, 0, 0]);
  head.writeUInt16LE(head.length + packed.length + 8 - 1, 16);
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(checksum(bytes), 0);
  tail.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, packed, tail]);
}

/** CRC-32; node before 22 has none of its own. */
function checksum(bytes) {
  if (zlibCRC) return zlibCRC(bytes);
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (0xEDB88320 & -(value & 1));
  }
  return ~value >>> 0;
}

/** Writes the corpus into a folder; gives back [{name, file, outcome, spans, least, says}]: `spans` exactly, or at `least`. */
export function writeHostile(folder) {
  const plain = events(Array.from({ length: 5000 }, (_, index) => span(`s ${index % 9}`, index % 4, { ts: 1 + index * 2, dur: 1.5 })));
  const packed = gzipSync(plain);
  const broken = Buffer.from(packed);
  broken.fill(0xAA, broken.length >> 1, (broken.length >> 1) + 64);
  const wrongSum = Buffer.from(packed);
  wrongSum[wrongSum.length - 6] ^= 0xFF;
  const half = plain.length >> 1;
  const corpus = [
    ['names.json', names(), 'loads', { least: 30 }],
    ['<img src=x onerror=alert(9)>.json', events([span(ATTACKS[0])]), 'loads'],
    ['analysis.json', analysis(), 'loads'],
    ['broken-analysis.json', brokenAnalysis(), 'either'],
    ['times.json', times, 'loads', { least: 10 }],
    ['shapes.json', shapes, 'loads'],
    ['lanes.json', lanes(100_000), 'loads', { spans: 100_000 }],
    ['too-many-lanes.json.gz', gzipSync(lanes(250_000)), 'either', { says: /lane/i }],
    ['deep-spans.json', deep(20_000), 'either'],
    ['deep-json.json', `{"traceEvents":[{"ph":"X","name":"d","pid":1,"tid":1,"ts":1,"dur":1,"args":{"a":${'['.repeat(200_000)}`,
      'either', { says: /\w/ }],
    ['invalid-utf8.json', Buffer.from(events([span('abc\u00ff\u00fe')]).replace('abc', 'ab\u00e9'), 'latin1'), 'loads'],
    ['long-number.json', `{"traceEvents":[{"ph":"X","name":"n","pid":1,"tid":1,"ts":${'1'.repeat(1 << 20)},"dur":1},${JSON.stringify(span('b'))}]}`, 'either'],
    ['cut.json', plain.slice(0, half), 'loads', { least: 2300, says: /cut|end|incomplete|unfinished/i }],
    ['cut.json.gz', packed.subarray(0, packed.length >> 1), 'loads', { least: 2000, says: /cut|end|incomplete|unfinished/i }],
    ['no-trailer.json.gz', packed.subarray(0, packed.length - 8), 'loads', { spans: 5000 }],
    ['corrupt.json.gz', broken, 'either', { says: /\w/ }],
    ['wrong-sum.json.gz', wrongSum, 'either', { says: /\w/ }],
    ['members.json.gz', Buffer.concat([gzipSync(plain.slice(0, half)), gzipSync(plain.slice(half))]), 'loads', { spans: 5000 }],
    ['blocks.json.gz', blocked(plain), 'loads', { spans: 5000 }],
    ['zeros.json.gz', Buffer.concat([packed, Buffer.alloc(512)]), 'loads', { spans: 5000 }],
    ['plain-named.json.gz', plain, 'loads', { spans: 5000 }],
    ['gzip-named.json', packed, 'loads', { spans: 5000 }],
    ['bomb.json.gz', bomb(512), 'message', { says: /expand|unpack|inflat|times|bomb|large/i }],
    ['empty.json', '', 'message', { says: /empty|no event|nothing/i }],
    ['empty.json.gz', gzipSync(''), 'message', { says: /empty|no event|nothing/i }],
    ['no-events.json', '{"traceEvents":[]}', 'either', { says: /nothing to draw/ }],
    ['number.json', '42', 'message', { says: /\w/ }],
    ['null.json', 'null', 'message', { says: /\w/ }],
    ['words.json', 'Segmentation fault (core dumped)\n', 'message', { says: /\w/ }],
    ['picture.json', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'message', { says: /\w/ }],
    ['random.json.gz', Buffer.concat([packed.subarray(0, 10), Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251))]),
      'message', { says: /damaged at byte|begins like gzip/ }],
    ['header.json.gz', packed.subarray(0, 10), 'message', { says: /damaged at byte/ }],
    ['no-method.json.gz', Buffer.from([0x1f, 0x8b, ...Array.from({ length: 3000 }, (_, i) => 9 + (i * 7919) % 240)]), 'message', { says: /begins like gzip/ }],
    ['small-blocks.json.gz', blocked(plain, 999), 'loads', { spans: 5000, says: /gzip members/ }],
    ['good-then-garbage.json.gz', Buffer.concat([packed, Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251))]), 'loads', { spans: 5000, says: /passed over/ }],
  ];
  return corpus.map(([name, content, outcome, more]) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return { name, file, outcome, ...more };
  });
}
