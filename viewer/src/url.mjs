// The part of the address after '#': what is looked at, so that a link or a reload shows it again. Pure.

const MODES = ['axis', 'overlay', 'percent'];
const places = /^(\d{1,16})-(\d{1,16})$/;

/** The state as text: only what differs from a page just loaded. `whole` is the view that shows everything. */
export function toHash(state, whole) {
  const parts = new URLSearchParams();
  const range = ({ start, end }) => `${Math.round(start)}-${Math.round(end)}`;
  if (state.view.start > 0.5 || state.view.end < whole - 0.5) parts.set('view', range(state.view));
  if (state.mode !== 'axis') parts.set('mode', state.mode);
  if (state.selection) {
    const { run } = state.selection;
    parts.set('sel', `${range(state.selection)}${run === null || run === undefined ? '' : `@${run}`}`);
  }
  if (state.solo !== null) parts.set('solo', String(state.solo + 1));
  for (const toggle of ['path', 'flows', 'allLanes']) if (state[toggle]) parts.set(toggle, '1');
  if (state.expanded.size > 0) parts.set('open', [...state.expanded].slice(0, 100).join(' '));
  if (state.query) parts.set('find', state.query.slice(0, 200));
  return parts.toString();
}

/** What a hash asks for, checked against what there is; what it does not name or names wrongly is left out. */
export function fromHash(hash, { runs, whole }) {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const patch = {};
  const mode = parts.get('mode');
  if (MODES.includes(mode)) patch.mode = mode;
  const most = whole(patch.mode ?? 'axis');
  const view = range(parts.get('view') ?? '', most);
  if (view) patch.view = view;
  const [selected, run] = (parts.get('sel') ?? '').split('@');
  const selection = range(selected, most);
  const number = run === undefined ? null : Number(run);
  if (selection && (number === null || (Number.isInteger(number) && number >= 0 && number < runs))) {
    patch.selection = { ...selection, run: number };
  }
  const solo = Number(parts.get('solo'));
  if (Number.isInteger(solo) && solo >= 1 && solo <= runs) patch.solo = solo - 1;
  for (const toggle of ['path', 'flows', 'allLanes']) if (parts.get(toggle) === '1') patch[toggle] = true;
  const open = (parts.get('open') ?? '').split(' ').filter((each) => /^\d{1,6}\/\d{1,6}$/.test(each)).slice(0, 100);
  if (open.length > 0) patch.expanded = new Set(open);
  if (parts.get('find')) patch.query = parts.get('find').slice(0, 200);
  return patch;
}

function range(text, most) {
  const match = places.exec(text);
  if (!match) return null;
  const start = Number(match[1]);
  const end = Math.min(Number(match[2]), most);
  return start < end ? { start, end } : null;
}
