// Keys, mouse, search, address and saved pictures: what a user does, as a user does it.

import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { poll } from '../../tools.mjs';
import { ANALYSED, SETTLED } from '../opening.mjs';
import { sums } from './facts.mjs';

const CTRL = 2, SHIFT = 8;
const count = (context) => path.join(context.repository, 'traces/count/comparison.json.gz');

/** What is looked at, of the page's store. */
const state = `import('v/main').then(({ page: { store } }) => {
  const { view, selection, solo, mode, path, flows, focus, hover, expanded, filter, runs } = store.get();
  return { view, selection, solo, mode, path, flows, focus, hover: hover && { run: hover.run, lane: hover.lane },
    expanded: [...expanded], filter, runs: runs.length };
})`;

/** Client pixels of a lane: its left and right end in the plot, its middle. */
const laneBox = (run, lane) => `Promise.all([import('v/main'), import('v/draw/layout')]).then(([{ page: { timeline } }, { placeOf }]) => {
  const place = placeOf(timeline.layout, ${run}, ${lane}, -1);
  const body = timeline.stage.scroller.getBoundingClientRect();
  return { left: body.left + timeline.plot.left, right: body.left + timeline.plot.left + timeline.plot.width,
    y: body.top + place.top - timeline.stage.scrollTop + place.height / 2 };
})`;

/** Waits until something of the state holds; says what it was otherwise. */
async function becomes(tab, checks, what, test, seconds = 120) {
  let last;
  try {
    return await poll(what, async () => {
      last = await tab.evaluate(state);
      return test(last) ? last : undefined;
    }, { seconds });
  } catch {
    checks.that(false, `${what}: ${JSON.stringify(last).slice(0, 300)}`);
    return last;
  }
}

const width = ({ view }) => view.end - view.start;

async function zoomKeys(tab, checks) {
  const whole = await tab.evaluate(state);
  await tab.press('w');
  const near = await becomes(tab, checks, 'w zooms in', (now) => width(now) < width(whole) * 0.99);
  await tab.press('d');
  const right = await becomes(tab, checks, 'd moves right', (now) => now.view.start > near.view.start);
  checks.that(Math.abs(width(right) - width(near)) < width(near) * 0.01, 'd keeps the zoom');
  await tab.press('a');
  await becomes(tab, checks, 'a moves left', (now) => now.view.start < right.view.start);
  await tab.press('s');
  await becomes(tab, checks, 's zooms out', (now) => width(now) > width(near));
  await tab.press('Home');
  await becomes(tab, checks, 'Home shows everything', (now) => Math.abs(width(now) - width(whole)) < 2);
}

async function markKeys(tab, checks) {
  for (const key of ['w', 'w', 'm']) await tab.press(key);
  const marked = await becomes(tab, checks, 'm marks what is in view', (now) => now.selection !== null);
  checks.that(marked.selection.end - marked.selection.start <= width(marked) * 1.001, 'the mark is no wider than the view');
  await tab.press('Home');
  await tab.press('f');
  await becomes(tab, checks, 'f fits the mark', (now) => width(now) < (marked.selection.end - marked.selection.start) * 1.5);
  await tab.press('Escape');
  await becomes(tab, checks, 'Escape unmarks', (now) => now.selection === null);
  await tab.press('Home');
}

async function showKeys(tab, checks) {
  await tab.press('c');
  await becomes(tab, checks, 'c shows the critical path', (now) => now.path === true);
  await tab.press('c');
  await becomes(tab, checks, 'c hides it again', (now) => now.path === false);
  const { runs } = await tab.evaluate(state);
  for (let number = 1; number <= Math.min(9, runs); number += 1) {
    await tab.press(String(number));
    await becomes(tab, checks, `${number} shows one model`, (now) => now.solo === number - 1);
  }
  await tab.press('0');
  await becomes(tab, checks, '0 shows all', (now) => now.solo === null);
  for (const mode of ['overlay', 'percent', 'axis']) {
    await tab.press('v');
    await becomes(tab, checks, `v changes to ${mode}`, (now) => now.mode === mode);
  }
}

async function waitKeys(tab, checks) {
  await tab.press(']');
  const first = await becomes(tab, checks, '] goes to a wait', (now) => now.focus !== null);
  await tab.press(']');
  const second = await becomes(tab, checks, '] goes on', (now) => JSON.stringify(now.focus) !== JSON.stringify(first.focus));
  await tab.press('[');
  await becomes(tab, checks, '[ goes back', (now) => JSON.stringify(now.focus) !== JSON.stringify(second.focus));
  // The sentence of what is focused is said aloud.
  await tab.until('a sentence for the ear', "(document.querySelector('[aria-live]')?.textContent ?? '').trim().length > 5", 120);
  await tab.press('Escape');
}

