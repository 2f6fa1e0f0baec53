// Opens traces in a copy of the whole Perfetto UI, in headless Chromium.
//
//   node perfetto-ui.mjs [--screenshot PNG] [--timeout SECONDS] TRACE...
//   node perfetto-ui.mjs --hand-over INDEX --stretto PROGRAM [--page-screenshot PNG] [--theme dark] ...
//
// With --hand-over it starts `stretto view --perfetto` of the traces, which is to hand them to its
// copy of the UI, clicks the button of that trace there, and looks at what arrives in the tab that
// the page opened.

import { Browser } from './cdp.mjs';
import { Stretto } from './page/stretto.mjs';
import { servePerfetto } from './static-server.mjs';
import { perfettoFolder, poll, run, traceBytes, UsageError } from './tools.mjs';

/** What a UI with a loaded trace says of it. */
async function facts(tab, screenshot) {
  await tab.waitFor('the trace in Perfetto', `(() => {
    const dialog = document.querySelector('.pf-modal-dialog, .modal-dialog');
    return !!dialog || (/Perfetto UI$/.test(document.title) && !!window.app?.trace);
  })()`);
  await tab.evaluate('window.waitForPerfettoIdle?.(800)');
  const count = (sql) => tab.evaluate(`(async () => {
    const result = await window.app.trace.engine.query(${JSON.stringify(sql)});
    return Number(result.iter({}).get('n'));
  })()`);
  const isLoaded = await tab.evaluate('!!window.app?.trace');
  const found = {
    title: await tab.evaluate('document.title'),
    dialogs: await tab.evaluate(`[...document.querySelectorAll('.pf-modal-dialog, .modal-dialog')]
      .map((dialog) => dialog.innerText)`),
    ...(isLoaded && {
      slices: await count('select count(*) as n from slice'),
      flows: await count('select count(*) as n from flow'),
      importErrors: await tab.evaluate('Number(window.app.trace.traceInfo.importErrors)'),
      traceTitle: await tab.evaluate('window.app.trace.traceInfo.traceTitle'),
    }),
    exceptions: tab.exceptions,
  };
  if (screenshot) {
    await tab.evaluate(`window.app?.trace?.commands?.runCommand(
      'dev.perfetto.ExpandTracksByRegex', '.*')`).catch(() => {});
    await tab.evaluate('window.waitForPerfettoIdle?.(800)');
    await tab.screenshot(screenshot);
  }
  return found;
}

async function handOver(browser, origin, options, files) {
  if (!options.stretto) throw new UsageError('--hand-over needs --stretto and the built program');
  const { address } = await new Stretto(options.stretto)
    .view('--perfetto', '--perfetto-url', origin, ...files);
  const page = await browser.page();
  if (options.theme) {
    await page.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: options.theme }],
    });
  }
  const refused = [];
  browser.onEvent(({ sessionId, method, params }) => {
    if (sessionId === page.sessionId && method === 'Log.entryAdded') {
      refused.push(params.entry.text);
    }
  });
  await page.send('Log.enable');
  await page.navigate(address);
  const trace = `.trace[data-url="traces/${options['hand-over']}"]`;
  await page.waitFor('the page', `document.readyState === 'complete' &&
    !!document.querySelector('${trace} button')`);
  if (options['page-screenshot']) await page.screenshot(options['page-screenshot']);
  await page.click(`${trace} button`);
  const { targetId } = await browser.target("Perfetto's tab",
    (target) => target.type === 'page' && target.url.startsWith(origin));
  const found = await facts(await browser.attach(targetId), options.screenshot);
  const status = await poll("the page's status", () =>
    page.evaluate(`document.querySelector('${trace} .status').textContent`));
  return {
    page: { status, names: await page.evaluate(
      `[...document.querySelectorAll('.trace')].map((trace) => trace.dataset.name)`),
      exceptions: page.exceptions, complaints: [...page.complaints, ...refused] },
    ...found,
  };
}

await run(async function* (options, files) {
  for (const file of files) await traceBytes(file);
  const answers = {};
  files.forEach((file, index) => { answers[`/trace/${index}`] = { file }; });
  const origin = await servePerfetto(perfettoFolder(), answers);
  const browser = await Browser.launch();
  if (options['hand-over'] !== undefined) {
    yield await handOver(browser, origin, options, files);
    return;
  }
  for (const [index, file] of files.entries()) {
    const tab = await browser.page(`${origin}/#!/?url=${origin}/trace/${index}&hideSidebar=true`);
    yield { file, ...await facts(tab, options.screenshot) };
    await browser.send('Target.closeTarget', { targetId: tab.targetId });
  }
}, {
  names: ['screenshot', 'hand-over', 'stretto', 'page-screenshot', 'theme'],
  usage: 'perfetto-ui.mjs [--hand-over INDEX --stretto PROGRAM] [--screenshot PNG] [--timeout SECONDS] TRACE...',
});
