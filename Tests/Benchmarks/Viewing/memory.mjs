// What a browser occupies: sums over its processes, shared pages counted in parts.

import { readFileSync, readdirSync } from 'node:fs';

/** Numbers of the processes in a group. */
function group(leader) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      // The name in brackets may hold blanks; after it come state, parent and group.
      const [, , groupOf] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
      return Number(groupOf) === leader;
    } catch { return false; }
  });
}

/** Megabytes (proportional set size) of all processes in the group. Costs about 30 ms. */
export function megabytes(leader) {
  let kilobytes = 0;
  for (const pid of group(leader)) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch { /* it ended meanwhile */ }
  }
  return kilobytes / 1024;
}

/** Seconds of CPU that the group's processes have used so far; those that ended are not in it. */
export function processorSeconds(leader) {
  let ticks = 0;
  for (const pid of group(leader)) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch { /* it ended meanwhile */ }
  }
  // Linux counts hundredths for programs, whatever it counts inside.
  return ticks / 100;
}
