// Why models lose, in one line for all that lose for the same reason: words of the analysis, and sums of its percents. Pure.

import { STATE, STATES } from 'v/states';

/** Models whose largest loss is below this many percent are one line together. */
const small = 5;
/** Further losses of at least this many percent are named as well. */
const large = 10;

/** What a loss goes to, after "loses 12 % to"; else its label. */
const NOUNS = { gil: 'the GIL', loop: 'the loop', runq: 'the run queue', coord: 'its coordinator', lock: 'locks', io: 'I/O', serial: 'serial time',
  tail: 'the tail', unattributed: 'unattributed waiting', no_worker: 'waiting for a free worker' };

/**
 * The lines, the largest loss first.
 *
 * @param table rows of the analysis
 * @param isHeld whether a blocking call held the row's loop
 * @returns {{rows: object[], state: number|null, text: string, title: string|null}[]} `state`: the cause, null for a line of
 *   several causes; `text` goes on after the models' names. What explains a cause is said once.
 */
export function reasonsOf(table, isHeld = () => false) {
  const rows = table.filter((row) => row.reason);
  const groups = new Map();
  for (const row of rows.filter((each) => mainLoss(each) >= small)) {
    const key = JSON.stringify([row.reason.text, further(row).map(({ state, percent }) => [state, percent]), isHeld(row)]);
    groups.set(key, [...groups.get(key) ?? [], row]);
  }
  const explained = new Set();
  const lines = [...groups.values()].sort((one, other) => mainLoss(other[0]) - mainLoss(one[0]))
    .map((each) => ({ rows: each, state: each[0].reason.state, text: sentence(each, isHeld(each[0]), explained), title: null }));
  return [...lines, ...together(rows.filter((each) => mainLoss(each) < small))];
}

const mainLoss = (row) => Number(/(\d+) %/.exec(row.reason.text)?.[1] ?? 100);

/** All that a row loses, in percent: what is not useful. */
function lossOf(row) {
  return row.parts.length === 0 ? mainLoss(row) : row.parts.reduce((sum, { useful, percent }) => sum + (useful ? 0 : percent), 0);
}

const further = ({ parts, reason }) => parts.filter((part) => !part.useful && part.state !== reason.state && part.percent >= large);

const verb = (rows, text) => rows.length > 1 || /s$/.test(rows[0].label) ? text.replace(/^loses /, 'lose ') : text;

function sentence(rows, isHeld, explained) {
  const [row] = rows;
  const cut = row.reason.text.indexOf(': ');
  const lead = cut < 0 ? row.reason.text : row.reason.text.slice(0, cut);
  const why = isHeld ? ': a task was ready, but a blocking call held the loop' : cut < 0 || explained.has(row.reason.state) ? '' : row.reason.text.slice(cut);
  if (!isHeld) explained.add(row.reason.state);
  const others = further(row).map((part) => {
    const isNew = !explained.has(part.state);
    explained.add(part.state);
    return `${part.percent} % to ${NOUNS[STATES[part.state].name] ?? part.label}${isNew && part.state !== STATE.other && part.state !== STATE.no_worker ? ` (${STATES[part.state].meaning})` : ''}`;
  });
  return verb(rows, `${lead}${why}${others.length > 0 ? `; ${others.join(', ')}` : ''}`);
}

/** What loses little: one line, which says of all of it how much it is. */
function together(rows) {
  if (rows.length === 0) return [];
  const loss = Math.max(...rows.map((row) => Math.max(lossOf(row), mainLoss(row))));
  if (rows.length > 1) {
    return [{ rows, state: null, text: `lose ${loss} % or less`, title: rows.map((row) => `${row.label} ${row.reason.text}`).join('\n') }];
  }
  const [row] = rows;
  const text = loss > mainLoss(row) ? row.reason.text.replace(/^loses /, `loses ${loss} %, of it `) : row.reason.text;
  return [{ rows, state: row.reason.state, text: verb(rows, text), title: null }];
}
