// The line under the timeline: which runs are drawn, where the table's times are those of others.

import { replace } from 'v/dom';

/** Shows the line in `line` for a comparison, whose table has the times of untraced runs. */
export function mountDrawn(line, { store }) {
  const draw = () => {
    const { viewData } = store.get();
    line.hidden = !/untraced/.test(viewData?.columnsNote ?? '');
    if (!line.hidden) replace(line, 'Drawn is of each model the traced run with the median time, as in the table’s efficiencies and losses; walls and speedups (×) there are medians of untraced runs.');
  };
  store.subscribe(['viewData'], draw);
  draw();
}
