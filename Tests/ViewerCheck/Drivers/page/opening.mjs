// The three ways to our page: served by the tool, one file on disk, files dropped on a page that is
// served by anyone.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../static-server.mjs';
import { Tab } from './tab.mjs';

/** True once the page has loaded all it was given, or has said why it cannot. */
export const SETTLED = `(document.querySelector('#progress')?.hidden === true &&
  (['plain', 'analysed'].includes(document.body.dataset.stage) ||
    (document.body.dataset.stage === 'empty' && document.querySelector('#messages').innerText.trim() !== '')))`;
/** True while there is a timeline. */
export const LOADED = "['plain', 'analysed'].includes(document.body.dataset.stage)";
/** True once the speedup table is there: the analysis comes after the traces. */
export const ANALYSED = "!!document.querySelector('#speedup tbody tr')";
/** Where a user chooses files. */
export const PICKER = 'input[type=file]';
const EMPTY = `document.body?.dataset.stage === 'empty' && !!document.querySelector('${PICKER}')`;

export class Page {
  #context;
  #servers = new Map();
  #singles = new Map();
  #static;

  constructor(context) { this.#context = context; }

  async #open(url, options) {
    const tab = await Tab.open(this.#context.browser, url, options);
    this.#context.tabs.push(tab);
    return tab;
  }

  /** Opens `stretto view FILE…`; one server for each list of files. */
  async served(files, { look = {}, analysed = true } = {}) {
    const key = files.join('\n');
    if (!this.#servers.has(key)) this.#servers.set(key, await this.#context.tool.view(...files));
    const { address } = this.#servers.get(key);
    const tab = await this.#open(address, { allowed: [address.replace(/[#?].*/, '')], ...look });
    await tab.until('the served page', SETTLED);
    if (analysed) await tab.until('the analysis', ANALYSED);
    return tab;
  }

  /** Runs `stretto view` with any words and opens the address it prints. */
  async started(words, { until = SETTLED } = {}) {
    const server = await this.#context.tool.view(...words);
    this.#servers.set(`${words.join('\n')} `, server);
    // All of one server lies under its token.
    const { origin, pathname } = new URL(server.address);
    const tab = await this.#open(server.address, { allowed: [`${origin}/${pathname.split('/')[1]}/`] });
    await tab.until('the page', until);
    return tab;
  }

  addressOf(files) { return this.#servers.get(files.join('\n')).address; }

  /** The single HTML file of `stretto report --format html`; made once. */
  async singleFile(files) {
    const key = files.join('\n');
    if (!this.#singles.has(key)) {
      const html = await this.#context.tool.run('report', '--format', 'html', ...files);
      const file = path.join(this.#context.folder, `single-${this.#singles.size}.html`);
      await writeFile(file, html);
      this.#singles.set(key, file);
    }
    return this.#singles.get(key);
  }

  /** Opens the single file from disk. */
  async single(files, { look = {} } = {}) {
    const url = pathToFileURL(await this.singleFile(files)).href;
    const tab = await this.#open(url, { allowed: [url], ...look });
    await tab.until('the page from disk', SETTLED);
    return tab;
  }

  /** Opens a copy of viewer/ without any trace. */
  async empty({ look = {} } = {}) {
    this.#static ??= await serve(path.join(this.#context.repository, 'viewer'));
    const tab = await this.#open(`${this.#static}/index.html`, { allowed: [`${this.#static}/`], ...look });
    await tab.until('the empty page', EMPTY);
    return tab;
  }

  /** Gives files to an empty page; one that has shown others, or messages, is loaded anew before. */
  async drop(tab, files, limits) {
    if (!await tab.evaluate(`${EMPTY} && document.querySelector('#messages').innerText.trim() === ''`)) {
      await tab.navigate('about:blank');
      await tab.navigate(`${this.#static}/index.html`);
      await tab.until('the empty page', EMPTY);
    }
    await this.choose(tab, files, limits);
  }

  /** Gives files to a page as a user does and waits until it has settled on them. */
  async choose(tab, files, { seconds = 180 } = {}) {
    await tab.evaluate("document.body.dataset.stage = 'chosen'");
    await tab.chooseFiles(PICKER, files);
    await tab.until(`the page with ${files.map((file) => path.basename(file))}`, SETTLED, seconds);
    await tab.frames();
  }

  stop() { for (const { stop } of this.#servers.values()) stop(); }
}
