// The arguments of one event, read again from the file where they were left.

import { kit } from 'v/load/kit';
import { startWorker } from 'v/load/remote';
import { readable } from 'v/load';

/** The deepest value that is given as an object: what shows it may call itself for every level. */
const DEPTH = 64;
/** Texts of at most this many bytes are kept in memory once an event of theirs was asked for. */
const SMALL = 32 * 2 ** 20;

const kept = new WeakMap();

/**
 * The args of an event.
 * @param {object} model the FileModel it belongs to
 * @param {number} place what the row's `args` says: offset of the event in the text + 1
 * @param {object} source what the model was loaded from
 * @returns {Promise<unknown>} the value of `args`: an object, or its text where it is no JSON or nests too deep; null when
 *   place is 0. Rejects with LoadError. Costs a seek in a small or a plain file, else inflating all before it once more
 */
export async function readArgs(model, place, source) {
  if (!place || !source) return null;
  const text = await eventText(model, place - 1, await readable(source));
  return argsOf(text);
}

async function eventText(model, offset, source) {
  if (model.bytes <= SMALL) {
    if (!kept.has(model)) kept.set(model, wholeText(source));
    const bytes = await kept.get(model);
    return kit.findEvent({ name: source.name, bytes: bytes.subarray(offset) }, 0, { ...kit, LIMITS: { ...kit.LIMITS, expansion: Infinity } });
  }
  const worker = await startWorker();
  try {
    return worker ? await worker.ask({ type: 'event', source, offset }) : await kit.findEvent(source, offset, kit);
  } finally {
    worker?.end();
  }
}

async function wholeText(source) {
  const report = { read: 0, produced: 0, members: 0, ignored: 0, damage: null, damageAt: 0 };
  const parts = [];
  for await (const chunk of kit.textOf(kit.openSource(source, kit), kit, report)) parts.push(chunk.slice());
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * The args in an event's text.
 * @param {string} text one event as JSON, or nearly
 * @returns {unknown} see readArgs
 */
export function argsOf(text) {
  const bytes = new TextEncoder().encode(text);
  let found = null;
  kit.eachMember(bytes, 0, bytes.length, (keyFrom, keyTo, from, to) => {
    if (kit.scalarAt(bytes, keyFrom - 1, keyTo + 1) === 'args') found = [from, to];
  });
  if (!found) return null;
  kit.skipValue(bytes, found[0], bytes.length);
  const { depth } = kit.skipped;
  const args = new TextDecoder().decode(bytes.subarray(...found));
  if (depth > DEPTH) return args;
  try {
    return JSON.parse(args);
  } catch {
    return args;
  }
}
