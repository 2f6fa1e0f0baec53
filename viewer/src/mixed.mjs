// The table of runs of several workloads: a group of rows for each file, and nothing that compares or averages across them. Pure.

import { stateIn } from 'v/states';
import { duration } from 'v/format';

/**
 * The groups, in the order of the files: `{file, tasks, rows}`, rows as in the analysis, without speedups.
 *
 * A row that the analysis made of several runs is left out, and each of its runs gets one of its own, with the sums of its slots'
 * states where the analysis splits slots.
 */
export function groupsOf(data) {
  const groups = new Map();
  for (const run of data.runs) {
    const group = groups.get(run.file) ?? { file: run.file, tasks: run.tasks, rows: [] };
    groups.set(run.file, group);
    const known = data.table.find((row) => row.run === run.id && row.wallNs === run.makespan);
    group.rows.push({ ...known ?? ownRow(run, data.resource), speedup: null, speedupText: '–' });
    if (group.tasks !== run.tasks) group.tasks = null;
  }
  return [...groups.values()].sort((one, other) => one.file - other.file);
}

function ownRow(run, resource) {
  const useful = resource === 'cores' ? ['work'] : ['work', 'io'];
  const ledger = resource === 'slots' && run.slotLedger ? Object.entries(run.slotLedger).filter(([, ns]) => ns > 0) : [];
  const parts = wholePercents(ledger).map(({ name, ns, percent }) => {
    return { state: stateIn(run.model, name), name, label: name, useful: useful.includes(name), percent, ns };
  }).filter(({ percent }) => percent > 0).sort((one, other) => Number(other.useful) - Number(one.useful) || other.ns - one.ns);
  return { run: run.id, label: run.label, detail: '', wallNs: run.makespan, wall: duration(run.makespan), baseline: false, reason: null, parts,
    efficiency: run.efficiency, efficiencyText: run.efficiency === null || parts.length === 0 ? '–' : `${Math.round(run.efficiency * 100)} %` };
}

/** Whole percents that sum to 100: the largest remainders are rounded up. */
function wholePercents(entries) {
  const whole = entries.reduce((sum, [, ns]) => sum + ns, 0);
  const result = entries.map(([name, ns]) => ({ name, ns, percent: Math.floor(ns / whole * 100), rest: ns / whole * 100 % 1 }));
  let left = 100 - result.reduce((sum, { percent }) => sum + percent, 0);
  for (const each of [...result].sort((one, other) => other.rest - one.rest)) if (left-- > 0) each.percent += 1;
  return result;
}
