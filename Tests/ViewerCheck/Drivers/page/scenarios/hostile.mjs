// Hostile files: a clear message or a loaded page, no script run, and the tab lives.

import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { writeHostile } from '../hostile.mjs';
import { intrusions } from '../inspect.mjs';
import { LOADED } from '../opening.mjs';

const held = `import('v/main').then(({ page: { store } }) => store.get().runs.reduce((sum, { file }, index, all) =>
  all.findIndex((each) => each.file === file) === index ? sum + file.counts.spans : sum, 0))`;
const messages = "document.querySelector('#messages')?.innerText ?? ''";

function corpus(context) {
  if (!context.hostile) {
    const folder = path.join(context.folder, 'hostile');
    mkdirSync(folder);
    context.hostile = writeHostile(folder);
  }
  return context.hostile;
}

/** One file on a page: what must hold for it. */
async function judge(context, checks, tab, { name, file, outcome, spans, least, says }) {
  const before = checks.problems.length;
  await context.page.drop(tab, [file]);
  const isLoaded = await tab.evaluate(LOADED);
  const said = await tab.evaluate(messages);
  if (outcome === 'loads') checks.that(isLoaded, `it does not load: ${said}`);
  if (outcome === 'message') checks.that(said.trim().length > 20, `no message, but ${JSON.stringify(said)}`);
  if (!isLoaded) checks.that(said.trim().length > 20, `failed without a sentence: ${JSON.stringify(said)}`);
  if (says) {
    // What was lost stands in the messages or in the notes.
    const text = await tab.evaluate('document.body.innerText');
    checks.that(says.test(`${said} ${isLoaded ? text : ''}`), `it says ${JSON.stringify(said.slice(0, 200))}`);
  }
  if (spans && isLoaded) checks.equal(await tab.evaluate(held), spans, 'spans');
  if (least && isLoaded) {
    const found = await tab.evaluate(held);
    checks.that(found >= least, `${found} spans, not at least ${least}`);
  }
  // Whatever is under the mouse and whatever is marked is shown as well.
  for (const key of ['m', '?', 'Escape', 'Escape', ']', 'c', 'Escape']) await tab.press(key);
  const box = await tab.evaluate("(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector('#timeline').getBoundingClientRect())");
  if (box.width > 0 && box.height > 0) {
    for (const part of [0.2, 0.5, 0.8]) await tab.moveTo(box.x + box.width * 0.6, Math.min(box.y + box.height * part, 880));
  }
  checks.problems.push(...await tab.call(intrusions), ...tab.problems());
  for (let at = before; at < checks.problems.length; at += 1) {
    if (!checks.problems[at].startsWith(`${name}: `)) checks.problems[at] = `${name}: ${checks.problems[at]}`;
  }
}

const some = (test, extra) => async (context, checks) => {
  let tab = await context.page.empty();
  const entries = corpus(context).filter(({ name }) => test(name));
  checks.that(entries.length > 0, 'the corpus is empty');
  for (const entry of entries) {
    await judge(context, checks, tab, entry).catch(async (error) => {
      checks.problems.push(`${entry.name}: ${error.message}`, ...tab.problems());
      tab = await context.page.empty();
    });
  }
  await extra?.(context, checks, tab);
};

const isGzip = (name) => name.endsWith('.gz') || name === 'gzip-named.json';
const isNames = (name) => /names|img|analysis/.test(name);
const isLarge = (name) => /lanes|deep|bomb/.test(name);

/** A good file after a bad one, on the same page: nothing of the bad one is left. */
async function thenGood(context, checks, tab) {
  await context.page.choose(tab, [path.join(context.repository, 'traces/count/comparison.json.gz')]);
  checks.that(await tab.evaluate(LOADED), 'a good file afterwards');
  checks.equal((await tab.evaluate(messages)).trim(), '', 'messages of the file before');
}

/** The sources that a policy allows for one kind of thing; a hash is named as one. */
const sourcesOf = (policy, kind) => policy.split(';').map((each) => each.trim().split(/\s+/)).find(([name]) => name === kind)?.slice(1) ?? [];
const kindOf = (source) => /^'sha256-[\w+/=]{44}'$/.test(source) ? 'hash' : source;

export const scenarios = {
  'hostile names': some(isNames, thenGood),
  'hostile numbers and shapes': some((name) => !isNames(name) && !isGzip(name) && !isLarge(name), thenGood),
  'broken gzip': some((name) => isGzip(name) && !isLarge(name), thenGood),
  'too much of everything': some(isLarge, thenGood),
  async 'hostile names in one file on disk'(context, checks) {
    for (const name of ['names.json', 'analysis.json', '<img src=x onerror=alert(9)>.json']) {
      const { file } = corpus(context).find((entry) => entry.name === name);
      const tab = await context.page.single([file]);
      checks.problems.push(...await tab.call(intrusions));
    }
  },
  async 'no script but our own'(context, checks) {
    const file = path.join(context.repository, 'traces/count/comparison.json.gz');
    const tabs = [await context.page.served([file]), await context.page.single([file])];
    const served = (await fetch(context.page.addressOf([file]))).headers.get('content-security-policy') ?? '';
    const inFile = await tabs[1].evaluate("document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content ?? ''");
    for (const policy of [served, inFile]) {
      checks.that(/default-src 'none'/.test(policy) && !/unsafe|\*|https?:/.test(policy), `the policy is "${policy}"`);
    }
    checks.equal(sourcesOf(served, 'script-src').map(kindOf), ["'self'", 'hash'], 'scripts that the served page may run');
    checks.equal(sourcesOf(inFile, 'script-src').map(kindOf).sort(), ['data:', 'hash', 'hash'], 'scripts that the single file may run');
    for (const tab of tabs) {
      await tab.evaluate(`new Promise((done) => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.wasRun = 1';
        document.body.append(script);
        const image = document.createElement('div');
        image.innerHTML = '<img src="data:image/gif;base64," onerror="globalThis.wasRun = 1">';
        document.body.append(image);
        try { setTimeout('globalThis.wasRun = 1'); } catch { /* refused */ }
        setTimeout(done, 200);
      })`);
      checks.equal(await tab.evaluate('globalThis.wasRun ?? null'), null, 'an inline script');
      const refused = tab.problems();
      checks.that(refused.some((text) => /Content Security Policy/.test(text)), 'nothing was refused');
    }
  },
};
