// The worker as the page sees it: one request at a time, answered by promises.

import { LoadError } from 'v/load/failure';
import { unpackModel } from 'v/load/packing';

/** ms within which a worker must say that it has started. */
const PATIENCE = 20_000;
/** Whether a worker has failed to start here, so that none is tried again. */
let isImpossible = false;

/**
 * Starts a module worker.
 * @returns {Promise<{ask: Function, end: () => void}|null>} null where none can be started: in a page opened from disk
 */
export async function startWorker() {
  if (isImpossible || typeof Worker === 'undefined' || !/^https?:$/.test(location.protocol)) return null;
  try {
    const worker = new Worker(new URL('src/worker.mjs', document.baseURI), { type: 'module' });
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the worker does not answer')), PATIENCE);
      worker.onmessage = () => {
        clearTimeout(timer);
        resolve();
      };
      worker.onerror = (event) => {
        clearTimeout(timer);
        reject(new Error(event.message));
      };
    });
    return { ask: (request, options) => ask(worker, request, options), end: () => worker.terminate() };
  } catch {
    isImpossible = true;
    return null;
  }
}

function ask(worker, request, { onProgress, signal } = {}) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal?.addEventListener('abort', stop, { once: true });
    const settle = (how, value) => {
      signal?.removeEventListener('abort', stop);
      how(value);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      settle(reject, new Error(event.message ?? 'the worker stopped'));
    };
    worker.onmessageerror = () => settle(reject, new RangeError('not enough memory'));
    worker.onmessage = ({ data }) => {
      if (data.type === 'progress') onProgress?.(data.done);
      else if (data.type === 'failure') settle(reject, data.isLoadError ? new LoadError(data.message, { byte: data.byte, name: request.source.name }) : new Error(data.message));
      else settle(resolve, data.type === 'model' ? unpackModel(data.model) : data.text);
    };
    worker.postMessage(request);
  });
}