async function helpKeys(tab, checks) {
  await tab.press('?');
  await tab.until('the help', "document.querySelector('#help')?.open === true", 120);
  await tab.press('Escape');
  await tab.until('the help closed', "document.querySelector('#help').open === false", 120);
  await tab.press('/');
  await tab.until('the search has the focus', "document.activeElement?.type === 'search'", 120);
  await tab.type('wasd');
  checks.equal(await tab.evaluate('document.activeElement.value'), 'wasd', 'letters go into the field');
  await tab.press('Escape');
  await tab.until('the search left', "document.activeElement?.type !== 'search'", 120);
}

async function downloads(context, tab) {
  await context.browser.send('Browser.setDownloadBehavior',
    { behavior: 'allow', downloadPath: context.folder, eventsEnabled: true });
  const began = new Map(), done = new Map();
  context.browser.onEvent(({ method, params }) => {
    if (method === 'Browser.downloadWillBegin') began.set(params.guid, params.suggestedFilename);
    if (method === 'Browser.downloadProgress' && params.state === 'completed') done.set(began.get(params.guid), true);
  });
  /** Presses a button of the menu; resolves with the name and the bytes of what was saved. */
  return async (kind) => {
    const before = new Set(done.keys());
    await tab.evaluate("document.querySelector('#files details').open = true");
    await tab.click(`[data-export="${kind}"]`);
    const name = await poll(`the ${kind}`, () => [...done.keys()].find((each) => !before.has(each)), { seconds: 120 });
    return { name, bytes: await readFile(path.join(context.folder, name)) };
  };
}

