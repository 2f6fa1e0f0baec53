// Screenshots for a person to look at, in every theme and width that the page is made for.

import path from 'node:path';
import { statSync } from 'node:fs';
import { isDrawn } from './files.mjs';

export const scenarios = {
  async screenshots(context, checks) {
    const folder = context.screenshots ?? context.folder;
    const take = async (tab, name) => {
      await tab.frames();
      const file = path.join(folder, `${name}.png`);
      await tab.screenshot(file);
      checks.that(statSync(file).size > 20_000, `${file} is nearly empty`);
    };
    for (const name of ['count', 'fetch']) {
      const trace = path.join(context.repository, 'traces', name, 'comparison.json.gz');
      const tab = await context.page.served([trace], { look: { width: 1280, height: 900 } });
      for (const theme of ['light', 'dark']) {
        for (const [width, height] of [[1280, 900], [1920, 1200]]) {
          await tab.look({ width, height, theme });
          await tab.frames();
          await tab.until('the timeline drawn', isDrawn, 120);
          await take(tab, `${name}-${theme}-${width}`);
        }
      }
      await tab.look({ width: 1600, height: 1000 });
      for (const key of ['3', 'w', 'w', 'm', 'c', ']']) await tab.press(key);
      await tab.until('the sums', "!!document.querySelector('#sums-by-state tr')", 120);
      await take(tab, `${name}-marked`);
      for (const key of ['Escape', 'Escape', '0', 'Home', 'v']) await tab.press(key);
      await take(tab, `${name}-overlay`);
      await tab.press('v');
      await take(tab, `${name}-percent`);
      await tab.press('v');
      await tab.press('?');
      await take(tab, `${name}-help`);
    }
    const empty = await context.page.empty();
    await empty.screenshot(path.join(folder, 'empty-light.png'));
    await empty.look({ theme: 'dark' });
    await empty.screenshot(path.join(folder, 'empty-dark.png'));
  },
};
