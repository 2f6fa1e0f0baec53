// The one error that loading throws. Imports nothing.

/** A trace that cannot be shown: one sentence that says what, where and what to do. */
export class LoadError extends Error {
  /**
   * @param {string} sentence what happened and what to do
   * @param {{byte?: number|null, name?: string}} [where] the byte offset it concerns, in the file or its inflated text
   */
  constructor(sentence, { byte = null, name = '' } = {}) {
    super(sentence);
    this.name = 'LoadError';
    this.byte = byte;
    this.file = name;
  }
}
