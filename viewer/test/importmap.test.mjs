import { test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const page = readFileSync(new URL('index.html', root), 'utf8');
const map = JSON.parse(page.match(/<script type="importmap">\n(.*)\n<\/script>/)[1]).imports;

/** Modules that only worker.mjs imports, relatively: the import map need not name them. */
const workerOnly = /^(worker|.*\.worker)$/;

const modules = (folder = '') => readdirSync(new URL(`src/${folder}`, root), { withFileTypes: true })
  .flatMap((entry) => entry.isDirectory() ? modules(`${folder}${entry.name}/`)
    : entry.name.endsWith('.mjs') ? [`${folder}${entry.name.slice(0, -4)}`] : []);

test('every name of the import map leads to a file', () => {
  for (const [name, target] of Object.entries(map)) {
    assert.equal(target, `./src/${name.slice(2)}.mjs`);
    assert.ok(existsSync(new URL(target, root)), `${target} is missing`);
  }
});

test('every module is in the import map, but for those of the worker', () => {
  const missing = modules().filter((name) => !workerOnly.test(name) && !(`v/${name}` in map));
  assert.deepEqual(missing, []);
});

test('every bare import is in the import map', () => {
  for (const name of modules()) {
    const text = readFileSync(new URL(`src/${name}.mjs`, root), 'utf8');
    for (const [, bare] of text.matchAll(/^(?:import|export)[^;]*?from '(v\/[^']+)'/gms)) {
      assert.ok(bare in map, `${name} imports ${bare}`);
    }
  }
});

test('the four lines that the server and the single file replace stand exactly once', () => {
  for (const line of ['<link rel="stylesheet" href="theme.css">', '<script type="importmap">',
    '<script type="application/json" id="sources">{"traces":[],"analysis":null,"perfetto":"https://ui.perfetto.dev"}</script>',
    '<script type="module" src="src/main.mjs"></script>']) {
    assert.equal(page.split('\n').filter((each) => each === line).length, 1, line);
  }
});

test('the page needs no style attribute, no inline handler and no inline script', () => {
  assert.doesNotMatch(page, /\sstyle=|\son\w+=/);
  assert.equal([...page.matchAll(/<script(?! type="(?:importmap|application\/json|module)")/g)].length, 0);
});
