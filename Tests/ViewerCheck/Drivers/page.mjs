// Drives our own page in one headless Chromium, scenario by scenario.
//
//   node page.mjs --stretto PROGRAM [--screenshots FOLDER] [--only SCENARIO]... [--timeout SECONDS]
//   node page.mjs --list all
//
// Prints one line of JSON for each scenario: its name, what went wrong as sentences, its seconds. A
// scenario fails on what it checks, and on any console error, uncaught exception, refusal by the
// Content-Security-Policy, dialog or request that leaves the page. A PROGRAM is the built `stretto`.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Browser } from './cdp.mjs';
import { Page } from './page/opening.mjs';
import { runScenario } from './page/scenarios.mjs';
import { Stretto } from './page/stretto.mjs';
import { run, UsageError } from './tools.mjs';
import * as accessibility from './page/scenarios/accessibility.mjs';
import * as facts from './page/scenarios/facts.mjs';
import * as files from './page/scenarios/files.mjs';
import * as handling from './page/scenarios/handling.mjs';
import * as hostile from './page/scenarios/hostile.mjs';
import * as pictures from './page/scenarios/pictures.mjs';

const scenarios = new Map([facts, files, handling, accessibility, pictures, hostile]
  .flatMap(({ scenarios: each }) => Object.entries(each)));

await run(async function* ({ stretto, screenshots, only, list }) {
  if (list) {
    yield { scenarios: [...scenarios.keys()] };
    return;
  }
  if (!stretto) throw new UsageError('--stretto needs the built program');
  const names = only ?? [...scenarios.keys()];
  for (const name of names) if (!scenarios.has(name)) throw new UsageError(`no scenario ${name}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'stretto-page-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (screenshots) mkdirSync(screenshots, { recursive: true });
  const context = {
    folder, screenshots, tool: new Stretto(stretto), tabs: [], isBrowserGone: false,
    repository: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..'),
  };
  context.page = new Page(context);
  for (const name of names) {
    if (!context.browser || context.browser.hasFailed) context.browser = await Browser.launch();
    yield await runScenario(name, scenarios.get(name), context);
  }
  context.page.stop();
}, {
  names: ['stretto', 'screenshots', 'list'], lists: ['only'], needsFiles: false,
  usage: 'page.mjs --stretto PROGRAM [--screenshots FOLDER] [--only SCENARIO]... [--timeout SECONDS]',
});
