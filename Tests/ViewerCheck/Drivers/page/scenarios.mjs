// Runs scenarios one after the other and turns whatever went wrong into sentences.

/** A check that did not hold; the scenario goes on, so that one run tells everything. */
export class Checks {
  problems = [];

  that(condition, sentence) {
    if (!condition) this.problems.push(sentence);
    return Boolean(condition);
  }

  /** Compares by their JSON. */
  equal(found, expected, what) {
    const [a, b] = [found, expected].map((value) => JSON.stringify(value) ?? 'undefined');
    return this.that(a === b, `${what}: ${a.slice(0, 400)}, not ${b.slice(0, 400)}`);
  }

  /** Each of `expected` is in `found`. */
  includes(found, expected, what) {
    for (const one of expected) {
      this.that(found.includes(one), `${what} has no ${JSON.stringify(one)}: ${JSON.stringify(found).slice(0, 400)}`);
    }
  }
}

/** No scenario holds up the others: after this many seconds it has failed. */
const PATIENCE = 600;

/**
 * Runs `body(context, checks)`; `context.open` is given so that every tab is closed and judged.
 * Resolves with {scenario, problems, seconds}.
 */
export async function runScenario(scenario, body, context) {
  const checks = new Checks();
  const start = performance.now();
  let limit;
  const late = new Promise((_, reject) => {
    limit = setTimeout(() => reject(new Error(`not done after ${PATIENCE} s`)), PATIENCE * 1000);
  });
  try {
    await Promise.race([body(context, checks), late]);
  } catch (error) {
    checks.problems.push(String(error?.stack ?? error).split('\n').slice(0, 4).join(' | '));
  }
  clearTimeout(limit);
  for (const tab of context.tabs.splice(0)) {
    checks.problems.push(...tab.problems());
    await tab.close().catch(() => {});
  }
  const seconds = Math.round(performance.now() - start) / 1000;
  return { scenario, problems: checks.problems, seconds };
}
