// Files that a user drops or chooses: ours and other tools', without any analysis.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { serve } from '../../static-server.mjs';
import { ANALYSED, LOADED } from '../opening.mjs';

/** What the page holds of the files: the store's models. */
const held = `import('v/main').then(({ page: { store } }) => store.get().runs.map(({ lanes, file, label }) =>
  ({ label, lanes: lanes.length, spans: file.counts.spans, async: file.counts.async, instants: file.counts.instants,
    flows: file.counts.flows, notes: file.notes, name: file.name })))`;

/** Whether anything but the background is drawn. */
export const isDrawn = `(() => [...document.querySelectorAll('#timeline canvas')].some((canvas) => {
  if (!canvas.width || !canvas.height) return false;
  // A copy: reading the page's own canvas would make it slow.
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  const colors = new Set();
  for (let at = 0; at < data.length && colors.size < 3; at += 4) {
    if (data[at + 3]) colors.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  }
  return colors.size >= 3;
}))()`;

const traces = (context, folder) => readdirSync(path.join(context.repository, 'traces', folder))
  .filter((name) => /[.]json([.]gz)?$/.test(name)).sort()
  .map((name) => path.join(context.repository, 'traces', folder, name));

/** What node's own gunzip and JSON.parse read in a file: events by phase. */
function content(file) {
  const bytes = readFileSync(file);
  const { traceEvents } = JSON.parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  return traceEvents.reduce((groups, event) => {
    (groups[event.ph] ??= []).push(event);
    return groups;
  }, {});
}

/** A page that answers as Perfetto's does and keeps what it was handed: a digest says more than a picture would. */
const STAND_IN = `<!doctype html><title>stands in for Perfetto</title><script>
addEventListener('message', async ({ data, source, origin }) => {
  if (data === 'PING') { source.postMessage('PONG', origin); return; }
  const { buffer, title } = data?.perfetto ?? {};
  if (!buffer) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
  globalThis.handed = { title, origin, sum: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
});
</script>`;

/** Clicks a button that opens Perfetto; resolves with what arrived there. */
async function handOver(context, tab, origin, click) {
  await click();
  const { targetId } = await context.browser.target("Perfetto's tab", ({ type, url }) => type === 'page' && url.startsWith(origin));
  const other = await context.browser.attach(targetId);
  const handed = await other.waitFor('the trace', 'globalThis.handed ?? null', { seconds: 120 });
  await context.browser.send('Target.closeTarget', { targetId });
  return handed;
}

export const scenarios = {
  async 'a recorded trace, dropped'(context, checks) {
    const tab = await context.page.empty();
    checks.includes(await tab.evaluate('document.body.innerText'), ['stretto view'], 'the empty page');
    const files = [...traces(context, 'count'), ...traces(context, 'fetch')];
    for (const file of files) {
      const { X, f } = content(file);
      await context.page.drop(tab, [file]);
      const runs = await tab.evaluate(held);
      checks.that(runs.length >= 6, `${file}: ${runs.length} runs`);
      checks.equal(runs[0]?.spans, X.length, `${file}: spans`);
      checks.equal(runs[0]?.flows, f.length, `${file}: arrows`);
      checks.that(await tab.evaluate(isDrawn), `${file}: nothing is drawn`);
      const hasAnalysis = await tab.evaluate(ANALYSED);
      const text = await tab.evaluate('document.body.innerText');
      if (!hasAnalysis) checks.includes(text, ['stretto view'], 'the page without an analysis');
    }
  },
  async 'two traces, dropped together'(context, checks) {
    const tab = await context.page.empty();
    await context.page.drop(tab, [...traces(context, 'count'), ...traces(context, 'fetch')]);
    const runs = await tab.evaluate(held);
    checks.that(runs.length >= 13, `${runs.length} runs of two files`);
  },
  async 'traces dropped on the served page'(context, checks) {
    const tab = await context.page.served(traces(context, 'count'));
    await context.page.choose(tab, traces(context, 'fetch'));
    const runs = await tab.evaluate(held);
    checks.that(runs.some(({ name }) => name === 'comparison.json.gz'), 'the dropped trace is not there');
  },
  async 'traces of other tools, dropped'(context, checks) {
    const tab = await context.page.empty();
    const files = traces(context, 'foreign');
    checks.that(files.length >= 15, `only ${files.length} traces of other tools`);
    for (const file of files) {
      const name = path.basename(file);
      await context.page.drop(tab, [file]);
      const runs = await tab.evaluate(held);
      const lanes = runs.reduce((sum, run) => sum + run.lanes, 0);
      checks.that(lanes > 0 && runs[0].name === name, `${name}: ${lanes} lanes of ${runs[0]?.name}`);
      checks.that(await tab.evaluate(LOADED), `${name} did not load`);
      checks.that(await tab.evaluate(isDrawn), `${name}: nothing is drawn`);
      for (const problem of tab.problems()) checks.problems.push(`${name}: ${problem}`);
    }
  },
  async 'handed to Perfetto'(context, checks) {
    const origin = await serve(context.folder, { '/perfetto': { text: STAND_IN, type: 'text/html' } });
    const [file] = traces(context, 'count');
    const expected = { title: path.basename(file), sum: createHash('sha256').update(readFileSync(file)).digest('hex') };
    const arrives = async (tab, what, click) => {
      const { title, sum, origin: from } = await handOver(context, tab, origin, click);
      checks.equal({ title, sum }, expected, `${what}: what arrived`);
      checks.that(from === await tab.evaluate('location.origin'), `${what}: it came from ${from}`);
    };
    const own = await context.page.started(['--perfetto-url', `${origin}/perfetto`, file], { until: ANALYSED });
    await own.evaluate("document.querySelector('#files details').open = true");
    await arrives(own, 'the page', () => own.clickOn('#files button', 'Open in Perfetto'));
    await own.until('the page says so', "/Handed/.test(document.querySelector('#files [role=status]').textContent)", 120);
    const plain = await context.page.started(['--perfetto', '--perfetto-url', `${origin}/perfetto`, file], { until: "!!document.querySelector('.trace button')" });
    checks.includes(await plain.evaluate('document.body.innerText'), ['DevTools'], 'the page of --perfetto');
    await arrives(plain, 'the page of --perfetto', () => plain.clickOn('.trace button', 'Perfetto'));
    await plain.until('that page says so', "/Handed/.test(document.querySelector('.status').textContent)", 120);
  },
};
