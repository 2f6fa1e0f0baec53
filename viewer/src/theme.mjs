// Light or dark, as the system prefers; what draws with numbers is told when it changes.

const dark = '(prefers-color-scheme: dark)';

/** 'light' or 'dark', now. */
export const theme = () => matchMedia(dark).matches ? 'dark' : 'light';

/** Keeps the store's `theme` in step with the system's preference, forced colours and density included. */
export function followTheme(store) {
  const tell = () => store.set({ theme: `${theme()}${matchMedia('(forced-colors: active)').matches ? ' forced' : ''}` });
  for (const query of [dark, '(forced-colors: active)']) matchMedia(query).addEventListener('change', tell);
  tell();
}

/** Whether the reader asked for less movement. */
export const calmMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
