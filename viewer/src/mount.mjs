// Puts every panel into its place of index.html.

import { byId } from 'v/dom';
import { display } from 'v/text';
import { readArgs } from 'v/args';
import { Timeline } from 'v/timeline';
import { Lens } from 'v/lens';
import { Flame } from 'v/flame';
import { exportPNG, exportSVG } from 'v/export';
import { mountLive, mountMirror, mountNote } from 'v/a11y';
import { message } from 'v/loading';
import { mountDetails } from 'v/panels/details';
import { mountDrawn } from 'v/panels/drawn';
import { mountFiles, save } from 'v/panels/files';
import { mountFlame } from 'v/panels/flame';
import { mountHeading, mountModes } from 'v/panels/header';
import { mountHelp } from 'v/panels/help';
import { mountKeys } from 'v/panels/keys-bar';
import { mountLens } from 'v/panels/lens';
import { mountPath } from 'v/panels/path';
import { mountSearch } from 'v/panels/search-box';
import { mountSpeedup } from 'v/panels/speedup';
import { mountStart } from 'v/panels/start';
import { mountStates } from 'v/panels/states';
import { mountSums } from 'v/panels/sums';
import { mountTools } from 'v/panels/tools';
import { mountTooltip } from 'v/panels/tooltip';
import { mountTrust } from 'v/panels/trust';
import { mountVerdict } from 'v/panels/verdict';
import { mountWaits } from 'v/panels/waits';

/** Mounts everything; adds to `page` what parts of it offer to others: `say`, `search`, `help`, `exportPicture`. */
export function mountPage(page) {
  const { store } = page;
  page.say = mountLive(byId('live'), page);
  page.focusTimeline = () => byId('timeline').focus({ preventScroll: true });
  page.readArgs = (run, offset) => readArgs(run.file, offset, page.entries().find((entry) => entry.model === run.file)?.source);
  mountHeading(byId('heading'), page);
  mountModes(byId('modes'), page);
  const search = mountSearch(byId('search'), page);
  page.search = search.focus;
  page.fillSearch = search.fill;
  page.help = mountHelp(byId('help'));
  byId('help-button').addEventListener('click', page.help);
  mountStart(byId('start'), page);
  mountVerdict(byId('verdict'), page);
  mountSpeedup(byId('speedup'), page);
  mountTools(byId('tools'), page);
  page.timeline = new Timeline(byId('timeline'), store);
  mountLens(byId('lens'), page, (element) => new Lens(element, store));
  followPointer(page);
  mountStates(byId('states'), page);
  mountSums(byId('sums'), page);
  mountDetails(byId('details'), page);
  mountPath(byId('path'), page);
  mountWaits(byId('waits'), page);
  mountFlame(byId('flame'), page, (element) => new Flame(element, store));
  mountTrust(byId('trust'), page);
  mountTooltip(byId('tooltip'), page);
  mountMirror(byId('mirror'), page);
  mountNote(byId('draw-note'), page);
  mountDrawn(byId('drawn'), page);
  mountKeys(byId('keys'), page);
  page.exportPicture = (kind) => exportPicture(page, kind);
  mountFiles(byId('files'), page);
}

/** The lens follows the pointer over lanes; with a range marked it stays on that. */
function followPointer({ store, calm }) {
  store.subscribe(['hover'], calm(() => {
    const { hover, selection } = store.get();
    if (hover && hover.lane >= 0 && !selection) store.set({ lens: { run: hover.run, time: hover.time } });
  }, 40));
}

async function exportPicture(page, kind) {
  try {
    const blob = await (kind === 'png' ? exportPNG : exportSVG)(page.timeline);
    const name = page.files()[0]?.name.replace(/\.json(\.gz)?$/, '') || 'stretto';
    save(blob, `${display(name, 80)}.${kind}`);
    page.say(`Saved as ${kind.toUpperCase()}`);
  } catch (error) {
    byId('messages').append(message('', `The picture cannot be made: ${error.message}`));
  }
}
