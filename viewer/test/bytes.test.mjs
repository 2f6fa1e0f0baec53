// Gzip of every shape gives its text, or as much as there is; told apart by bytes, never by name.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readTrace } from '../src/load/reading.mjs';
import { kit } from './fixtures/reading.mjs';
import { blockGzip, ChromiumInflater, fixedCodes, gzipSync, join, members, named, stored } from './fixtures/gzip.mjs';

const text = Buffer.from(Array.from({ length: 900 }, (_, at) => `{"event":${at * 7919 % 1000},"name":"n${at % 37}"},`).join('\n'));

/** The text and report of a file, by an inflater. */
async function inflate(bytes, Decompression = null, more = {}) {
  const report = { read: 0, produced: 0, members: 0, ignored: 0, damage: null, damageAt: 0 };
  const own = { ...kit, Decompression, LIMITS: { ...kit.LIMITS, ...more } };
  const parts = [];
  for await (const chunk of own.textOf(own.openSource({ name: 'x', bytes }, own), own, report)) parts.push(chunk);
  return { text: Buffer.concat(parts), report };
}

const SHAPES = [
  ['one member', new Uint8Array(gzipSync(text)), { members: 1, ignored: 0, damage: null }],
  ['stored blocks', stored(text), { members: 1, ignored: 0, damage: null }],
  ['fixed codes', fixedCodes(text), { members: 1, ignored: 0, damage: null }],
  ['a name and a comment', named(text), { members: 1, ignored: 0, damage: null }],
  ['several members', members(text, 5000), { members: Math.ceil(text.length / 5000), ignored: 0, damage: null }],
  ['block gzip', blockGzip(text), { members: Math.ceil(text.length / 1000) + 1, ignored: 0, damage: null }],
  ['zeros after the end', join(gzipSync(text), new Uint8Array(512)), { members: 1, ignored: 512, damage: null }],
  ['garbage after the end', join(gzipSync(text), 'garbage'), { members: 1, ignored: 7, damage: null }],
  ['zeros between members', join(gzipSync(text.subarray(0, 99)), new Uint8Array(3), gzipSync(text.subarray(99))), { members: 2, ignored: 3, damage: null }],
  ['no trailer', new Uint8Array(gzipSync(text)).subarray(0, -8), { members: 1, ignored: 0, damage: 'the gzip trailer is missing' }],
  ['half a trailer', new Uint8Array(gzipSync(text)).subarray(0, -3), { members: 1, ignored: 0, damage: 'the gzip trailer is missing' }],
];

for (const [what, bytes, expected] of SHAPES) {
  for (const [how, inflater] of [['ours', null], ["Chromium's", ChromiumInflater]]) {
    test(`gzip, ${what}, by ${how} inflater: all the text`, async () => {
      const found = await inflate(bytes, inflater);
      assert.ok(found.text.equals(text));
      const { members: count, ignored, damage } = found.report;
      assert.deepEqual({ members: count, ignored, damage }, expected);
      assert.equal(found.report.produced, text.length);
      assert.equal(found.report.read, bytes.length);
    });
  }
}

test('a wrong checksum is said, and the text is there', async () => {
  const bytes = new Uint8Array(gzipSync(text));
  bytes[bytes.length - 6] ^= 1;
  const found = await inflate(bytes, ChromiumInflater);
  assert.ok(found.text.equals(text));
  assert.equal(found.report.damage, 'the gzip checksum does not match');
});

test('a stream cut at any byte gives a prefix, never less than one cut earlier', async () => {
  const bytes = new Uint8Array(gzipSync(text));
  let longest = 0;
  for (let cut = 2; cut < bytes.length - 8; cut += 13) {
    const found = await inflate(bytes.subarray(0, cut));
    assert.ok(text.subarray(0, found.text.length).equals(found.text), `cut at ${cut}`);
    assert.ok(found.text.length >= longest);
    longest = found.text.length;
    assert.match(found.report.damage, /stops before its end/);
    assert.equal(found.report.damageAt, cut);
  }
  assert.ok(longest > text.length * 0.9);
});

