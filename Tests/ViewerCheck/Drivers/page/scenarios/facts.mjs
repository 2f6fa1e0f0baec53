// What the page says equals what `stretto report` says, word for word and to the nanosecond.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ANALYSED } from '../opening.mjs';

/** The page's own words and figures, read from its document. */
export function shown() {
  // The page writes the report's x and - as typesetters do.
  const text = (node) => (node?.textContent ?? '').replace(/\s+/g, ' ').replaceAll('×', 'x').replaceAll('–', '-').trim();
  const rows = [...document.querySelectorAll('#speedup tbody tr')];
  return {
    heading: text(document.querySelector('#heading')),
    verdicts: [...document.querySelectorAll('#verdict .sentences p:not(.recommendation)')].map(text),
    recommendation: text(document.querySelector('#verdict .recommendation')),
    reasons: [...document.querySelectorAll('#verdict .reasons li')].map(text),
    note: text(document.querySelector('#speedup .small-note')),
    table: rows.map((row) => {
      const [label, wall, speedup, , efficiency] = [...row.children].map(text);
      const bar = row.querySelector('[role=img]');
      const parts = [...(bar?.querySelectorAll('[data-state]') ?? [])];
      const width = (node) => node.getBoundingClientRect().width;
      return {
        run: row.dataset.run, label, wall, speedup, efficiency,
        wallNs: Number(row.querySelector('[data-ns]')?.dataset.ns),
        words: (bar?.getAttribute('aria-label') ?? '').split(/percent: /)[1] ?? '',
        states: parts.map((part) => part.dataset.state),
        // Green, or underlined in green: what the page calls useful.
        useful: parts.filter((part) => part.dataset.state === 'work' || part.classList.contains('useful')).map((part) => part.dataset.state),
        shares: parts.map((part) => width(part) / width(bar)),
        ends: bar ? [bar.getBoundingClientRect().left, bar.getBoundingClientRect().right] : null,
      };
    }),
  };
}

