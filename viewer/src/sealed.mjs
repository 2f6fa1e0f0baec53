// The analyses that `stretto compare` seals into the traces it writes. Pure.

import { readViewData } from 'v/view-data';

/**
 * What `compare` sealed into the files: verdict and table of the first that has any, the runs of all.
 *
 * @param models FileModels by number, as `assemble` takes them
 */
export function sealedAnalysis(models) {
  let first = null;
  for (const [index, model] of models.entries()) {
    const sealed = model.metadata?.stretto?.view;
    const { data } = sealed ? readViewData(sealed) : { data: null };
    if (!data || data.runs.length === 0) continue;
    for (const run of data.runs) run.file = index;
    if (first) {
      // No row of the first table is theirs.
      for (const run of data.runs) run.id = null;
      first.runs.push(...data.runs);
      first.notes.push(`${model.name}: drawn beside it; verdict and table are those of the first file.`);
    } else first = data;
  }
  return first;
}
