// Opens one trace in one viewer, in a browser that does nothing else, and says what that took.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTrace, page as catapultPage } from '../../ViewerCheck/Drivers/catapult-page.mjs';
import { LOADED, SETTLED } from '../../ViewerCheck/Drivers/page/opening.mjs';
import { Browser } from '../../ViewerCheck/Drivers/cdp.mjs';
import { servePerfetto, serve } from '../../ViewerCheck/Drivers/static-server.mjs';
import { catapultFolder, perfettoFolder } from '../../ViewerCheck/Drivers/tools.mjs';
import { megabytes, processorSeconds } from './memory.mjs';

const viewer = fileURLToPath(new URL('../../../viewer', import.meta.url));

/** The page as `stretto view` serves it: index.html with the traces named in it. */
export function ourPage(files) {
  const sources = { traces: files.map((file, index) => ({ name: path.basename(file), url: `traces/${index}` })),
    analysis: null, perfetto: 'http://127.0.0.1:1' };
  const text = readFileSync(path.join(viewer, 'index.html'), 'utf8').replace(
    /(<script type="application\/json" id="sources">).*?(<\/script>)/, (_, open, close) =>
      `${open}${JSON.stringify(sources).replaceAll('<', '\\u003c')}${close}`);
  const answers = { '/': { text, type: 'text/html; charset=utf-8' } };
  files.forEach((file, index) => { answers[`/traces/${index}`] = { file }; });
  return serve(viewer, answers);
}

/** Each opens `file` in `tab` and returns when a person could begin to look; `more` comes later. */
const open = {
  async ours(tab, file, limits) {
    await tab.navigate(`${await ourPage([file])}/`);
    await tab.waitFor('our page', SETTLED, limits);
    if (!await tab.evaluate(LOADED)) throw new Error(await tab.evaluate("document.querySelector('#messages').innerText"));
    // The first picture is on the screen.
    await tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  },
  async perfetto(tab, file, limits) {
    const origin = await servePerfetto(perfettoFolder(), { '/trace/0': { file } });
    await tab.navigate(`${origin}/#!/?url=${origin}/trace/0&hideSidebar=true`);
    await tab.waitFor('Perfetto', "/Perfetto UI$/.test(document.title) && !!window.app?.trace", limits);
    // Its title comes before its tracks; it has drawn them when it has been idle for a while.
    const titled = performance.now();
    const quiet = 200;
    await tab.evaluate(`window.waitForPerfettoIdle(${quiet})`);
    return { titleBefore: (performance.now() - titled) / 1000, waited: quiet / 1000 };
  },
  async catapult(tab, file, limits) {
    const origin = await serve(catapultFolder(),
      { '/': { text: catapultPage, type: 'text/html; charset=utf-8' }, '/trace/0': { file } });
    await tab.navigate(`${origin}/`);
    await tab.waitFor('catapult', 'window.isReady === true', limits);
    const call = [file, '/trace/0'].map((word) => JSON.stringify(word)).join();
    const late = new Promise((_, reject) => {
      setTimeout(() => reject(new Error('late')), limits.seconds * 1000).unref();
    });
    const { error, slices } = await Promise.race([tab.evaluate(`(${importTrace})(${call})`), late]);
    if (error) throw new Error(error);
    // Text longer than the browser's longest string comes out empty, without a word.
    if (slices === 0) throw new Error('it shows no span of the trace');
  },
};

export const VIEWERS = Object.keys(open);

/**
 * Opens `file` in a fresh browser. Resolves with {seconds, title, cpu, base, used, peak}: from the call
 * for the page until its timeline is drawn (Perfetto's title comes earlier), seconds of CPU, and megabytes of the browser before, once it has settled, and at most; or with
 * {failure} after `limit` seconds. `then(tab)` runs in the loaded page and adds to the result.
 */
export async function load(viewer, file, { limit = 180, then } = {}) {
  const browser = await Browser.launch('--window-size=1600,1000');
  let timer;
  try {
    const tab = await browser.page();
    await tab.evaluate('new Promise((done) => setTimeout(done, 500))');
    const base = megabytes(browser.pid);
    let peak = base;
    timer = setInterval(() => { peak = Math.max(peak, megabytes(browser.pid)); }, 500);
    const [start, before] = [performance.now(), processorSeconds(browser.pid)];
    const { titleBefore, waited = 0 } = await open[viewer](tab, file, { seconds: limit, every: 20 }) ?? {};
    const all = (performance.now() - start) / 1000;
    const seconds = all - waited;
    const title = titleBefore === undefined ? undefined : all - titleBefore;
    const cpu = processorSeconds(browser.pid) - before;
    // Pages of memory come and go for a moment after the first picture.
    const first = megabytes(browser.pid);
    await tab.evaluate('new Promise((done) => setTimeout(done, 2000))');
    const used = Math.max(first, megabytes(browser.pid));
    return { viewer, seconds, title, cpu, base, used, peak: Math.max(peak, used), ...(then && await then(tab)) };
  } catch (error) {
    return { viewer, failure: String(error.message).split('\n')[0] };
  } finally {
    clearInterval(timer);
    browser.close();
  }
}
