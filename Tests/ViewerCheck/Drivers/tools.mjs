// What every driver shares: where the viewers lie, arguments, the hard time limit.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Something the machine lacks or the caller got wrong; the message says what to do. */
export class UsageError extends Error {}

/** The folder that .ci/install-viewers filled. */
export function viewersFolder() {
  return process.env.STRETTO_VIEWERS || path.join(repository, '.build/viewers');
}

function installed(what, ...names) {
  const found = path.join(viewersFolder(), ...names);
  if (!existsSync(found)) {
    throw new UsageError(`${what} is not installed (no ${found}); run .ci/install-viewers`);
  }
  return found;
}

/** The copy of the Perfetto UI: the folder with its index.html. */
export const perfettoFolder = () =>
  path.dirname(installed("Perfetto's UI", 'perfetto', 'index.html'));

/** The folder of Perfetto's engine: its name is the version that index.html loads. */
export async function perfettoEngineFolder() {
  const folder = perfettoFolder();
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  const version = JSON.parse(/data-perfetto_version='([^']*)'/.exec(page)?.[1] ?? '{}').stable;
  if (!version) throw new UsageError(`${folder} names no version; run .ci/install-viewers`);
  return path.join(folder, version);
}

/** Catapult's viewer page and the polyfill that it needs. */
export const catapultFolder = () =>
  path.dirname(installed('catapult', 'catapult', 'trace_viewer_full.html'));

/** Chromium's executable: $STRETTO_CHROMIUM, or the first of its names found on PATH. */
export function chromium() {
  if (process.env.STRETTO_CHROMIUM) return process.env.STRETTO_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of (process.env.PATH ?? '').split(':')) {
      if (folder && existsSync(path.join(folder, name))) return path.join(folder, name);
    }
  }
  throw new UsageError('chromium is not installed; run .ci/install-viewers');
}

/** The bytes of a trace, as they lie on disk. */
export async function traceBytes(file) {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UsageError(`cannot read the trace ${file}: ${error.code}`);
  }
}

/**
 * Runs a driver's `main(options, files)` and ends the process.
 *
 * Options are `--name value`; a repeated one becomes a list where `lists` names it. Each value
 * that main yields is printed as one line of JSON. Exit status: 0 when it ran (what it found is
 * in the JSON), 2 for bad usage or a missing viewer, 3 when the driver failed or ran out of time.
 */
export async function run(main, { names = [], lists = [], needsFiles = true, usage }) {
  const options = {}, files = [];
  const words = process.argv.slice(2);
  let seconds = 120;
  try {
    while (words.length) {
      const word = words.shift();
      if (!word.startsWith('--')) { files.push(word); continue; }
      const name = word.slice(2), value = words.shift();
      if (value === undefined) throw new UsageError(`${word} needs a value`);
      if (name === 'timeout') seconds = Number(value);
      else if (lists.includes(name)) (options[name] ??= []).push(value);
      else if (names.includes(name)) options[name] = value;
      else throw new UsageError(`unknown option ${word}; usage: ${usage}`);
    }
    if (needsFiles && !files.length) throw new UsageError(`usage: ${usage}`);
    if (!(seconds > 0)) throw new UsageError('--timeout needs a number of seconds');
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
  // The browser's process group is killed by the exit handler that cdp.mjs sets.
  setTimeout(() => {
    console.error(`no result within ${seconds} s`);
    process.exit(3);
  }, seconds * 1000);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(3));
  try {
    for await (const result of main(options, files)) {
      await new Promise((done) => process.stdout.write(`${JSON.stringify(result)}\n`, done));
    }
    process.exit(0);
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error);
    process.exit(error instanceof UsageError ? 2 : 3);
  }
}

/**
 * Waits until `probe` answers something other than undefined.
 *
 * One that was asked before the limit and answers after it is asked once more: what it tells is old.
 */
export async function poll(what, probe, { seconds = 180, every = 50 } = {}) {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const isLast = Date.now() > limit;
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (isLast) throw new Error(`${what} did not come within ${seconds} s`);
    await new Promise((done) => setTimeout(done, every));
  }
}
