// Puts what the files hold and what the analysis found together into the runs that the page draws. Pure.

import { at, clip, emptyRow, place } from 'v/rows';
import { duration } from 'v/format';
import { isComparable } from 'v/view-data';

/**
 * One RunView per run of the analysis, in its order, then one per run that those files name of which the analysis has none.
 *
 * @param files FileModels, in the order in which they were given
 * @param viewData what `readViewData` made, or null
 * @param options `allLanes`: also lanes that are no slots, where the analysis tells slots; `pathLanes`: also threads that the
 *   critical path is on for long and that would else not be shown; `buildPyramid(row)`:
 *   called for strips of the analysis and for cut rows of more than 4096 spans
 * @returns {object[]} RunViews; times in the clock of each run's file, in ns. Linear in lanes and flows.
 */
export function assemble(files, viewData, options = {}) {
  const known = viewData ? fromAnalysis(files, viewData) : [];
  const covered = new Set(known.map((draft) => draft.fileIndex));
  const drafts = [...known, ...fromFiles(files).filter((draft) => !covered.has(draft.fileIndex))];
  const lanesByFile = new Map(files.map((file) => [file, lanesByPid(file)]));
  const owners = countOwners(drafts);
  return drafts.map((draft, index) => {
    const shared = (pid) => owners.get(draft.file)?.get(String(pid)) > 1;
    return finish({ ...draft, index }, lanesByFile.get(draft.file) ?? new Map(), shared, options);
  });
}

function fromAnalysis(files, viewData) {
  // A ratio to a baseline of other work is none.
  const hasSpeedup = isComparable(viewData);
  return viewData.runs.filter((run) => files[run.file]).map((run) => {
    // Nor is a row of several workloads one of this run.
    const row = run.id === null ? undefined : viewData.table.find((each) => each.run === run.id && (hasSpeedup || each.wallNs === run.makespan));
    const speedup = hasSpeedup ? row?.speedup ?? null : null;
    return {
      id: run.id, label: row?.label || run.label, detail: (row?.detail ?? '').replace(/^x(?=\d)/, '×'), model: run.model,
      start: run.start, end: run.start + run.makespan, fileIndex: run.file, file: files[run.file],
      pids: run.pids, cores: run.cores, slots: run.slots, speedup,
      speedupText: speedup ? `${speedup.toFixed(2)}×` : '', analysis: run,
    };
  });
}

function fromFiles(files) {
  return files.flatMap((file, fileIndex) => file.runs.map((run) => ({
    id: null, label: run.name || file.name, detail: files.length > 1 && run.name ? file.name : '', model: run.model ?? '',
    start: run.start, end: Math.max(run.end, run.start + 1), fileIndex, file, pids: run.pids, cores: run.cores ?? null,
    slots: run.slots ?? null, speedup: null, speedupText: '', analysis: null,
  })));
}

/** Ids may be texts in the file and numbers in the analysis, or the other way round. */
function lanesByPid(file) {
  const result = new Map();
  file.lanes.forEach((lane, fileLane) => {
    const entry = { lane, fileLane };
    const pid = String(lane.pid);
    if (result.has(pid)) result.get(pid).push(entry); else result.set(pid, [entry]);
  });
  return result;
}

/** How many runs of a file name each process: rows of one that several name are cut to each run. */
function countOwners(drafts) {
  const result = new Map();
  for (const draft of drafts) {
    const counts = result.get(draft.file) ?? new Map();
    for (const pid of new Set(draft.pids.map(String))) counts.set(pid, (counts.get(pid) ?? 0) + 1);
    result.set(draft.file, counts);
  }
  return result;
}

const keyOf = (pid, tid, task) => `${pid}/${tid}/${task ?? ''}`;
const taskKey = (pid, task) => `${pid}//${task}`;

