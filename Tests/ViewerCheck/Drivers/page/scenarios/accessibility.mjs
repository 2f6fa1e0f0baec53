// The page by keyboard alone, by what assistive technology is told, and by contrast.

import path from 'node:path';
import { focused, overflow, poorContrast } from '../inspect.mjs';

const count = (context) => path.join(context.repository, 'traces/count/comparison.json.gz');
const named = new Set(['button', 'link', 'radio', 'checkbox', 'searchbox', 'textbox', 'combobox', 'listbox', 'slider',
  'grid', 'table', 'dialog', 'image', 'img', 'region', 'radiogroup', 'toolbar', 'complementary']);

/** Contrast in all that a page can show: the page, the help, a marked range with everything open. */
const contrast = (theme) => async (context, checks) => {
  const tab = await context.page.served([count(context)], { look: { theme, width: 1440 } });
  const look = async (what) => {
    const { count: texts, problems } = await tab.call(poorContrast);
    checks.that(texts > 20 || what === 'the help', `${what}: only ${texts} texts were seen`);
    checks.problems.push(...problems.map((text) => `${what}, ${theme}: ${text}`));
  };
  await look('the page');
  for (const key of ['w', 'm', 'c', '1']) await tab.press(key);
  await tab.until('the sums', "!!document.querySelector('#sums-by-state tr')", 120);
  await tab.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true; })");
  await look('a marked range');
  await tab.press('?');
  await tab.until('the help', "document.querySelector('#help').open", 120);
  await look('the help');
  const empty = await context.page.empty({ look: { theme } });
  const { problems } = await empty.call(poorContrast);
  checks.problems.push(...problems.map((text) => `the empty page, ${theme}: ${text}`));
};

export const scenarios = {
  async 'the accessibility tree'(context, checks) {
    const tab = await context.page.served([count(context)]);
    const nodes = await tab.accessibility();
    const all = (role) => nodes.filter((node) => node.role === role);
    for (const node of nodes) {
      checks.that(!named.has(node.role) || node.name.trim() !== '', `a ${node.role} has no name: ${JSON.stringify(node)}`);
    }
    checks.that(all('main').length === 1, `${all('main').length} main landmarks`);
    checks.that(all('heading').length >= 5, `${all('heading').length} headings`);
    const report = await context.tool.json(count(context));
    const rows = report.runs.map(({ model }) => model);
    checks.that(all('table').length >= 1, 'no table');
    const heads = all('rowheader').map(({ name }) => name);
    for (const model of rows) {
      checks.that(heads.some((name) => name.startsWith(model)), `the table has no row ${model}: ${heads.slice(0, 12)}`);
    }
    // The canvas is invisible: lanes are mirrored as rows of a grid.
    const lanes = await tab.evaluate("import('v/main').then(({ page: { store } }) => store.get().runs.flatMap(({ lanes }) => lanes.map(({ name }) => name)))");
    const grids = [...all('grid'), ...all('treegrid')];
    checks.that(grids.length >= 1, 'no grid mirrors the lanes');
    const words = nodes.filter(({ role }) => ['row', 'rowheader', 'gridcell', 'cell'].includes(role)).map(({ name }) => name);
    const known = lanes.slice(0, 10);
    checks.that(known.length > 0 && known.every((lane) => words.some((name) => name.includes(lane))),
      `lanes are not among the rows: ${known} in ${JSON.stringify(words).slice(0, 400)}`);
    checks.that(all('radio').length >= 3, 'the three modes are not radios');
    checks.that(all('searchbox').length >= 1, 'no search field');
    checks.that(await tab.evaluate("!!document.querySelector('[aria-live]')"), 'nothing is said aloud');
    checks.that(await tab.evaluate("[...document.querySelectorAll('canvas')].every((node) => node.closest('[aria-hidden=true]') || node.getAttribute('aria-label'))"),
      'a canvas is neither hidden nor named');
  },
  async 'by keyboard alone'(context, checks) {
    const tab = await context.page.served([count(context)]);
    const stops = [];
    for (let press = 0; press < 300; press += 1) {
      await tab.press('Tab');
      const stop = await tab.call(focused);
      if (stop === null && stops.length > 0) break;
      if (stop) stops.push(stop);
    }
    checks.that(stops.length < 300, 'Tab never comes to the end of the page');
    for (const stop of stops) checks.that(stop.isMarked, `the focus is not seen on ${JSON.stringify(stop)}`);
    const ids = stops.map(({ id }) => id);
    checks.includes(ids, ['search-field', 'help-button'], 'stops of the Tab key');
    checks.that(stops.some(({ role }) => role === 'radio'), 'the modes cannot be reached');
    checks.that(stops.some(({ id, role }) => id === 'timeline' || /grid|row|application/.test(role ?? '')), 'the timeline cannot be reached');
    checks.that(stops.some(({ tag }) => tag === 'summary'), 'the menu of files cannot be reached');
    // The menu opens, its buttons can be reached, and Escape leaves it.
    await tab.evaluate("document.querySelector('#files summary').focus()");
    await tab.press('Enter');
    await tab.until('the menu', "document.querySelector('#files details').open", 120);
    const inside = [];
    for (let press = 0; press < 12; press += 1) {
      await tab.press('Tab');
      inside.push(await tab.evaluate("document.activeElement?.dataset?.export ?? ''"));
    }
    checks.includes(inside, ['png', 'svg'], 'buttons of the menu');
  },
  'contrast, light': contrast('light'),
  'contrast, dark': contrast('dark'),
  async 'no part sticks out'(context, checks) {
    for (const width of [1280, 1440, 1920]) {
      const tab = await context.page.served([count(context)], { look: { width } });
      checks.problems.push(...(await tab.call(overflow)).map((text) => `${width}: ${text}`));
    }
  },
  async 'less motion, forced colours'(context, checks) {
    const tab = await context.page.served([count(context)]);
    await tab.look({ features: [{ name: 'prefers-reduced-motion', value: 'reduce' }, { name: 'forced-colors', value: 'active' }] });
    await tab.frames();
    const moving = await tab.evaluate(`[...document.querySelectorAll('*')].filter((node) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(node);
      return (animationName !== 'none' && parseFloat(animationDuration) > 0.01) || parseFloat(transitionDuration) > 0.01;
    }).map((node) => node.tagName + '.' + node.className)`);
    checks.equal(moving, [], 'what moves although the user asked for less');
    // The canvas takes the colours that the user forces on all pages.
    const color = `(() => {
      const probe = document.body.appendChild(document.createElement('p'));
      probe.style.setProperty('forced-color-adjust', 'none');
      probe.style.setProperty('background-color', 'Canvas');
      const [r, g, b] = getComputedStyle(probe).backgroundColor.match(/\\d+/g).map(Number);
      probe.remove();
      const canvas = document.querySelectorAll('#timeline canvas')[1];
      const copy = new OffscreenCanvas(1, 1).getContext('2d');
      copy.drawImage(canvas, 2, 2, 1, 1, 0, 0, 1, 1);
      return JSON.stringify([...copy.getImageData(0, 0, 1, 1).data].slice(0, 3)) === JSON.stringify([r, g, b]);
    })()`;
    for (const theme of ['dark', 'light']) {
      // Only the forced colours are new then.
      await tab.look({ theme });
      await tab.frames();
      await tab.look({ theme, features: [{ name: 'forced-colors', value: 'active' }] });
      await tab.until(`the canvas in the colours forced on it, ${theme}`, color, 120);
    }
  },
};
