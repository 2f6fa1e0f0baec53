// Loads a trace into its model: in a module worker, or in slices of the page's own time where none starts.

import { kit } from 'v/load/kit';
import { startWorker } from 'v/load/remote';
import { embeddedBlob } from 'v/load/embedded';

export { LoadError } from 'v/load/failure';

/** ms of parsing after which the page gets to draw. */
const SLICE = 8;

/**
 * Loads a trace.
 * @param {{name: string, url?: string, embedded?: string, file?: File, bytes?: number}} source where it is: a URL, the id of
 *   a data block of this page, or a file
 * @param {object} [options]
 * @param {(done: {read: number, total: number|null, spans: number, stage: 'reading'|'arranging'}) => void} [options.onProgress]
 *   bytes of the file read, of how many in all (null when not known), and spans found
 * @param {AbortSignal} [options.signal] stops loading with an AbortError and gives the memory back
 * @returns {Promise<object>} the FileModel; rejects with LoadError: one sentence, what and what to do
 */
export async function load(source, { onProgress, signal } = {}) {
  signal?.throwIfAborted();
  const ready = await readable(source);
  const worker = await startWorker();
  try {
    if (!worker) return await kit.readTrace(ready, kit, { onProgress, signal, slice: SLICE });
    return await worker.ask({ type: 'load', source: ready }, { onProgress, signal });
  } catch (error) {
    if (error instanceof kit.LoadError || error?.name === 'AbortError') throw error;
    if (error instanceof RangeError || /allocation|memory/i.test(error?.message)) {
      throw new kit.LoadError('There is not enough memory for this trace: record a shorter time, or close other tabs.', { name: source.name });
    }
    throw new kit.LoadError(`The trace could not be read (${error?.message ?? error}).`, { name: source.name });
  } finally {
    worker?.end();
  }
}

/** A source as a worker can take it: whole URLs, blobs instead of data blocks. */
export async function readable(source) {
  if (source.embedded) return { name: source.name, blob: await embeddedBlob(source.embedded, source.name, kit.LoadError) };
  return source.url ? { ...source, url: new URL(source.url, document.baseURI).href } : { ...source };
}