test('a flipped bit anywhere ends in text and a sentence, never in an exception or without an end', async () => {
  const whole = new Uint8Array(gzipSync(text));
  for (let at = 10; at < whole.length; at += 7) {
    const bytes = whole.slice();
    bytes[at] ^= 1 << at % 8;
    const found = await inflate(bytes);
    assert.ok(found.text.length <= text.length * 1100);
    assert.ok(found.report.damage !== null || found.text.equals(text), `flipped at ${at}`);
  }
});

test('long texts with far matches, in pieces of the window', async () => {
  const long = Buffer.alloc(3_000_000);
  for (let at = 0; at < long.length; at++) long[at] = at % 30011 === 0 ? at % 251 : (at * at) >> 7 & 255;
  long.copy(long, 2_000_000, 1_968_000, 2_400_000);
  assert.ok((await inflate(new Uint8Array(gzipSync(long)))).text.equals(long));
});

test('a bomb is refused long before it fills the memory', async () => {
  const layer = new Uint8Array(gzipSync(Buffer.alloc(1 << 22, 32)));
  for (const bytes of [layer, join(...Array(20).fill(layer))]) {
    await assert.rejects(inflate(bytes, null, { freeText: 1 << 20 }), (error) => error instanceof kit.LoadError && /more than 250 times its length/.test(error.message) && error.byte > 1 << 20);
  }
});

test('plain text goes through as it is, and other formats are told by their first bytes', async () => {
  assert.ok((await inflate(new Uint8Array(text))).text.equals(text));
  assert.equal((await inflate(new Uint8Array(0))).text.length, 0);
  for (const [start, word] of [[[0x28, 0xb5, 0x2f, 0xfd], /zstd/], [[0x42, 0x5a, 0x68, 0x39], /bzip2/], [[0xff, 0xfe, 0x5b, 0], /UTF-16/]]) {
    await assert.rejects(inflate(Uint8Array.from(start)), word);
  }
});

test('files of one, two and three bytes', async () => {
  for (const bytes of [[31], [31, 139], [31, 139, 8]]) {
    const found = await inflate(Uint8Array.from(bytes));
    assert.equal(found.report.damage === null, bytes.length === 1);
  }
});

test('what a server answers wrongly is one sentence', async () => {
  const { fetch } = globalThis;
  try {
    globalThis.fetch = async () => new Response('no', { status: 404 });
    await assert.rejects(kit.readTrace({ name: 'x', url: 'http://localhost/x' }, kit), /the server answered 404/);
    globalThis.fetch = async () => { throw new TypeError('refused'); };
    await assert.rejects(kit.readTrace({ name: 'x', url: 'http://localhost/x' }, kit), /is `stretto view` still running/);
    globalThis.fetch = async () => new Response(new ReadableStream({ pull(controller) { controller.error(new TypeError('network')); } }));
    await assert.rejects(kit.readTrace({ name: 'x', url: 'http://localhost/x' }, kit), kit.LoadError);
  } finally {
    globalThis.fetch = fetch;
  }
});

test('gzip of which nothing can be read is no empty file', async () => {
  const packed = new Uint8Array(gzipSync(text));
  const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919 + 3) % 251);
  const refused = (bytes, sentence) => assert.rejects(readTrace({ name: 'x', bytes }, { ...kit, Decompression: ChromiumInflater }),
    (error) => error instanceof kit.LoadError && sentence.test(error.message), String(sentence));
  await refused(join(packed.subarray(0, 10), noise), /^The gzip file is damaged at byte \d+, before any of the trace: /);
  await refused(packed.subarray(0, 10), /^The gzip file is damaged at byte 10, /);
  await refused(packed.subarray(0, 3), /^The gzip file is damaged at byte 3, /);
  await refused(join(Uint8Array.of(0x1f, 0x8b, 9), noise), /^The file begins like gzip, but is none/);
  await refused(gzipSync(''), /^The file is empty/);
});
