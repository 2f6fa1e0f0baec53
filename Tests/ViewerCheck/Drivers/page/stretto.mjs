// The tool under test: the served page, the report's words and figures, the single file.

import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const started = new Set();
// Nothing outlives the driver, however it ends.
process.on('exit', () => { for (const child of started) child.kill('SIGKILL'); });

export class Stretto {
  #program;
  constructor(program) { this.#program = program; }

  /** Runs the tool to its end; gives back standard output, and throws what it said otherwise. */
  async run(...words) {
    try {
      const { stdout } = await promisify(execFile)(this.#program, words, { maxBuffer: 1 << 30 });
      return stdout;
    } catch (error) {
      throw new Error(`stretto ${words.join(' ')} ended with ${error.code}: ${error.stderr}`);
    }
  }

  /** The report's text, each run of blanks as one, so that a sentence is found across lines. */
  async text(...files) { return (await this.run('report', ...files)).replace(/\s+/g, ' '); }

  async json(...files) { return JSON.parse(await this.run('report', '--format', 'json', ...files)); }

  /** Starts `stretto view`; resolves with the page's address once the tool has printed it. */
  view(...words) {
    const child = spawn(this.#program, ['view', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.add(child);
    let errors = '';
    child.stderr.on('data', (text) => { errors += text; });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code) => {
        started.delete(child);
        reject(new Error(`stretto view ended with ${code}: ${errors}`));
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [address] = /http:\/\/\S+/.exec(line) ?? [];
        if (address) resolve({ address, stop: () => child.kill('SIGINT'), child });
      });
    });
  }
}
