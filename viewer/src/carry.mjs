// Lanes are numbered anew when other lanes are shown: what points to them is carried over. Pure.

/** Old runs' numbers of lanes to the new ones': a function of run and lane, -1 for a lane that is no longer shown. */
function translation(before, after) {
  const keyOf = ({ pid, tid, task }) => `${pid}/${tid}/${task ?? ''}`;
  const maps = new Map();
  return (run, lane) => {
    const old = before[run]?.lanes[lane];
    if (!old || !after[run] || before[run].file !== after[run].file) return -1;
    if (!maps.has(run)) maps.set(run, new Map(after[run].lanes.map((each) => [keyOf(each), each.index])));
    return maps.get(run).get(keyOf(old)) ?? -1;
  };
}

/**
 * `focus` and `expanded` of a store's state for other runs; what is no longer shown is left out.
 *
 * @returns {{focus: object|null, expanded: Set<string>}} a patch of the store. Linear in the lanes of runs that are pointed to.
 */
export function carried({ runs, focus, expanded }, after) {
  const lane = translation(runs, after);
  const open = [...expanded].map((key) => key.split('/').map(Number)).map(([run, old]) => [run, lane(run, old)]).filter(([, now]) => now >= 0);
  const now = focus ? lane(focus.run, focus.lane) : -1;
  return {
    focus: now >= 0 ? { ...focus, lane: now } : null,
    expanded: new Set(open.map(([run, each]) => `${run}/${each}`)),
  };
}
