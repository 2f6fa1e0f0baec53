// Traces that lie in the page itself, as base64 in a data block. Imports nothing.

/** Characters decoded at once: whole groups of four. */
const STEP = 1 << 20;

/**
 * The bytes of a data block.
 * @param {string} id of the element whose text is base64
 * @param {string} name the trace's name, for errors
 * @param {typeof Error} LoadError
 * @returns {Promise<Blob>} rejects with LoadError when the block is missing or damaged
 */
export async function embeddedBlob(id, name, LoadError) {
  const element = document.getElementById(id);
  if (!element) throw new LoadError('The trace is not in this page: its data block is missing.', { name });
  const text = element.textContent.replace(/\s+/g, '');
  const parts = [];
  try {
    for (let from = 0; from < text.length; from += STEP) {
      parts.push(Uint8Array.from(atob(text.slice(from, from + STEP)), (character) => character.charCodeAt(0)));
      await null;
    }
  } catch {
    throw new LoadError('The trace in this page is damaged: write the page anew with `stretto report --format html`.', { name });
  }
  return new Blob(parts);
}
