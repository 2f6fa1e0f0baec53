// The bounds that reading keeps, whatever a file asks for. Imports nothing.

/**
 * Beyond `text`, `expansion`, `spans` and `compressedInMemory` reading stops with a LoadError;
 * what is beyond the others is dropped or cut, counted and said in the model's notes.
 */
export const LIMITS = Object.freeze({
  /** The most text a file may hold or inflate to, bytes. */
  text: 16 * 2 ** 30,
  /** How many times as long as its gzip stream the text may be, beyond `freeText`. */
  expansion: 250,
  /** Text that any stream may inflate to, bytes. */
  freeText: 64 * 2 ** 20,
  /** A gzip file that DecompressionStream refuses is inflated in memory; the most of it, bytes. */
  compressedInMemory: 1.5 * 2 ** 30,
  /** The longest event, bytes. */
  event: 64 * 2 ** 20,
  /** How deep values inside an event may nest. */
  depth: 512,
  /** The longest name kept whole, bytes. */
  name: 64 * 2 ** 10,
  /** Distinct names, and as many ids. */
  strings: 4 * 2 ** 20,
  /** Bytes of those names, and as many of ids. */
  stringBytes: 512 * 2 ** 20,
  /** Distinct categories: their numbers are 16 bits wide. */
  categories: 65_000,
  /** Threads and async tasks. */
  lanes: 200_000,
  /** Complete spans, begins and ends included. */
  spans: 40_000_000,
  /** Rows of one lane: what nests or overlaps deeper is in the strip only. */
  rows: 512,
  /** Rows of all lanes, since each is an object of its own. */
  rowsInAll: 400_000,
  /** Counters, and series of all of them. */
  counters: 20_000,
  /** The most text of `otherData` that is read, bytes. */
  metadata: 16 * 2 ** 20,
  /** Sampled stack frames. */
  frames: 2 * 2 ** 20,
});