export const scenarios = {
  async keys(context, checks) {
    const tab = await context.page.served([count(context)]);
    await zoomKeys(tab, checks);
    await markKeys(tab, checks);
    await showKeys(tab, checks);
    await waitKeys(tab, checks);
    await helpKeys(tab, checks);
  },
  async 'drag, wheel and hover'(context, checks) {
    const tab = await context.page.served([count(context)]);
    const whole = await tab.evaluate(state);
    const { left, right, y } = await tab.evaluate(laneBox(0, 0));
    const at = (part) => ({ x: left + (right - left) * part, y });
    await tab.drag(at(0.2), at(0.4));
    const { selection } = await becomes(tab, checks, 'a drag marks a range', (now) => now.selection !== null);
    if (selection) {
      const part = (ns) => (ns - whole.view.start) / width(whole);
      checks.that(Math.abs(part(selection.start) - 0.2) < 0.02 && Math.abs(part(selection.end) - 0.4) < 0.02,
        `the range is ${part(selection.start).toFixed(3)} to ${part(selection.end).toFixed(3)} of the axis`);
      await tab.until('the sums of the range', "!!document.querySelector('#sums-by-state tr')", 120);
      const total = Object.values(await tab.call(sums)).reduce((sum, ns) => sum + ns, 0);
      checks.that(total > 0, 'the sums of the range are empty');
    }
    await tab.press('f');
    const zoomed = await becomes(tab, checks, 'f zooms to the range', (now) => width(now) < width(whole) * 0.5);
    await tab.press('Escape');
    await tab.drag(at(0.6), at(0.4), { modifiers: SHIFT });
    await becomes(tab, checks, 'Shift and drag moves', (now) => now.view.start > zoomed.view.start && now.selection === null);
    const before = await tab.evaluate(state);
    await tab.wheel(at(0.5).x, y, -200, { modifiers: CTRL });
    await becomes(tab, checks, 'Ctrl and wheel zooms', (now) => width(now) < width(before));
    await tab.press('Home');
    await tab.moveTo(at(0.1).x, y);
    await becomes(tab, checks, 'hover is known', (now) => now.hover?.run === 0);
    await tab.until('the tooltip', "!document.querySelector('#tooltip').hidden && document.querySelector('#tooltip').innerText.trim().length > 10", 120);
    checks.that(/\d/.test(await tab.evaluate("document.querySelector('#tooltip').innerText")), 'the tooltip names a time');
  },
  async 'a click on a wait goes there'(context, checks) {
    const tab = await context.page.served([count(context)]);
    const waits = await tab.evaluate("[...document.querySelectorAll('#waits button')].length");
    if (!checks.that(waits > 0, 'there are no longest waits')) return;
    await tab.click('#waits button');
    const { focus, view } = await becomes(tab, checks, 'the wait is focused', (now) => now.focus !== null);
    if (focus) checks.that(width({ view }) > 0, 'the view is empty');
  },
  async search(context, checks) {
    const tab = await context.page.served([count(context)]);
    await tab.press('/');
    await tab.type('count 2');
    await tab.until('results', "document.querySelectorAll('#search .search-results button').length > 0", 120);
    const shown = await tab.evaluate("document.querySelector('#search').innerText");
    checks.that(/count 2/.test(shown), `the results are ${JSON.stringify(shown)}`);
    const runs = (await tab.evaluate(state)).runs;
    checks.that(new RegExp(`\\b${runs}\\b|\\b\\d+ spans?`).test(shown), `no number of hits in ${JSON.stringify(shown)}`);
    await tab.press('Enter');
    const first = await becomes(tab, checks, 'Enter goes to the first', (now) => now.focus !== null);
    await tab.press('Enter');
    await becomes(tab, checks, 'Enter goes on', (now) => JSON.stringify(now.focus) !== JSON.stringify(first.focus));
    await tab.evaluate("document.querySelector('#search input').select()");
    await tab.type('no such name');
    await tab.until('no result', "/nothing|no span/i.test(document.querySelector('#search').innerText)", 120);
  },
  async 'what is not drawn is said'(context, checks) {
    const file = path.join(context.folder, 'arrows.json');
    const traceEvents = Array.from({ length: 2500 }, (_, index) => {
      const common = { pid: 1, cat: 'task', name: 'go', id: index + 1, ts: 10 * index };
      return [{ ph: 'X', pid: 1, tid: 1 + index % 2, cat: 'task', name: 'step', ts: 10 * index, dur: 9 },
        { ...common, ph: 's', tid: 1 + index % 2 }, { ...common, ph: 'f', bp: 'e', tid: 2 - index % 2, ts: 10 * index + 10 }];
    }).flat();
    writeFileSync(file, JSON.stringify({ traceEvents }));
    const tab = await context.page.empty();
    await context.page.drop(tab, [file]);
    const note = "document.querySelector('#draw-note').innerText";
    checks.equal(await tab.evaluate(note), '', 'the note before there are arrows');
    await tab.press('l');
    await tab.until('the note', `/^2000 of \\d+ arrows shown/.test(${note})`, 120).catch((error) => checks.that(false, error.message));
    checks.that((await tab.accessibility()).some(({ name }) => /arrows shown/.test(name)), 'assistive technology is not told of the arrows left out');
    await tab.press('l');
    await tab.until('no note', `${note} === ''`, 120);
  },
  async 'the address keeps the view'(context, checks) {
    const tab = await context.page.served([count(context)]);
    for (const key of ['2', 'w', 'w', 'd', 'm', 'c']) await tab.press(key);
    await tab.until('the address', "location.hash.includes('sel=') && location.hash.includes('path=')", 120);
    const [before, address] = [await tab.evaluate(state), await tab.evaluate('location.href')];
    await tab.reload();
    await tab.until('the page again', `${SETTLED} && ${ANALYSED}`);
    const after = await becomes(tab, checks, 'the view is back', (now) => now.solo === before.solo && now.path && now.selection !== null);
    const near = (one, other) => Math.abs(one.start - other.start) < 2 && Math.abs(one.end - other.end) < 2;
    checks.that(near(after.view, before.view), `the view is ${JSON.stringify(after.view)}, not ${JSON.stringify(before.view)}`);
    checks.that(after.selection && near(after.selection, before.selection), 'the range is another');
    checks.equal(await tab.evaluate('location.href'), address, 'the address');
  },
  async 'pictures saved'(context, checks) {
    const tab = await context.page.served([count(context)]);
    const save = await downloads(context, tab);
    const png = await save('png');
    checks.equal(png.bytes.subarray(1, 4).toString('latin1'), 'PNG', 'the first bytes');
    checks.that(png.bytes.readUInt32BE(16) > 500 && png.bytes.readUInt32BE(20) > 200,
      `the picture is ${png.bytes.readUInt32BE(16)} x ${png.bytes.readUInt32BE(20)}`);
    const svg = await save('svg');
    const text = svg.bytes.toString('utf8');
    const parsed = await tab.call((source) => {
      const { documentElement: root } = new DOMParser().parseFromString(source, 'image/svg+xml');
      return { name: root.nodeName, text: root.textContent, scripts: root.querySelectorAll('script, foreignObject').length,
        images: [...root.querySelectorAll('image')].map((node) => node.getAttribute('href') ?? node.getAttributeNS('http://www.w3.org/1999/xlink', 'href')) };
    }, text);
    checks.equal(parsed.name, 'svg', 'the root');
    checks.equal(parsed.scripts, 0, 'scripts in the picture');
    checks.includes(parsed.text, ['threads', 'async'], 'the words of the picture');
    checks.that(parsed.images.every((href) => href.startsWith('data:')), 'the picture names other files');
  },
};
