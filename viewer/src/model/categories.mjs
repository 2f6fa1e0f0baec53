// What a category means: the first word of its comma list that schema TS1 defines. Imports nothing.

export const KIND = Object.freeze({ other: 0, run: 1, task: 2, step: 3, phase: 4, wait: 5, sched: 6, arrow: 7 });

const KINDS = new Map(Object.entries({
  run: KIND.run, lane: KIND.arrow, task: KIND.task, step: KIND.step,
  startup: KIND.phase, dispatch: KIND.phase, serialize: KIND.phase, teardown: KIND.phase,
  wait: KIND.wait, sched: KIND.sched,
  submit: KIND.arrow, result: KIND.arrow, fork: KIND.arrow, wake: KIND.arrow, join: KIND.arrow, dep: KIND.arrow,
}));

/** Which of equal spans is the inner one: the higher (METHOD section 2). */
export const RANK = Object.freeze({ task: 1, step: 2, teardown: 3, startup: 4, dispatch: 5, serialize: 6 });

/** Which of equal waits is the inner one, by name; those of no known reason are the outer. */
export const WAIT_RANK = Object.freeze({ queue: 11, join: 12, sleep: 13, io: 14, lock: 15, gil: 16 });

/**
 * The word that counts, '' for none.
 * @param {string} category the whole text of `cat`
 */
export function wordOf(category) {
  for (const part of category.length > 4096 ? [] : category.split(',')) {
    const word = part.trim();
    if (KINDS.has(word)) return word;
  }
  return '';
}

/** The kind of a word from `wordOf`. */
export const kindOf = (word) => KINDS.get(word) ?? KIND.other;
