// The page: puts store, panels and timeline together, and brings in what is to be shown.

import { createStore } from 'v/store';
import { assemble } from 'v/assemble';
import { carried } from 'v/carry';
import { acceptDrops } from 'v/drop';
import { followTheme } from 'v/theme';
import { loadAll, message, readAnalysis, readSources } from 'v/loading';
import { sealedAnalysis } from 'v/sealed';
import { makeActions } from 'v/actions';
import { byId } from 'v/dom';
import { buildPyramid } from 'v/lod';
import { handovers } from 'v/draw/handover';
import { mountPage } from 'v/mount';
import { bindKeys, keepInAddress, restore } from 'v/session';

const sources = readSources(byId('sources').textContent);
const store = createStore();
const known = { entries: [], analysis: { data: null, problem: null }, reading: Promise.resolve(), isRestored: false };

/** What the parts of the page share: the store, the timeline, actions, files. */
export const page = {
  store, sources,
  entries: () => known.entries,
  files: () => known.entries.map((entry) => entry.model).filter(Boolean),
  analysisNote: () => store.get().analysisState === 'waiting' ? 'Speedup and losses are being worked out …' : known.analysis.problem,
  calm, reassemble,
  open: (files) => openFiles(files),
};
page.actions = makeActions(page);
followTheme(store);
mountPage(page);
bindKeys(page);
acceptDrops(page.open);
begin();

/** Loads what the page was served with; the analysis is asked for at the same time. */
async function begin() {
  if (sources.traces.length === 0) return;
  const asked = readAnalysis(sources.analysis);
  if (sources.analysis) store.set({ analysisState: 'waiting' });
  await read(sources.traces, async () => {
    known.analysis = await asked;
    store.set({ analysisState: 'done' });
  });
}

/** Files that were dropped or chosen join those that are there; the analysis was not made for them. */
async function openFiles(files) {
  byId('messages').replaceChildren();
  await read(files.map((file) => ({ name: file.name, file, bytes: file.size })));
}

/** Reads one list after the other, so that files keep the numbers that the analysis calls them by; then `after`. */
function read(list, after = async () => {}) {
  known.reading = known.reading.then(async () => {
    if (page.files().length === 0) stage('loading');
    await loadAll(list, {
      progress: byId('progress'), messages: byId('messages'),
      changed: (entry) => {
        known.entries.push(entry);
        if (entry.model) reassemble();
      },
    });
    await after();
    if (page.files().length === 0) stage('empty'); else settle();
  });
  return known.reading;
}

/** All that was asked for is there: what the address asks for can be found now. */
function settle() {
  reassemble();
  if (known.isRestored) return;
  known.isRestored = true;
  store.flush();
  restore(page);
  keepInAddress(page);
}

/** Makes the runs anew from all files and the analysis; the view stays where it was, once there was one. */
function reassemble() {
  const files = page.files();
  if (files.length === 0) return;
  const served = known.analysis.data && known.entries.slice(0, sources.traces.length).every((entry) => entry.model);
  const viewData = served ? known.analysis.data : sealedAnalysis(files);
  const before = store.get();
  const runs = assemble(files, viewData, { allLanes: before.allLanes, pathLanes: before.path, buildPyramid });
  stage(viewData ? 'analysed' : 'plain');
  store.set({ runs, viewData, ...carried(before, runs), hover: null, lens: runs[before.lens?.run] ? before.lens : firstLens(runs) });
}

/** Where the lens begins: the first hand-over, after the start, of the analysed run that makes least of its slots. */
function firstLens(runs) {
  const able = runs.filter((run) => run.efficiency !== null && run.lanes.length > 1);
  if (able.length === 0) return null;
  const run = able.reduce((worst, each) => each.efficiency < worst.efficiency ? each : worst);
  const early = run.start + run.makespan / 20;
  const first = handovers(run, early, run.end).reduce((time, { from }) => Math.min(time, from.time), Infinity);
  return { run: run.index, time: Number.isFinite(first) ? first : run.start + run.makespan / 3 };
}

function stage(name) {
  document.body.dataset.stage = name;
}

/** Calls `work` once things have rested for `rest` ms, and at the latest after 4 times that. */
function calm(work, rest = 120) {
  let timer = 0;
  let since = 0;
  return () => {
    const now = performance.now();
    if (timer === 0) since = now;
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; work(); }, now - since > 4 * rest ? 0 : rest);
  };
}

addEventListener('unhandledrejection', (event) => byId('messages').append(message('', `Something went wrong in this page: ${event.reason?.message ?? event.reason}`)));
