// Hands a trace to the Perfetto UI in another tab, as Perfetto documents it: open its page, send
// "PING" until it answers "PONG", then post the trace's bytes.

const perfetto = new URL(document.body.dataset.perfetto);
const pingEvery = 50;
const patience = 60_000;

/** A failure that the reader of the page can do something about. */
class HandoverError extends Error {}

/** Resolves when the window answers; only that window's own answer counts. */
function pong(target) {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const finish = (error) => {
      clearInterval(timer);
      removeEventListener('message', listen);
      if (error) reject(new HandoverError(error)); else resolve();
    };
    const listen = (event) => {
      if (event.source === target && event.origin === perfetto.origin && event.data === 'PONG') {
        finish();
      }
    };
    addEventListener('message', listen);
    const timer = setInterval(() => {
      if (target.closed) finish("Perfetto's tab was closed before the trace arrived.");
      else if (Date.now() - started > patience) {
        finish(`${perfetto.host} did not answer. Is it reachable from this browser? ` +
          'Otherwise download the trace and load it in DevTools, as below.');
      } else target.postMessage('PING', perfetto.origin);
    }, pingEvery);
  });
}

/** The trace's bytes, just as the file holds them. */
async function bytes(url) {
  const response = await fetch(url).catch(() => {
    throw new HandoverError('The trace cannot be fetched: has "stretto view" been stopped?');
  });
  if (!response.ok) throw new HandoverError((await response.text()).trim());
  return response.arrayBuffer();
}

async function open(trace, say) {
  // The window must open while the click counts as one; everything slow comes later.
  const target = window.open(perfetto.href, '_blank');
  if (!target) {
    throw new HandoverError('The browser kept Perfetto from opening: allow pop-ups for this page.');
  }
  say('Opening Perfetto …');
  const fileName = trace.dataset.name;
  // Both must be awaited from the start, or the failure of one is an unhandled rejection.
  const [buffer] = await Promise.all([bytes(trace.dataset.url), pong(target)]);
  const message = { perfetto: { buffer, title: fileName, fileName } };
  target.postMessage(message, perfetto.origin, [buffer]);
  say('Handed to Perfetto.');
}

for (const trace of document.querySelectorAll('.trace')) {
  const button = trace.querySelector('button');
  const status = trace.querySelector('.status');
  const say = (text, kind = '') => {
    status.textContent = text;
    status.dataset.kind = kind;
  };
  button?.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await open(trace, say);
    } catch (error) {
      say(error instanceof HandoverError ? error.message : String(error), 'bad');
    } finally {
      button.disabled = false;
    }
  });
}