function finish(draft, byPid, shared, options) {
  const entries = [...new Set(draft.pids.map(String))].flatMap((pid) => byPid.get(pid) ?? []);
  const found = draft.analysis;
  const views = laneViews(draft, entries, shared, options);
  let { lanes, laneOf, hidden } = choose(draft, views, options);
  let path = found?.path ? pathOf(found.path, draft.start, lanes) : null;
  const missing = options.pathLanes && path ? lanesOfPath(found.path, path, draft.end - draft.start) : new Set();
  if (missing.size > 0) {
    ({ lanes, laneOf, hidden } = choose(draft, views, options, missing));
    path = pathOf(found.path, draft.start, lanes);
  }
  const find = laneFinder(lanes);
  const makespan = draft.end - draft.start;
  return {
    ...draft, makespan, lanes, lanesHidden: hidden, laneOf, wallText: duration(makespan),
    lanesOmitted: found?.lanesOmitted ?? 0,
    band: found?.band ? { exact: found.band.exact, isCounts: found.band.exact, states: found.states,
      time: found.band.time.map((each) => each + draft.start), value: found.band.value } : null,
    path, carriers: carriersOf(views),
    ...flowsOf(draft, entries, laneOf),
    slotLedger: found?.slotLedger ?? null, efficiency: found?.efficiency ?? null,
    pathRows: found?.pathRows ?? [], pathNote: found?.pathNote ?? '',
    waits: (found?.waits ?? []).map((wait) => ({ ...wait, start: wait.start + draft.start,
      lane: find(wait.pid, wait.tid, wait.task), laneName: nameAt(views, wait) })),
  };
}

/** Lanes of the analysis first, in its order, then those that only the file has, in the file's order. */
function laneViews(draft, entries, shared, options) {
  const byKey = new Map();
  for (const entry of entries) {
    byKey.set(keyOf(entry.lane.pid, entry.lane.tid, entry.lane.task), entry);
    if (entry.lane.task !== null) byKey.set(taskKey(entry.lane.pid, entry.lane.task), entry);
  }
  const used = new Set();
  const views = (draft.analysis?.lanes ?? []).map((known) => {
    const entry = byKey.get(keyOf(known.pid, known.tid, known.task)) ??
      (known.task === null ? undefined : byKey.get(taskKey(known.pid, known.task)));
    if (entry) used.add(entry);
    return laneView(draft, entry, known, shared, options);
  });
  const rest = entries.filter((entry) => !used.has(entry)).map((entry) => laneView(draft, entry, null, shared, options));
  return [...views, ...rest].filter((view) => view.strip.start.length > 0 || view.rows.length > 0);
}

/** Slots where the analysis tells them, and lanes of the keys in `also`; all lanes without slots or when they are asked for. */
function choose(draft, views, options, also = new Set()) {
  const anySlot = views.some((view) => view.slot);
  const lanes = anySlot && !options.allLanes ? views.filter((view) => view.slot || also.has(keyOf(view.pid, view.tid, view.task))) : views;
  const laneOf = new Int32Array(draft.file.lanes.length).fill(-1);
  lanes.forEach((view, index) => {
    view.index = index;
    if (view.fileLane >= 0) laneOf[view.fileLane] = index;
  });
  return { lanes, laneOf, hidden: views.length - lanes.length };
}

/** Threads that are not shown and that the path is on for a tenth of the run. */
function lanesOfPath({ pid, tid }, { time, lane }, makespan) {
  const sums = new Map();
  lane.forEach((found, index) => {
    if (found >= 0 || pid[index] === null) return;
    const key = keyOf(pid[index], tid[index], null);
    sums.set(key, (sums.get(key) ?? 0) + time[index + 1] - time[index]);
  });
  return new Set([...sums].filter(([, ns]) => ns >= makespan / 10).map(([key]) => key));
}