/** Sums of the selection by state, in nanoseconds. */
export function sums() {
  const rows = document.querySelectorAll('#sums-by-state tr[data-state]');
  return Object.fromEntries([...rows].map(({ dataset }) => [dataset.state, Number(dataset.ns)]));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Each row of the page has the efficiency and the parts of one of the report's rows. */
function compareRows(checks, page, text, { hasWall }) {
  for (const row of page.table) {
    const label = row.label.replace(/ ×(?=\d)/, ' x');
    const words = row.words.replaceAll(', ', ' ');
    const figures = hasWall ? `${escaped(row.wall)} ${escaped(row.speedup)}` : '[\\d.]+ m?s';
    const pattern = `${escaped(label)} ${figures} .{0,60}? ?${escaped(row.efficiency)} ${escaped(words)} `;
    checks.that(new RegExp(pattern).test(text),
      `the report has no row "${label} ${hasWall ? `${row.wall} ${row.speedup}` : '…'} … ${row.efficiency} ${words}"`);
  }
}

/** Traces without rounds: whatever the page says stands in the report's text. */
function compareWords(checks, page, text) {
  for (const sentence of [...page.verdicts, page.recommendation].filter(Boolean)) {
    checks.that(text.includes(sentence), `the report does not say "${sentence}"`);
  }
  checks.that(page.verdicts.length > 0, 'the page has no verdict');
  compareRows(checks, page, text, { hasWall: true });
}

/** A line of several models says no less than the worst of them loses; every other loss of 10 % has its words. */
function compareReasons(checks, page) {
  const rows = new Map(page.table.map((row) => [row.label.replace(/ x\d+$/, ''), row]));
  const lost = ({ useful, efficiency }) => useful.length === 0 ? 0 : 100 - parseInt(efficiency, 10);
  for (const reason of page.reasons) {
    const [, names, percent] = /^(.*?) loses? (\d+) %/.exec(reason) ?? [];
    const models = (names ?? '').split(/, | and /).map((name) => rows.get(name));
    if (!checks.that(models.every(Boolean), `"${reason}" names no models of the table`)) continue;
    if (/or less$/.test(reason)) {
      for (const row of models) checks.that(lost(row) <= Number(percent) + 1, `${row.label} loses ${lost(row)} %, and the page says "${reason}"`);
      continue;
    }
    for (const row of models) {
      for (const [, label, share] of row.words.matchAll(/(\w+) (\d+)(?=,|$)/g)) {
        if (row.useful.includes(label) || Number(share) < 10) continue;
        checks.that(reason.includes(`${share} %`), `${row.label} loses ${share} % to ${label}, and "${reason}" does not say so`);
      }
    }
  }
}

/** What a comparison measured untraced: figures of the file itself, and the report's sentence on them. */
function compareMeasured(checks, page, text, { models }) {
  checks.equal(page.table.map(({ wallNs }) => wallNs), models.map((model) => model.wall_ns), 'walls');
  for (const [index, model] of models.entries()) {
    const isBaseline = model.verdict === 'baseline';
    const [middle, low, high] = [model.speedup, model.speedup_low, model.speedup_high].map((each) => each.toFixed(2));
    checks.equal(page.table[index]?.speedup, isBaseline ? middle : `${middle} (${low}-${high})`, `${model.model}: speedup`);
    if (isBaseline) continue;
    const figures = `${middle}x (${low}-${high})`;
    checks.that(text.includes(`${model.model} ${model.verdict}, ${figures}`), `the report does not say "${model.model} ${model.verdict}, ${figures}"`);
    const spoken = page.verdicts.filter((sentence) => sentence.endsWith(`: ${figures}.`));
    const says = model.verdict === 'faster' ? / pays?: / : / (does|do) not: /;
    checks.that(spoken.some((sentence) => says.test(sentence)), `no verdict on ${model.model}, ${model.verdict}: ${spoken}`);
  }
  checks.equal(page.verdicts.length, models.length - 1, 'verdicts');
  compareRows(checks, page, text, { hasWall: false });
}

/** What the report counts as useful: where cores bind only work, else also the waits that the tasks are there for. */
const usefulOf = (text) => /Cores are what binds/.test(text) ? ['work'] : ['work', 'io'];

/** Each bar is whole, fills its box exactly, its parts are as wide as they say, and its useful ones are the efficiency. */
function compareBars(checks, page, text) {
  for (const row of page.table) {
    const percents = [...row.words.matchAll(/ (-?\d+)(?=,|$)/g)].map((match) => Number(match[1]));
    const whole = percents.reduce((sum, each) => sum + each, 0);
    checks.equal(whole, 100, `${row.label}: percents add up`);
    // What was gained is in the words alone, and the others share the bar.
    const drawn = percents.filter((each) => each > 0);
    checks.equal(row.shares.length, drawn.length, `${row.label}: parts of the bar`);
    const scale = drawn.reduce((sum, each) => sum + each, 0) / 100;
    row.shares.forEach((share, index) => checks.that(Math.abs(share * 100 * scale - drawn[index]) < 1.5,
      `${row.label}: ${row.states[index]} is ${drawn[index]} % and ${(share * 100).toFixed(1)} % wide`));
    const filled = row.shares.reduce((sum, each) => sum + each, 0);
    checks.that(Math.abs(filled - 1) < 0.01, `${row.label}: the parts fill ${(filled * 100).toFixed(1)} % of the bar`);
    const expected = row.states.filter((state) => usefulOf(text).includes(state));
    checks.equal(row.useful, expected, `${row.label}: useful parts`);
    const useful = drawn.filter((_, index) => expected.includes(row.states[index])).reduce((sum, each) => sum + each, 0);
    // Percents of parts are rounded together, so that they add up to 100; the efficiency is rounded alone.
    checks.that(Math.abs(useful - parseInt(row.efficiency, 10)) <= 1,
      `${row.label}: efficiency ${row.efficiency}, but ${useful} % is useful`);
  }
}

const nonzero = (ledger) => Object.fromEntries(Object.entries(ledger).filter(([, ns]) => ns !== 0).sort());

/** Each run alone, all of it marked: its sums are the slot ledger. */
async function compareSums(checks, tab, report) {
  for (const [index, run] of report.runs.slice(0, 9).entries()) {
    for (const key of ['Escape', 'Escape', '0', String(index + 1), 'Home', 'm']) await tab.press(key);
    await tab.until('the sums', "!!document.querySelector('#sums-by-state tr')");
    const expected = nonzero(run.slot_ledger);
    // Panels are drawn once the selection rests.
    await tab.until(`${run.model}'s sums ${JSON.stringify(expected)}`, `(() => {
      const found = (${sums})();
      const wanted = ${JSON.stringify(expected)};
      return Object.keys(wanted).every((state) => found[state] === wanted[state]);
    })()`, 120).catch(async () => {
      checks.equal(nonzero(await tab.call(sums)), expected, `${run.model}: the sums of the whole run`);
    });
    checks.equal(nonzero(await tab.call(sums)), expected, `${run.model}: the sums of the whole run`);
  }
}

async function compare(checks, tab, tool, file) {
  const [text, report] = [await tool.text(file), await tool.json(file)];
  const page = await tab.call(shown);
  checks.equal(page.table.length, report.runs.length, 'rows of the table');
  const measured = metadata(file).stretto.report?.comparison;
  if (measured) compareMeasured(checks, page, text, measured); else compareWords(checks, page, text);
  compareBars(checks, page, text);
  await compareSums(checks, tab, report);
  return { page, report, text };
}

/** `otherData` of a trace. */
const metadata = (file) => JSON.parse(file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file)).otherData;

