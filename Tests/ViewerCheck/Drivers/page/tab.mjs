// A tab on our own page that is watched from its first byte: every request, error and message of the
// page and of its workers is kept, and keys, mouse and files reach it as a user's would.

import path from 'node:path';
import { Page } from '../cdp.mjs';
import { poll } from '../tools.mjs';

/** Keys whose code or number does not follow from the letter. */
const KEYS = {
  '/': ['Slash', 191], '?': ['Slash', 191], '[': ['BracketLeft', 219], ']': ['BracketRight', 221],
  '.': ['Period', 190], ',': ['Comma', 188], ' ': ['Space', 32], Enter: ['Enter', 13, '\r'],
  Escape: ['Escape', 27], Tab: ['Tab', 9], Home: ['Home', 36], End: ['End', 35],
  ArrowLeft: ['ArrowLeft', 37], ArrowUp: ['ArrowUp', 38], ArrowRight: ['ArrowRight', 39],
  ArrowDown: ['ArrowDown', 40], PageUp: ['PageUp', 33], PageDown: ['PageDown', 34],
};
const SHIFT = 8;

export class Tab extends Page {
  /** Every address that the page or a worker of it asked for. */
  requests = [];
  /** What the browser itself wrote to the console: refused scripts, failed loads. */
  refusals = [];
  /** Whether the tab's process died. */
  hasCrashed = false;
  #allowed = [];

