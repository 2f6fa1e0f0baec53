// Loads the same traces in our page, in the Perfetto UI and in catapult, all in one run, and pans and
// zooms in ours.
//
//   node compare.mjs [--check] [--spans 90000,900000,4500000,9000000] [--viewers ours,perfetto,catapult]
//                    [--rounds N] [--limit SECONDS] [--gz] [--frames 1000000,10000000] [--keep FOLDER]
//
// Files are made by generate-trace.mjs. Seconds run from the call for the page until its trace can be
// looked at: our first frame, Perfetto's tracks (its title comes earlier and is printed too), catapult's
// imported model, before it is drawn; the best of N rounds, in which every viewer has its turn. CPU is
// of all processes of the browser and says about the same on a busy machine. Megabytes are those of all processes of
// the browser above the same browser empty. With --check a gate that is missed ends with status 1:
// at about 100 MB ours loads 3 times as fast as each of the others, 10 million spans take at most
// 500 MB, and moving over 10 million takes at most 1.5 times the script time of 1 million.
// The command to run on a quiet machine, about ten minutes:  node Tests/Benchmarks/Viewing/compare.mjs --check
// Needs an idle machine, what .ci/install-viewers fetches, and 2.5 GB of disk for the largest files.

import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeTrace } from './generate-trace.mjs';
import { load, VIEWERS } from './viewers.mjs';

const options = {
  spans: '90000,900000,4500000,9000000', viewers: VIEWERS.join(), rounds: '2', limit: '180',
  frames: '1000000,10000000', keep: fileURLToPath(new URL('.build', import.meta.url)),
};
const flags = { check: false, gz: false };
const words = process.argv.slice(2);
while (words.length) {
  const name = words.shift().replace(/^--/, '');
  if (name in flags) flags[name] = true;
  else if (name in options) options[name] = words.shift() ?? '';
  else {
    console.error(`unknown option --${name}`);
    process.exit(2);
  }
}
const numbers = (text) => text.split(',').filter(Boolean).map(Number);
let missed = 0;
// Every browser waits for the end of this process.
process.setMaxListeners(0);

function gate(name, value, holds, bound) {
  if (!holds) missed += 1;
  console.log(`  ${holds ? 'pass' : 'MISS'}  ${name}: ${value} (${bound})`);
}

/** The trace with so many spans, made once. */
function trace(spans) {
  mkdirSync(options.keep, { recursive: true });
  const file = path.join(options.keep, `spans-${spans}.json${flags.gz ? '.gz' : ''}`);
  if (!existsSync(file)) writeTrace(file, spans);
  return file;
}

/** The best of the rounds of each viewer, which take turns. */
async function turns(file) {
  const best = new Map();
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const viewer of options.viewers.split(',')) {
      if (best.get(viewer)?.failure) continue;
      const result = await load(viewer, file, { limit: Number(options.limit) });
      const before = best.get(viewer);
      if (!before || result.failure || result.seconds < before.seconds) best.set(viewer, result);
    }
  }
  return best;
}

async function loads() {
  for (const spans of numbers(options.spans)) {
    const file = trace(spans);
    const size = statSync(file).size / 1e6;
    console.log(`${path.basename(file)}: ${spans.toLocaleString('en')} spans, ${size.toFixed(0)} MB`);
    const best = await turns(file);
    const ours = best.get('ours');
    for (const { viewer, failure, seconds, title, cpu, base, used, peak } of best.values()) {
      if (failure) {
        console.log(`  ${viewer.padEnd(9)} ${failure}`);
        continue;
      }
      const ratio = ours?.seconds && viewer !== 'ours' ? `${(seconds / ours.seconds).toFixed(1)}x ours, CPU ${(cpu / ours.cpu).toFixed(1)}x` : '';
      const early = title === undefined ? '' : ` (title ${title.toFixed(2)} s, ${(title / (ours?.seconds ?? NaN)).toFixed(1)}x)`;
      console.log(`  ${viewer.padEnd(9)} ${seconds.toFixed(2).padStart(7)} s  CPU ${cpu.toFixed(2).padStart(6)} s  +${(used - base).toFixed(0).padStart(5)} MB` +
        ` (at most +${(peak - base).toFixed(0)})  ${ratio}${early}`);
    }
    if (ours && (size > 80 && size < 130 || flags.gz && spans > 7e5 && spans < 1.2e6)) {
      for (const [viewer, result] of best) {
        if (viewer === 'ours') continue;
        const ratio = result.failure ? Infinity : result.seconds / (ours?.seconds ?? Infinity);
        gate(`${viewer}'s load / ours`, ratio.toFixed(1), ratio >= 3, 'at least 3');
      }
    }
  }
}

/** How far the views are zoomed in that are panned and zoomed over: the whole, a 20th, a 2000th. */
const DEPTHS = [1, 20, 2000];

/** Pans and zooms in the page by its own clockwork; software rendering, no window. */
async function moving(tab) {
  const measure = (flat, depth) => tab.evaluate(`import('v/main').then(({ page: { timeline } }) =>
    timeline.benchmark({ flat: ${flat}, depth: ${depth}, seconds: 3 }))`);
  // The first run of any code is slower by far.
  await measure(true, 1);
  const found = [];
  for (const flat of [true, false]) {
    for (const depth of DEPTHS) found.push({ flat, depth, ...await measure(flat, depth) });
  }
  return { found };
}

async function frames() {
  const medians = [];
  for (const spans of numbers(options.frames)) {
    const result = await load('ours', trace(spans), { limit: Number(options.limit), then: moving });
    console.log(`pan and zoom, ${spans.toLocaleString('en')} spans`);
    if (result.failure) {
      console.log(`  ${result.failure}`);
      missed += 1;
      continue;
    }
    for (const { flat, depth, fps, medianScriptMs, p95ScriptMs, frames: count } of result.found) {
      console.log(`  ${flat ? 'flat, while moving' : 'stacked           '} 1:${String(depth).padEnd(4)} ${fps.toFixed(1)} fps, script ` +
        `${medianScriptMs.toFixed(1)} ms (95 %: ${p95ScriptMs.toFixed(1)}), ${count} frames`);
    }
    // While moving, all in view: what every pan begins with.
    medians.push(result.found[0].medianScriptMs);
    const above = result.used - result.base;
    if (spans >= 1e7) gate('memory above the empty browser', `${above.toFixed(0)} MB`, above <= 500, 'at most 500');
    else console.log(`  +${above.toFixed(0)} MB`);
  }
  if (medians.length > 1) {
    const ratio = medians.at(-1) / medians[0];
    gate('script of the largest / of the smallest', ratio.toFixed(2), ratio <= 1.5, 'at most 1.5');
  }
}

await loads();
await frames();
process.exit(flags.check && missed ? 1 : 0);