/** The recorded trace without what the comparison sealed into it: single runs, as from other tools. */
function unsealed(context, name) {
  const trace = JSON.parse(gunzipSync(readFileSync(recorded(context, name))));
  delete trace.otherData.stretto.report;
  delete trace.otherData.stretto.view;
  const file = path.join(context.folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(trace));
  return file;
}

const recorded = (context, name) => path.join(context.repository, 'traces', name, 'comparison.json.gz');

const served = (name) => async (context, checks) => {
  const file = recorded(context, name);
  const { page } = await compare(checks, await context.page.served([file]), context.tool, file);
  compareReasons(checks, page);
};

const single = (name) => async (context, checks) => {
  const file = recorded(context, name);
  const tab = await context.page.single([file]);
  await compare(checks, tab, context.tool, file);
  const fromDisk = await tab.call(shown);
  const fromServer = await (await context.page.served([file])).call(shown);
  checks.equal({ ...fromDisk, table: fromDisk.table.map(({ label, words }) => [label, words]) },
    { ...fromServer, table: fromServer.table.map(({ label, words }) => [label, words]) }, 'the single file and the served page');
};

export const scenarios = {
  'count, served': served('count'),
  'fetch, served': served('fetch'),
  async 'single runs, served'(context, checks) {
    const file = unsealed(context, 'count');
    await compare(checks, await context.page.served([file]), context.tool, file);
  },
  async 'a comparison just made, dropped'(context, checks) {
    const folder = path.join(context.folder, 'fresh');
    const printed = await context.tool.run('compare', 'fetch', '--rounds', '1', '--delay', '20', '--models', 'sequential,threads,async-blocking', '--output', folder);
    const file = path.join(folder, 'comparison.json.gz');
    const tab = await context.page.empty();
    await context.page.drop(tab, [file]);
    // No server, no report: what the comparison sealed into its file is enough.
    await tab.until('the analysis', ANALYSED, 120);
    const [page, text] = [await tab.call(shown), printed.replace(/\s+/g, ' ')];
    checks.equal(page.table.length, 3, 'rows of the table');
    compareWords(checks, page, text);
    compareBars(checks, page, text);
    await compareSums(checks, tab, JSON.parse(readFileSync(path.join(folder, 'report.json'))));
  },
  'count, one file on disk': single('count'),
  'fetch, one file on disk': single('fetch'),
  async 'critical path'(context, checks) {
    const file = recorded(context, 'count');
    const [tab, report] = [await context.page.served([file]), await context.tool.json(file)];
    for (const [index, run] of report.runs.slice(0, 9).entries()) {
      await tab.press('0');
      await tab.press(String(index + 1));
      const total = Object.values(run.critical_path).reduce((sum, ns) => sum + ns, 0);
      const rows = await tab.evaluate("[...document.querySelectorAll('#path tr[data-ns]')].map((row) => Number(row.dataset.ns))");
      checks.equal(rows.reduce((sum, ns) => sum + ns, 0), total, `${run.model}: the path's rows and the report's path`);
    }
  },
  async 'both comparisons at once'(context, checks) {
    const files = ['count', 'fetch'].map((name) => recorded(context, name));
    const tab = await context.page.served(files, { analysed: false });
    const runs = await tab.evaluate("import('v/main').then(({ page: { store } }) => store.get().runs.length)");
    const each = await Promise.all(files.map((file) => context.tool.json(file)));
    checks.that(runs >= each[0].runs.length + each[1].runs.length, `${runs} runs of two comparisons`);
    // Nothing is averaged or compared across the two workloads.
    await tab.until('the analysis', ANALYSED);
    const walls = await tab.evaluate("[...document.querySelectorAll('#speedup tbody')].map((body) => [...body.querySelectorAll('[data-ns]')].filter(({ tagName }) => tagName === 'TD').map(({ dataset }) => Number(dataset.ns)))");
    checks.equal(walls, each.map((report) => report.runs.map(({ makespan }) => makespan)), 'the walls of each workload');
    checks.equal(await tab.evaluate("document.querySelectorAll('#speedup .speed').length"), 0, 'speedups across workloads');
  },
};
