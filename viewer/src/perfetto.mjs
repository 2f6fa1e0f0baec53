// Hands a trace to the Perfetto UI in another tab, as Perfetto documents it: open its page, send "PING"
// until it answers "PONG", then post the trace's bytes. Nothing is uploaded.

const pingEvery = 50;
const patience = 60_000;

/** A failure that the reader of the page can do something about. */
export class HandoverError extends Error {}

/** Why this page cannot hand over, or null: a page from a file has no origin that Perfetto could trust. */
export function whyNot(protocol) {
  return protocol === 'file:' ? 'A page opened from a file cannot hand a trace to Perfetto: browsers give it no origin. ' +
    'Run stretto view on the trace, or load the trace at ui.perfetto.dev by hand.' : null;
}

/** Resolves when the window answers; only that window's own answer counts. */
function pong(target, perfetto) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const finish = (error) => {
      clearInterval(timer);
      removeEventListener('message', listen);
      if (error) reject(new HandoverError(error)); else resolve();
    };
    const listen = (event) => {
      if (event.source === target && event.origin === perfetto.origin && event.data === 'PONG') finish();
    };
    addEventListener('message', listen);
    const timer = setInterval(() => {
      if (target.closed) finish("Perfetto's tab was closed before the trace arrived.");
      else if (Date.now() - started > patience) {
        finish(`${perfetto.host} did not answer. Is it reachable from this browser? Otherwise load the trace in DevTools.`);
      } else target.postMessage('PING', perfetto.origin);
    }, pingEvery);
  });
}

/** The bytes of a source just as its file holds them: {url}, {file} or {embedded}. */
export async function bytesOf(source) {
  if (source.file) return source.file.arrayBuffer();
  if (source.embedded) {
    const text = document.getElementById(source.embedded)?.textContent ?? '';
    return Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0)).buffer;
  }
  const response = await fetch(source.url).catch(() => {
    throw new HandoverError('The trace cannot be fetched: has stretto view been stopped?');
  });
  if (!response.ok) throw new HandoverError(`The trace cannot be fetched: ${response.status}.`);
  return response.arrayBuffer();
}

/**
 * Opens Perfetto and gives it the trace; call it while a click counts as one. `say` is told how it goes.
 *
 * @throws {HandoverError} with one sentence for the reader
 */
export async function openInPerfetto(source, address, say) {
  const reason = whyNot(location.protocol);
  if (reason) throw new HandoverError(reason);
  const perfetto = new URL(address);
  // The window must open while the click counts; everything slow comes later.
  const target = window.open(perfetto.href, '_blank');
  if (!target) throw new HandoverError('The browser kept Perfetto from opening: allow pop-ups for this page.');
  say('Opening Perfetto …');
  // Both must be awaited from the start, or the failure of one is an unhandled rejection.
  const [buffer] = await Promise.all([bytesOf(source), pong(target, perfetto)]);
  target.postMessage({ perfetto: { buffer, title: source.name, fileName: source.name } }, perfetto.origin, [buffer]);
  say('Handed to Perfetto.');
}