function laneView(draft, entry, known, shared, options) {
  const lane = entry?.lane;
  const cut = lane && shared(lane.pid);
  const within = (row) => cut ? clip(row, draft.start, draft.end, options.buildPyramid) : row;
  // What a lane that is no slot did is not in the slots' ledger: its own spans say more.
  const strip = known?.strip && (known.slot || !(lane?.strip.start.length > 0)) ? place(known.strip, draft.start, options.buildPyramid)
    : lane ? within(lane.strip) : emptyRow();
  return {
    index: -1, fileLane: entry?.fileLane ?? -1, slot: known?.slot ?? false, analysed: Boolean(known?.strip && known.slot),
    name: known?.name.trim() || lane?.name.trim() || `thread ${lane?.tid ?? known?.tid ?? ''}`,
    detail: lane && lane.process && draft.pids.length > 1 ? lane.process : '',
    pid: known?.pid ?? lane.pid, tid: known?.tid ?? lane.tid, task: known?.task ?? lane?.task ?? null,
    role: lane?.role ?? '', strip,
    rows: lane ? lane.rows.map(within).filter((row) => row.start.length > 0) : [], start: draft.start, offset: 0,
  };
}

/** The strips of the threads that async tasks run on, by "pid/tid", shown or not. */
function carriersOf(views) {
  const carrying = new Set(views.filter((view) => view.task !== null).map((view) => `${view.pid}/${view.tid}`));
  return new Map(views.filter((view) => view.task === null && carrying.has(`${view.pid}/${view.tid}`)).map((view) => [`${view.pid}/${view.tid}`, view.strip]));
}

/** The name of the task or thread that waited, on a lane that is shown or not. */
function nameAt(views, { pid, tid, task = null }) {
  const found = (task === null ? undefined : views.find((view) => view.pid === pid && view.task === task)) ??
    views.find((view) => view.pid === pid && view.tid === tid && view.task === null);
  return found?.name ?? '';
}

/** A function that says where a thread or task is among the lanes shown, or -1. */
function laneFinder(lanes) {
  const places = new Map();
  for (const lane of lanes) {
    const key = lane.task === null ? keyOf(lane.pid, lane.tid, null) : taskKey(lane.pid, lane.task);
    if (!places.has(key)) places.set(key, lane.index);
  }
  return (pid, tid, task = null) => (task === null ? undefined : places.get(taskKey(pid, task))) ??
    places.get(keyOf(pid, tid, null)) ?? -1;
}

/** A stretch on a thread that is not shown is drawn on the task that it carried: the only one in that state then. */
function pathOf(path, start, lanes) {
  const find = laneFinder(lanes);
  const time = path.time.map((each) => each + start);
  const carried = (index) => {
    const middle = (time[index] + time[index + 1]) / 2;
    const tasks = lanes.filter(({ task, pid, strip }) => task !== null && String(pid) === String(path.pid[index]) &&
      strip.state[at(strip, middle)] === path.state[index]);
    return tasks.length === 1 ? tasks[0].index : -1;
  };
  // Tasks are looked through for each stretch: where both are many, threads must do.
  const isFew = lanes.length * path.state.length < 4e6;
  const lane = Int32Array.from(path.pid, (pid, index) => {
    const found = pid === null ? -1 : find(pid, path.tid[index], path.task?.[index] ?? null);
    return found >= 0 || pid === null || !isFew ? found : carried(index);
  });
  return { time, lane, state: path.state };
}

/** Numbers of the file's arrows both of whose ends are on lanes of this run, inside its time; and how many hidden lanes hide. */
function flowsOf({ file: { flows }, start, end }, entries, laneOf) {
  if (!flows || flows.count === 0) return { flows: new Uint32Array(0), flowsHidden: 0 };
  const own = new Set(entries.map((entry) => entry.fileLane));
  const shown = [];
  let hidden = 0;
  for (let index = 0; index < flows.count; index += 1) {
    const from = flows.from.lane[index];
    const to = flows.to.lane[index];
    if (!own.has(from) || !own.has(to) || flows.from.time[index] < start || flows.to.time[index] > end) continue;
    if (laneOf[from] >= 0 && laneOf[to] >= 0) shown.push(index); else hidden += 1;
  }
  return { flows: Uint32Array.from(shown), flowsHidden: hidden };
}
