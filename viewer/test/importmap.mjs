// Writes the import map of index.html anew from the files under src: node viewer/test/importmap.mjs write
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const modules = (folder = '') => readdirSync(new URL(`src/${folder}`, root), { withFileTypes: true })
  .flatMap((entry) => entry.isDirectory() ? modules(`${folder}${entry.name}/`)
    : entry.name.endsWith('.mjs') ? [`${folder}${entry.name.slice(0, -4)}`] : []);

if (process.argv[2] === 'write') {
  const names = modules().filter((name) => name !== 'worker').sort();
  const imports = Object.fromEntries(names.map((name) => [`v/${name}`, `./src/${name}.mjs`]));
  const page = new URL('index.html', root);
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(/(<script type="importmap">\n).*(\n<\/script>)/, `$1${JSON.stringify({ imports })}$2`));
}