  /**
   * A new tab on `url`. Requests may go to addresses that begin with one of `allowed`, and to data:
   * and blob: addresses; every other one is a problem. `theme` is 'light' or 'dark'.
   */
  static async open(browser, url, { allowed = [url], width = 1280, height = 900, theme = 'light' } = {}) {
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    const tab = new Tab(browser, targetId, sessionId);
    tab.#allowed = allowed;
    browser.onEvent((event) => tab.#receive(event));
    for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Inspector', 'DOM']) {
      await tab.send(`${domain}.enable`);
    }
    // A worker is a target of its own, stopped until it is watched as well.
    await tab.send('Target.setAutoAttach',
      { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    await tab.look({ width, height, theme });
    await tab.navigate(url);
    return tab;
  }

  /** The size of the window and the theme that the page is told of. */
  async look({ width = 1280, height = 900, theme = 'light', features = [] }) {
    await this.send('Emulation.setDeviceMetricsOverride',
      { width, height, deviceScaleFactor: 1, mobile: false });
    await this.send('Emulation.setEmulatedMedia',
      { features: [{ name: 'prefers-color-scheme', value: theme }, ...features] });
  }

  #sessions = new Set();

  #receive({ sessionId, method, params }) {
    if (sessionId !== this.sessionId && !this.#sessions.has(sessionId)) return;
    switch (method) {
      case 'Target.attachedToTarget': this.#watchWorker(params.sessionId); break;
      case 'Network.requestWillBeSent': this.requests.push(params.request.url); break;
      case 'Network.webSocketCreated': this.requests.push(params.url); break;
      case 'Log.entryAdded':
        if (['error', 'warning'].includes(params.entry.level)) this.refusals.push(params.entry.text);
        break;
      case 'Inspector.targetCrashed': this.hasCrashed = true; break;
      case 'Runtime.exceptionThrown':
        if (sessionId !== this.sessionId) {
          const { text, exception } = params.exceptionDetails;
          this.exceptions.push(`worker: ${text} ${exception?.description ?? ''}`);
        }
        break;
      case 'Runtime.consoleAPICalled':
        if (sessionId !== this.sessionId && ['error', 'warning', 'assert'].includes(params.type)) {
          this.complaints.push(`worker: ${params.args.map((a) => a.value ?? a.description).join(' ')}`);
        }
        break;
      default:
    }
  }

  #watchWorker(sessionId) {
    this.#sessions.add(sessionId);
    const send = (method) => this.browser.send(method, {}, sessionId).catch(() => {});
    send('Runtime.enable');
    send('Network.enable');
    send('Log.enable');
    send('Runtime.runIfWaitingForDebugger');
  }

  /** One sentence for everything that no page may do, since the last call. */
  problems() {
    const isAllowed = (url) => /^(data|blob|about):/.test(url) ||
      this.#allowed.some((prefix) => url.startsWith(prefix));
    const found = [
      ...this.exceptions.map((text) => `uncaught: ${text}`),
      ...this.complaints.map((text) => `console: ${text}`),
      ...this.refusals.map((text) => `browser: ${text}`),
      ...this.dialogs.map((text) => `a dialog: ${text}`),
      ...this.requests.filter((url) => !isAllowed(url)).map((url) => `request leaves the page: ${url}`),
      ...(this.hasCrashed ? ['the tab died'] : []),
    ].map((text) => text.slice(0, 600));
    for (const list of [this.exceptions, this.complaints, this.refusals, this.dialogs, this.requests]) {
      list.length = 0;
    }
    return found;
  }

  /** Waits until an expression is true in the page; the error says what the page showed instead. */
  async until(what, expression, seconds = 180) {
    try {
      return await poll(what, async () => {
        const isTrue = await this.waitFor(what, `(${expression}) || 'not yet'`, { seconds });
        if (isTrue !== 'not yet') return isTrue;
        // What failed to start will not get better.
        if (this.exceptions.length > 0) throw new Error(`${what} did not come: ${this.exceptions[0]}`);
        return undefined;
      }, { seconds });
    } catch (error) {
      const shown = await this.evaluate("document.body?.innerText.slice(0, 400) ?? ''")
        .catch((reason) => `(${reason.message})`);
      throw new Error(`${error.message}; the page shows: ${shown.replace(/\s+/g, ' ')}`);
    }
  }

  /** Loads the page anew; resolves once the new document is there, which none of the old one's state can be taken for. */
  async reload() {
    const arrived = new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('the page did not come again within 180 s')), 180_000);
      this.browser.onEvent(({ sessionId, method, params }) => {
        if (sessionId !== this.sessionId || method !== 'Page.frameNavigated' || params.frame.parentId) return;
        clearTimeout(limit);
        resolve();
      });
    });
    await this.send('Page.reload');
    await arrived;
  }

  /** Calls a function in the page with values that JSON can carry. */
  call(body, ...values) {
    return this.evaluate(`(${body})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join()})`);
  }

  /** The next two frames have been drawn, and what was queued before them has run. */
  frames() {
    return this.evaluate(`new Promise((done) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))`);
  }

  /** One key down and up; a capital letter or ? comes with Shift. */
  async press(key, { modifiers = 0 } = {}) {
    const isDigit = /^\d$/.test(key);
    const [code, number, text] = KEYS[key] ??
      [isDigit ? `Digit${key}` : `Key${key.toUpperCase()}`, key.toUpperCase().charCodeAt(0)];
    const held = modifiers | (/^[A-Z?]$/.test(key) ? SHIFT : 0);
    const typed = text ?? (key.length === 1 ? key : undefined);
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', {
        type, key, code, windowsVirtualKeyCode: number, modifiers: held,
        ...(type === 'keyDown' && typed && { text: typed }),
      });
    }
    await this.frames();
  }

  /** Types text into what has the focus. */
  async type(text) {
    await this.send('Input.insertText', { text });
    await this.frames();
  }

  mouse(type, x, y, more = {}) {
    return this.send('Input.dispatchMouseEvent', { type, x, y, ...more });
  }

  async moveTo(x, y) {
    await this.mouse('mouseMoved', x, y);
    await this.frames();
  }

  /** Presses the button at one place and lets go at another. */
  async drag(from, to, { modifiers = 0 } = {}) {
    const held = { button: 'left', clickCount: 1, modifiers };
    await this.mouse('mouseMoved', from.x, from.y);
    await this.mouse('mousePressed', from.x, from.y, held);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await this.mouse('mouseMoved', from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part,
        { button: 'left', buttons: 1, modifiers });
    }
    await this.mouse('mouseReleased', to.x, to.y, held);
    await this.frames();
  }

  /** Turns the wheel; with Ctrl it zooms. */
  async wheel(x, y, deltaY, { modifiers = 0 } = {}) {
    await this.mouse('mouseWheel', x, y, { deltaX: 0, deltaY, modifiers });
    await this.frames();
  }

  /** Gives files to the first element that `selector` finds, as a file dialog does. */
  async chooseFiles(selector, files) {
    const { root } = await this.send('DOM.getDocument', { depth: 0 });
    const { nodeId } = await this.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    if (!nodeId) throw new Error(`the page has no ${selector}`);
    await this.send('DOM.setFileInputFiles', { nodeId, files: files.map((file) => path.resolve(file)) });
  }

  /** What assistive technology is told: {role, name, value, isFocusable, …} of all that is not ignored. */
  async accessibility() {
    await this.send('Accessibility.enable');
    const { nodes } = await this.send('Accessibility.getFullAXTree');
    return nodes.filter((node) => !node.ignored).map((node) => ({
      role: node.role?.value ?? '', name: node.name?.value ?? '', value: node.value?.value,
      ...Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
    }));
  }

  /** Clicks the first element that `selector` finds and that holds a text. */
  async clickOn(selector, text) {
    await this.call((wanted, words) => {
      document.querySelectorAll('[data-clicked]').forEach((node) => node.removeAttribute('data-clicked'));
      const found = [...document.querySelectorAll(wanted)].find((node) => node.textContent.includes(words));
      if (!found) throw new Error(`no ${wanted} says ${words}`);
      found.setAttribute('data-clicked', '');
    }, selector, text);
    await this.click('[data-clicked]');
  }

  close() { return this.browser.send('Target.closeTarget', { targetId: this.targetId }); }
}
