// A headless Chromium driven over the DevTools protocol's pipe: no package, no port.
//
// Descriptor 3 carries commands, descriptor 4 answers and events; each JSON text ends with NUL.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, poll } from './tools.mjs';

const switches = [
  '--headless=new',
  // Needed as root and in most containers.
  '--no-sandbox', '--disable-dev-shm-usage',
  // Nothing leaves the machine, whatever its settings for proxies and names are.
  '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-first-run', '--no-default-browser-check',
  // One window stays in front of another; neither may be slowed down for that.
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--hide-scrollbars', '--force-device-scale-factor=1', '--window-size=1600,1000',
];

export class Browser {
  #next = 0;
  #waiting = new Map();
  #listeners = new Set();
  #process;
  #failure;
  /** The profile's folder, new for each browser. */
  folder = mkdtempSync(path.join(tmpdir(), 'stretto-viewer-'));

  static async launch(...extra) {
    const browser = new Browser();
    await browser.#start(extra);
    return browser;
  }

  async #start(extra) {
    // A process group of its own: Chromium is a tree of processes, and all of it must go.
    this.#process = spawn(
      chromium(),
      [...switches, '--remote-debugging-pipe', `--user-data-dir=${this.folder}`, ...extra,
        'about:blank'],
      { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    process.on('exit', () => this.#kill());
    this.#process.on('error', (error) => this.#fail(`cannot start Chromium: ${error.message}`));
    this.#process.on('exit', (code, signal) =>
      this.#fail(`Chromium ended by itself (${signal ?? `status ${code}`})`));
    for (const pipe of [this.#process.stdio[3], this.#process.stdio[4]]) {
      pipe.on('error', (error) => this.#fail(`Chromium's pipe: ${error.message}`));
    }
    let text = [];
    this.#process.stdio[4].on('data', (chunk) => {
      for (let from = 0; ;) {
        const end = chunk.indexOf(0, from);
        if (end < 0) { text.push(chunk.subarray(from)); return; }
        text.push(chunk.subarray(from, end));
        this.#receive(JSON.parse(Buffer.concat(text).toString('utf8')));
        text = [];
        from = end + 1;
      }
    });
    await this.send('Browser.getVersion');
  }

  #receive(message) {
    if (message.id === undefined) {
      for (const listener of [...this.#listeners]) listener(message);
      return;
    }
    const { resolve, reject, method } = this.#waiting.get(message.id) ?? {};
    this.#waiting.delete(message.id);
    if (message.error) reject?.(new Error(`${method}: ${message.error.message}`));
    else resolve?.(message.result);
  }

  #fail(reason) {
    this.#failure ??= new Error(reason);
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  #kill() {
    try { process.kill(-this.#process.pid, 'SIGKILL'); } catch { /* it is gone */ }
    // Dying processes still write into the profile; this runs at exit, where nothing can await.
    for (let times = 0; times < 20; times += 1) {
      try { rmSync(this.folder, { recursive: true, force: true }); } catch { /* once more */ }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
      if (!existsSync(this.folder)) return;
    }
  }

  send(method, params = {}, sessionId = undefined) {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const id = ++this.#next;
      this.#waiting.set(id, { resolve, reject, method });
      this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  onEvent(listener) { this.#listeners.add(listener); }

  /** A new tab on `url`; its errors are collected from before its first script. */
  async page(url = 'about:blank') {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const page = await this.attach(targetId);
    if (url !== 'about:blank') await page.navigate(url);
    return page;
  }

  async attach(targetId) {
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, targetId, sessionId);
    await page.send('Page.enable');
    await page.send('Runtime.enable');
    return page;
  }

  /** The tab that `condition(targetInfo)` accepts, once it is there. */
  async target(what, condition) {
    return poll(what, async () => {
      const { targetInfos } = await this.send('Target.getTargets');
      return targetInfos.find(condition);
    });
  }

  /** Whether it ended or cannot be spoken to. */
  get hasFailed() { return this.#failure !== undefined; }

  /** The number of the browser's process, and of the group that all its processes are in. */
  get pid() { return this.#process.pid; }

  close() { this.#kill(); }
}

export class Page {
  /** Exceptions that no script caught, as text. */
  exceptions = [];
  /** Lines of console.error and console.warn. */
  complaints = [];
  /** Texts of alert boxes and the like; each is closed at once. */
  dialogs = [];

  constructor(browser, targetId, sessionId) {
    Object.assign(this, { browser, targetId, sessionId });
    browser.onEvent((event) => {
      if (event.sessionId !== sessionId) return;
      const { method, params } = event;
      if (method === 'Runtime.exceptionThrown') {
        const { text, exception } = params.exceptionDetails;
        this.exceptions.push(`${text} ${exception?.description ?? exception?.value ?? ''}`.trim());
      } else if (method === 'Runtime.consoleAPICalled' &&
          ['error', 'warning', 'assert'].includes(params.type)) {
        this.complaints.push(params.args.map((a) => a.value ?? a.description ?? '').join(' '));
      } else if (method === 'Page.javascriptDialogOpening') {
        this.dialogs.push(params.message);
        this.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {});
      }
    });
  }

  send(method, params) { return this.browser.send(method, params, this.sessionId); }

  async navigate(url) {
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
  }

  /** The value of an expression in the page, awaited when it is a promise. */
  async evaluate(expression, { userGesture = false } = {}) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression, awaitPromise: true, returnByValue: true, userGesture,
    });
    if (exceptionDetails) {
      const { exception, text } = exceptionDetails;
      throw new Error(exception?.description ?? `${text} ${exception?.value ?? ''}`);
    }
    return result.value;
  }

  /** Waits until an expression is true in the page, across navigations. */
  waitFor(what, expression, limits) {
    return poll(what, () => this.evaluate(expression).catch((error) => {
      // While a page is replaced there is no context to evaluate in, and no document to look at.
      if (/context|navigat|properties of null/i.test(error.message)) return undefined;
      throw error;
    }), limits);
  }

  /**
   * Clicks the middle of an element as a user does, so that it may open a window: once the element is
   * there, rests for a frame, and nothing lies over it.
   */
  async click(selector) {
    const { x, y } = await poll(`${selector} to click on`, () => this.evaluate(`(async () => {
      const find = () => document.querySelector(${JSON.stringify(selector)});
      const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2, width });
      const element = find();
      if (!element) return null;
      element.scrollIntoView({ block: 'center' });
      const before = middle(element.getBoundingClientRect());
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const now = middle(element.getBoundingClientRect());
      const hit = document.elementFromPoint(now.x, now.y);
      const rests = find() === element && before.x === now.x && before.y === now.y && now.width > 0;
      return rests && hit && (element.contains(hit) || hit.contains(element)) ? now : null;
    })()`), { seconds: 120 });
    await this.clickAt(x, y);
  }

  async clickAt(x, y) {
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  async pressKey(key) {
    const isLetter = key.length === 1;
    const number = { ArrowDown: 40, Enter: 13 }[key] ?? key.toUpperCase().charCodeAt(0);
    const text = isLetter ? key : { Enter: '\r' }[key];
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', {
        type, key, code: isLetter ? `Key${key.toUpperCase()}` : key,
        windowsVirtualKeyCode: number, ...(type === 'keyDown' && text && { text }),
      });
    }
  }

  async screenshot(file, { fullPage = false } = {}) {
    const { data } = await this.send('Page.captureScreenshot', {
      format: 'png', captureBeyondViewport: fullPage,
    });
    await writeFile(file, Buffer.from(data, 'base64'));
  }
}
