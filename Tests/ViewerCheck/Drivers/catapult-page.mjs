// The page that shows catapult's viewer, and the function that imports a trace in it.

/** The document; the folder that it is served from holds catapult and its polyfill. */
export const page = `<!doctype html><meta charset="utf-8"><title>catapult</title>
<script src="webcomponents.min.js"></script>
<link rel="import" href="trace_viewer_full.html">
<style>html, body, tr-ui-timeline-view, #view { width: 100%; height: 100%; margin: 0 }
tr-ui-timeline-view { display: flex; flex-direction: column }
tr-ui-timeline-view track-view-container { flex: 1; position: relative }</style>
<body><div id="view"></div>
<script>document.addEventListener('WebComponentsReady', () => { window.isReady = true; });</script>`;

/** Runs in the page. Reads the file by catapult's own rule: archives as bytes, all else as text. */
export async function importTrace(name, url) {
  // The polyfill wraps nodes, so the view is built with Polymer's calls.
  const container = document.createElement('track-view-container');
  container.id = 'track_view_container';
  const view = document.createElement('tr-ui-timeline-view');
  Polymer.dom(view).appendChild(container);
  Polymer.dom(document.querySelector('#view')).appendChild(view);

  const file = await fetch(url);
  const isArchive = /[.](gz|zip)$/.test(name);
  const data = isArchive ? await file.arrayBuffer() : await file.text();
  const model = new tr.Model();
  try {
    await new tr.importer.Import(model).importTracesWithProgressDialog([data]);
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
  view.model = model;
  view.updateDocumentFavicon?.();

  const found = { slices: 0, asyncSlices: 0, instants: 0, counters: 0, processes: [], threads: [] };
  const deep = (slices) => slices.reduce((n, s) => n + 1 + deep(s.subSlices ?? []), 0);
  for (const process of model.getAllProcesses()) {
    found.processes.push({ pid: process.pid, name: process.name ?? null });
    found.instants += process.instantEvents.length;
    for (const counter of Object.values(process.counters)) {
      for (const series of counter.series) found.counters += series.samples.length;
    }
    for (const thread of Object.values(process.threads)) {
      found.threads.push({ tid: thread.tid, name: thread.name ?? null, pid: process.pid });
      // Instants of a thread are slices of no length here, as they are to Perfetto.
      found.slices += thread.sliceGroup.slices.length;
      found.asyncSlices += deep(thread.asyncSliceGroup.slices);
    }
  }
  found.flows = model.flowEvents.length;
  found.instants += model.instantEvents.length;
  found.range = { start: model.bounds.min, end: model.bounds.max };
  found.warnings = model.importWarnings.map(({ type, message }) => ({ type, message }));
  return { error: null, ...found };
}
