// Texts of traces as they may be shown.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { counted, display, grouped } from '../src/text.mjs';

test('control and direction characters, separators and half pairs become visible', () => {
  assert.equal(display('a\u0000b\u202ec\u2067d\ufeff\n\u0085\u200f\u2028'), 'a\\u0000b\\u202ec\\u2067d\\ufeff\\u000a\\u0085\\u200f\\u2028');
  assert.equal(display('x\ud800y\udc00z'), 'x\\ud800y\\udc00z');
  assert.equal(display('naïve 日本 😀 <img onerror=x>'), 'naïve 日本 😀 <img onerror=x>');
});

test('long texts are cut between code points', () => {
  assert.equal(display('abcdef', 6), 'abcdef');
  assert.equal(display('abcdefg', 6), 'abcdef…');
  assert.equal(display('😀'.repeat(7), 6), `${'😀'.repeat(6)}…`);
  assert.equal(display('😀'.repeat(6), 6), '😀'.repeat(6));
  assert.equal(display('x'.repeat(10_000_000), 3), 'xxx…');
  assert.equal(display(17), '17');
  assert.equal(display(null), 'null');
});

test('counts with their nouns', () => {
  assert.deepEqual([counted(1, 'event'), counted(0, 'event'), counted(1234567, 'span'), grouped(999), grouped(1000)], ['1 event', '0 events', '1\u202f234\u202f567 spans', '999', '1\u202f000']);
});
