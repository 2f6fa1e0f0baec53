// The bar at the top: what was run, how the runs are laid over each other, files and spans.

import { el, replace } from 'v/dom';
import { count, grouped, typeset } from 'v/format';

const MODES = [['axis', 'Same axis', 'every run from its own start, in time'],
  ['overlay', 'Overlay', 'all runs over each other'], ['percent', '% of wall', 'every run over its own length']];

/** The workload in pills: the heading of the analysis, else the names of the files. */
export function mountHeading(container, page) {
  const draw = () => {
    const { viewData, runs } = page.store.get();
    const words = viewData?.heading.length > 0 ? viewData.heading
      : [...page.files().slice(0, 3).map((file) => file.name), runs.length > 0 ? count(runs.length, 'run') : ''].filter(Boolean);
    container.hidden = words.length === 0;
    replace(container, words.map((text, index) => el('span', { class: index === 0 ? 'pill strong' : 'pill', title: index === 0 && viewData ? `${text}: the workload, and how many cores were free while it ran (median, lowest to highest)` : text, text: typeset(text) })));
    document.title = words.length > 0 ? `${words[0].slice(0, 80)} – Stretto` : 'Stretto';
  };
  page.store.subscribe(['viewData', 'runs'], draw);
  draw();
}

/** The switch of the three modes: a radio group, moved through by arrows. */
export function mountModes(container, { store, actions }) {
  const buttons = MODES.map(([mode, text, title]) => el('button', {
    type: 'button', role: 'radio', 'data-mode': mode, text, title,
    on: {
      click: () => actions.setMode(mode),
      keydown: (event) => {
        const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const next = (MODES.findIndex(([each]) => each === store.get().mode) + step + MODES.length) % MODES.length;
        actions.setMode(MODES[next][0]);
        buttons[next].focus();
      },
    },
  }));
  replace(container, buttons);
  const draw = () => {
    const { mode, runs } = store.get();
    container.hidden = runs.length === 0;
    buttons.forEach((button) => {
      const on = button.dataset.mode === mode;
      button.setAttribute('aria-checked', String(on));
      button.tabIndex = on ? 0 : -1;
    });
  };
  store.subscribe(['mode', 'runs'], draw);
  draw();
}

/** "1 file · 357 spans". */
export function filesText(files) {
  const spans = files.reduce((sum, file) => sum + file.counts.spans + file.counts.async, 0);
  return `${count(files.length, 'file')} · ${grouped(spans)} ${spans === 1 ? 'span' : 'spans'}`;
}
