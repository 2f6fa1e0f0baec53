// One event's text, found again by its offset. Imports nothing.

/**
 * Reads a file again up to an event.
 *
 * A plain file of the page's own is read from there; anything else from its beginning, without parsing it.
 * @param {object} source see openSource
 * @param {number} offset of the event's brace in the text
 * @param {object} kit openSource, textOf and what they need, skipValue
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>} the event's text; throws LoadError when the file has changed
 */
export async function findEvent(source, offset, kit, signal) {
  const opened = kit.openSource(source, kit, signal);
  const report = { read: 0, produced: 0, members: 0, ignored: 0, damage: null, damageAt: 0 };
  let start = 0;
  let chunks;
  const blob = source.file ?? source.blob;
  if (blob && !(await isGzip(blob))) {
    start = offset;
    chunks = kit.chunksOf(blob.slice(offset).stream(), source.name, kit);
  } else {
    chunks = kit.textOf(opened, kit, report);
  }
  let held = new Uint8Array(0);
  let wanted = 1;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    const end = start + chunk.length;
    if (end > offset) {
      const fresh = start < offset ? chunk.subarray(offset - start) : chunk;
      held = appended(held, fresh);
      if (held.length >= wanted) {
        const text = wholeEvent(held, kit);
        if (text !== null) return text;
        if (held.length > kit.LIMITS.event) break;
        wanted = held.length * 2;
      }
    }
    start = end;
  }
  const text = wholeEvent(held, kit);
  if (text === null) throw new kit.LoadError('the file has changed since it was opened: open it again.', { name: source.name, byte: offset });
  return text;
}

async function isGzip(blob) {
  const first = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return first[0] === 0x1f && first[1] === 0x8b;
}

function appended(held, fresh) {
  const whole = new Uint8Array(held.length + fresh.length);
  whole.set(held);
  whole.set(fresh, held.length);
  return whole;
}

/** The text of the event at the beginning of the bytes; null when it is not whole, or none. */
function wholeEvent(bytes, { skipValue, DAMAGED }) {
  if (bytes.length > 0 && bytes[0] !== 123) return null;
  const padded = appended(bytes, new Uint8Array(8));
  const end = skipValue(padded, 0, bytes.length);
  return end > 0 && end !== DAMAGED ? new TextDecoder().decode(bytes.slice(0, end)) : null;
}
