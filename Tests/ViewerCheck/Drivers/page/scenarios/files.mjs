// Files that a user drops or chooses: ours and other tools', without any analysis.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
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
};
