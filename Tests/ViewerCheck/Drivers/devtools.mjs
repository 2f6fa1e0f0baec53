// Loads traces into the Performance panel of Chromium's own DevTools.
//
//   node devtools.mjs [--screenshot PNG] [--patience SECONDS] [--timeout SECONDS] TRACE...
//
// Prints for each the panel's full range and the exceptions that its front-end threw: a file that
// it cannot read shows as an exception, not as a dialog. Async spans are not drawn by the panel.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Browser } from './cdp.mjs';
import { poll, run, traceBytes } from './tools.mjs';

/** Walks the shadow roots: the front-end is built of custom elements. */
const walk = `function* walk(root) {
  for (const node of root.querySelectorAll('*')) {
    yield node;
    if (node.shadowRoot) yield* walk(node.shadowRoot);
  }
}`;

const fullRange = `(() => { ${walk}
  for (const node of walk(document)) {
    for (const child of node.childNodes) {
      if (child.nodeType !== Node.TEXT_NODE) continue;
      const range = /Full range \\(([^)]*)\\)/.exec(child.textContent);
      if (range) return range[1];
    }
  }
  return null;
})()`;

/** The port that Chromium chose. It creates the file before it writes it: an empty one is no port. */
async function port(browser) {
  const file = path.join(browser.folder, 'DevToolsActivePort');
  return poll("Chromium's port", () => {
    const [line] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [''];
    return Number(line) > 0 && Number(line);
  });
}

/** Where the flame chart is drawn: the largest canvas. */
const chart = `(() => { ${walk}
  const size = ({ width, height }) => width * height;
  const boxes = [...walk(document)].filter((node) => node.tagName === 'CANVAS')
    .map((node) => node.getBoundingClientRect());
  const { x, y, width, height } = boxes.sort((a, b) => size(b) - size(a))[0];
  return { x, y, width, height };
})()`;

/** Photographs the panel with the first process's threads unfolded and the whole range in view. */
async function picture(panel, file) {
  const { x, y, height } = await panel.evaluate(chart);
  // The first click only closes the help that a new profile shows.
  await panel.clickAt(x + 60, y + height - 10);
  await new Promise((done) => setTimeout(done, 300));
  // Below the ruler lies the first process's name. Keys go to the chart once it was clicked.
  await panel.clickAt(x + 60, y + 26);
  for (let times = 0; times < 12; times += 1) await panel.pressKey('s');
  for (let thread = 0; thread < 8; thread += 1) {
    await panel.pressKey('ArrowDown');
    await panel.pressKey('Enter');
  }
  await new Promise((done) => setTimeout(done, 1000));
  await panel.screenshot(file);
}

await run(async function* ({ screenshot, patience }, files) {
  for (const file of files) await traceBytes(file);
  // The front-end speaks to the browser over a web socket, which needs the port.
  const browser = await Browser.launch('--remote-debugging-port=0', '--remote-allow-origins=*');
  const address = `127.0.0.1:${await port(browser)}`;
  for (const file of files) {
    const inspected = await browser.page();
    const panel = await browser.page(
      `http://${address}/devtools/devtools_app.html` +
      `?ws=${address}/devtools/page/${inspected.targetId}&panel=timeline`);
    const findInput = `(() => { ${walk}
      for (const node of walk(document)) if (node.matches('input[type=file]')) return node;
      return null;
    })()`;
    await panel.waitFor('the Performance panel', `!!${findInput}`);
    const { result } = await panel.send('Runtime.evaluate', { expression: findInput });
    // What the front-end complains of before it has the file is not the file's fault.
    const [exceptions, complaints] = [panel.exceptions.length, panel.complaints.length];
    // The browser has a working folder of its own.
    await panel.send('DOM.setFileInputFiles', {
      objectId: result.objectId, files: [path.resolve(file)],
    });
    const limit = Date.now() + 1000 * Number(patience ?? 240);
    let range = null;
    while (range === null && panel.exceptions.length === exceptions && Date.now() < limit) {
      range = await panel.evaluate(fullRange);
      await new Promise((done) => setTimeout(done, 100));
    }
    // A late exception belongs to the file as well.
    await new Promise((done) => setTimeout(done, 500));
    if (screenshot) await picture(panel, screenshot);
    yield {
      file, range, exceptions: panel.exceptions.slice(exceptions),
      complaints: panel.complaints.slice(complaints),
    };
    for (const { targetId } of [panel, inspected]) {
      await browser.send('Target.closeTarget', { targetId });
    }
  }
}, {
  names: ['screenshot', 'patience'],
  usage: 'devtools.mjs [--screenshot PNG] [--patience SECONDS] [--timeout SECONDS] TRACE...',
});
