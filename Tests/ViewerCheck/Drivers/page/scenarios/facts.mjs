// What the page says equals what `stretto report` says, word for word and to the nanosecond.

import path from 'node:path';

const blanks = (text) => text.replace(/\s+/g, ' ').trim();

/** The page's own words and figures, read from its document. */
export function shown() {
  const text = (node) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
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

/** The words of the page stand in the report's text, and each of its rows is one of the report's rows. */
function compareWords(checks, page, text) {
  for (const sentence of [...page.verdicts, page.recommendation].filter(Boolean)) {
    checks.that(text.includes(sentence), `the report does not say "${sentence}"`);
  }
  checks.that(page.verdicts.length > 0, 'the page has no verdict');
  // Every verdict of the report is on the page: they follow its first line and end before its table.
  const said = text.match(/[^.:]*?(?:pay|pays|do not|does not|is not known|differ)[^.]*?: \d[^()]*\([^)]*\)\./g) ?? [];
  for (const sentence of said) {
    checks.that(page.verdicts.some((one) => blanks(sentence).endsWith(one) || one.endsWith(blanks(sentence))),
      `the page does not say "${blanks(sentence)}"`);
  }
  for (const row of page.table) {
    const label = row.label.replace(/ ×(?=\d)/, ' x');
    const words = row.words.replaceAll(', ', ' ');
    const pattern = [label, row.wall, row.speedup].map(escaped).join(' ') + '.{0,80}? ' + escaped(row.efficiency) + ' ' + escaped(words);
    checks.that(new RegExp(pattern).test(text), `the report has no row "${label} ${row.wall} ${row.speedup} … ${row.efficiency} ${words}"`);
  }
}

/** Each bar is whole, fills its box exactly, and its parts are as wide as they say. */
function compareBars(checks, page) {
  for (const row of page.table) {
    const percents = [...row.words.matchAll(/ (\d+)(?=,|$)/g)].map((match) => Number(match[1]));
    const whole = percents.reduce((sum, each) => sum + each, 0);
    checks.equal(whole, 100, `${row.label}: percents add up`);
    checks.equal(row.shares.length, percents.length, `${row.label}: parts of the bar`);
    row.shares.forEach((share, index) => checks.that(Math.abs(share * 100 - percents[index]) < 1.5,
      `${row.label}: ${row.states[index]} is ${percents[index]} % and ${(share * 100).toFixed(1)} % wide`));
    const filled = row.shares.reduce((sum, each) => sum + each, 0);
    checks.that(Math.abs(filled - 1) < 0.01, `${row.label}: the parts fill ${(filled * 100).toFixed(1)} % of the bar`);
    const work = percents[row.states.indexOf('work')] ?? 0;
    checks.equal(`${work} %`, row.efficiency.replace(/^[≤≈ ]+/, ''), `${row.label}: the green part and the efficiency`);
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
    })()`, 20).catch(async () => {
      checks.equal(nonzero(await tab.call(sums)), expected, `${run.model}: the sums of the whole run`);
    });
    checks.equal(nonzero(await tab.call(sums)), expected, `${run.model}: the sums of the whole run`);
  }
}

async function compare(checks, tab, tool, file) {
  const [text, report] = [await tool.text(file), await tool.json(file)];
  const page = await tab.call(shown);
  checks.equal(page.table.length, report.runs.length, 'rows of the table');
  compareWords(checks, page, text);
  compareBars(checks, page);
  await compareSums(checks, tab, report);
  return { page, report, text };
}

const recorded = (context, name) => path.join(context.repository, 'traces', name, 'comparison.json.gz');

const served = (name) => async (context, checks) => {
  const file = recorded(context, name);
  await compare(checks, await context.page.served([file]), context.tool, file);
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
  },
};
