// Where a trace's bytes come from: a file, a URL, a blob or bytes in memory. Imports nothing.

/**
 * @typedef {object} Opened
 * @property {string} name the file's name, as it is
 * @property {number|null} size its length in bytes, if known
 * @property {() => Promise<ReadableStream<Uint8Array>>} open a stream from its first byte; may be called again
 */

/**
 * Makes a source readable; reads nothing yet.
 * @param {{name: string, url?: string, blob?: Blob, file?: Blob, bytes?: Uint8Array|number}} source
 * @param {{LoadError: typeof Error}} kit
 * @param {AbortSignal} [signal] stops fetching
 * @returns {Opened} whose `open` throws LoadError when the bytes cannot be had
 */
export function openSource(source, { LoadError }, signal) {
  const { name } = source;
  const blob = source.file ?? source.blob;
  if (blob) return { name, size: blob.size, open: async () => blob.stream() };
  if (source.bytes instanceof Uint8Array) {
    const bytes = source.bytes;
    return { name, size: bytes.length, open: async () => new Blob([bytes]).stream() };
  }
  const opened = {
    name, size: typeof source.bytes === 'number' ? source.bytes : null,
    open: async () => {
      let response;
      try {
        response = await fetch(source.url, { signal, cache: 'no-store' });
      } catch (error) {
        if (signal?.aborted) throw error;
        throw new LoadError('The trace could not be fetched: is `stretto view` still running?', { name });
      }
      if (!response.ok || !response.body) {
        throw new LoadError(`The trace could not be fetched: the server answered ${response.status}.`, { name });
      }
      const length = Number(response.headers.get('content-length'));
      if (opened.size === null && length > 0) opened.size = length;
      return response.body;
    },
  };
  return opened;
}

/**
 * The chunks of a stream, one after another; cancels the stream when its reader stops early.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {string} name the file's name, for errors
 * @param {{LoadError: typeof Error}} kit
 * @returns {AsyncGenerator<Uint8Array>} throws LoadError when the stream breaks
 */
export async function* chunksOf(stream, name, { LoadError }) {
  const reader = stream.getReader();
  let isDone = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        if (error?.name === 'AbortError') throw error;
        throw new LoadError(`The file could not be read to its end (${error?.message ?? error}): is it still there, and unchanged?`, { name });
      });
      if (done) {
        isDone = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!isDone) reader.cancel().catch(() => {});
  }
}

/**
 * A stream with the first chunks put back and its bytes counted.
 * @param {Uint8Array[]} head chunks already taken from it
 * @param {AsyncGenerator<Uint8Array>} rest the chunks after them
 * @param {(bytes: number) => void} count called with every chunk's length
 * @returns {ReadableStream<Uint8Array>}
 */
export function streamOf(head, rest, count) {
  const waiting = [...head];
  return new ReadableStream({
    async pull(controller) {
      const chunk = waiting.length > 0 ? waiting.shift() : (await rest.next()).value;
      if (chunk === undefined) return controller.close();
      count(chunk.length);
      controller.enqueue(chunk);
    },
    async cancel() {
      await rest.return();
    },
  });
}
