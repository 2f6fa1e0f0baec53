// Imports traces into catapult, the code of chrome://tracing, in headless Chromium.
//
//   node catapult.mjs [--screenshot PNG] [--timeout SECONDS] TRACE...

import { importTrace, page } from './catapult-page.mjs';
import { Browser } from './cdp.mjs';
import { serve } from './static-server.mjs';
import { catapultFolder, run, traceBytes } from './tools.mjs';

await run(async function* ({ screenshot }, files) {
  for (const file of files) await traceBytes(file);
  const answers = { '/': { text: page, type: 'text/html; charset=utf-8' } };
  files.forEach((file, index) => { answers[`/trace/${index}`] = { file }; });
  const origin = await serve(catapultFolder(), answers);
  const browser = await Browser.launch();
  for (const [index, file] of files.entries()) {
    const tab = await browser.page(`${origin}/`);
    await tab.waitFor('catapult', 'window.isReady === true');
    const call = [file, `/trace/${index}`].map((word) => JSON.stringify(word)).join();
    const result = await tab.evaluate(`(${importTrace})(${call})`);
    if (screenshot) {
      await tab.evaluate('new Promise((done) => setTimeout(done, 500))');
      await tab.screenshot(screenshot);
    }
    yield { file, ...result, exceptions: tab.exceptions };
    await browser.send('Target.closeTarget', { targetId: tab.targetId });
  }
}, {
  names: ['screenshot'],
  usage: 'catapult.mjs [--screenshot PNG] [--timeout SECONDS] TRACE...',
});
