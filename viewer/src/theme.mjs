// Light or dark, as the system prefers; what draws with numbers is told when it changes.

const dark = '(prefers-color-scheme: dark)';

/** 'light' or 'dark', now. */
export const theme = () => matchMedia(dark).matches ? 'dark' : 'light';

/** Calls `changed()` whenever other colours come into force; returns a function that ends this. */
export function onThemeChange(changed) {
  const queries = [dark, '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  return () => { for (const query of queries) query.removeEventListener('change', changed); };
}

/** Keeps the store's `theme` in step with the system's preference, forced colours included. */
export function followTheme(store) {
  const tell = () => store.set({ theme: `${theme()}${matchMedia('(forced-colors: active)').matches ? ' forced' : ''}` });
  onThemeChange(tell);
  tell();
}

/** Whether the reader asked for less movement. */
export const calmMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
