// The text of a trace file in chunks, whatever it is packed in. Imports nothing.

/**
 * @typedef {object} TextReport
 * @property {number} read bytes of the file read so far
 * @property {number} produced bytes of text given out so far
 * @property {number} members gzip members, 0 for a plain file
 * @property {number} ignored bytes after or between members
 * @property {string|null} damage what ended the stream early, one clause
 * @property {number} damageAt at which byte of the file
 */

/**
 * The text of a file: plain, or inflated from gzip, told by its first bytes and never by its name.
 *
 * Uses DecompressionStream; where that fails, inflates again by `kit.inflateMembers` from the start and
 * goes on behind the text already given out, so that several members, junk after the end and cut streams
 * give all the text there is.
 * @param {import('./source.mjs').Opened} opened
 * @param {object} kit LIMITS, LoadError, chunksOf, streamOf, inflateMembers, and Decompression (a class like
 *   DecompressionStream, or null to do without)
 * @param {TextReport} report kept up to date
 * @returns {AsyncGenerator<Uint8Array>} throws LoadError at a bound, or when the bytes cannot be read
 */
export async function* textOf(opened, kit, report) {
  const rest = kit.chunksOf(await opened.open(), opened.name, kit);
  const head = [];
  let length = 0;
  while (length < 4) {
    const { done, value } = await rest.next();
    if (done) break;
    head.push(value);
    length += value.length;
  }
  const first = joined(head, Math.min(length, 4));
  const check = boundsOf(opened, kit, report);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    refuseOtherFormats(first, opened, kit);
    for (const chunk of head) yield take(chunk);
    for await (const chunk of rest) yield take(chunk);
    return;
  }
  const stream = kit.streamOf(head, rest, (bytes) => { report.read += bytes; });
  report.members = 1;
  if (kit.Decompression) {
    const inflated = await attempt(() => stream.pipeThrough(new kit.Decompression('gzip')));
    if (inflated) {
      const isWhole = yield* inflateByBrowser(inflated, report, check);
      if (isWhole) return;
    }
  } else {
    await stream.cancel();
  }
  yield* inflateAgain(opened, kit, report, check);

  function take(chunk) {
    report.read += chunk.length;
    report.produced += chunk.length;
    check();
    return chunk;
  }
}

const attempt = async (make) => {
  try {
    return make();
  } catch {
    return null;
  }
};

/** True when the stream ended well; false when it has to be read again. */
async function* inflateByBrowser(stream, report, check) {
  const reader = stream.getReader();
  try {
    for (;;) {
      let result;
      try {
        result = await reader.read();
      } catch (error) {
        if (error?.name === 'LoadError' || error?.name === 'AbortError') throw error;
        return false;
      }
      if (result.done) return true;
      report.produced += result.value.length;
      check();
      yield result.value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function* inflateAgain(opened, kit, report, check) {
  const parts = [];
  let length = 0;
  for await (const chunk of kit.chunksOf(await opened.open(), opened.name, kit)) {
    parts.push(chunk);
    length += chunk.length;
    if (length > kit.LIMITS.compressedInMemory) {
      throw new kit.LoadError('This gzip file is damaged or has several members, and is too large to be mended here: write it anew with `gzip -dc FILE | gzip`.', { name: opened.name, byte: length });
    }
  }
  report.read = length;
  const pieces = kit.inflateMembers(joined(parts, length));
  let passed = 0;
  const given = report.produced;
  for (;;) {
    const { done, value } = pieces.next();
    if (done) {
      Object.assign(report, { members: value.members, ignored: value.ignored, damage: value.damage, damageAt: value.at });
      return;
    }
    const before = passed;
    passed += value.length;
    if (passed <= given) continue;
    const fresh = before < given ? value.subarray(given - before) : value;
    report.produced += fresh.length;
    check();
    yield fresh;
  }
}

function boundsOf(opened, { LIMITS, LoadError }, report) {
  return () => {
    if (report.produced <= LIMITS.freeText) return;
    const where = { name: opened.name, byte: report.produced };
    if (report.produced > LIMITS.text) throw new LoadError('The trace holds more than 16 GiB of text: record less, or a shorter time.', where);
    const packed = Math.max(report.read, opened.size ?? 0);
    if (report.members > 0 && report.produced > packed * LIMITS.expansion) {
      throw new LoadError(`The gzip file inflates to more than ${LIMITS.expansion} times its length: this is no trace, and reading stopped at byte ${report.produced} of its text.`, where);
    }
  };
}

const OTHERS = [
  [[0x50, 0x4b], 'This is a zip archive: unpack it and open the .json inside.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'This file is packed with zstd: unpack it with `zstd -d` and open the .json.'],
  [[0x42, 0x5a, 0x68], 'This file is packed with bzip2: unpack it and open the .json.'],
  [[0xfd, 0x37, 0x7a], 'This file is packed with xz: unpack it and open the .json.'],
  [[0x50, 0x45, 0x52, 0x46], 'This is a recording of perf, not a Chrome trace: give a .json or .json.gz.'],
  [[0x0a], null],
];

function refuseOtherFormats(first, { name }, { LoadError }) {
  for (const [magic, sentence] of OTHERS) {
    if (sentence && magic.every((byte, index) => first[index] === byte)) throw new LoadError(sentence, { name, byte: 0 });
  }
  if ((first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff)) {
    throw new LoadError('This text is UTF-16: a Chrome trace is UTF-8. Convert it with `iconv -f UTF-16 -t UTF-8`.', { name, byte: 0 });
  }
}

function joined(parts, length) {
  if (parts.length === 1) return parts[0].subarray(0, length);
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const part of parts) {
    const piece = part.subarray(0, length - filled);
    whole.set(piece, filled);
    filled += piece.length;
    if (filled === length) break;
  }
  return whole;
}
