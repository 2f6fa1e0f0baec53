// Perfetto's engine (trace processor, WebAssembly) under node, without a browser.
//
// Its bundle is a script for a web worker: it wants `self`, a synchronous XMLHttpRequest for the
// .wasm file and a message port. These are given to it as parameters, so nothing becomes global.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { perfettoEngineFolder } from './tools.mjs';

const chunkSize = 16 << 20;

// Numbers of trace_processor.proto: TraceProcessorRpc and its methods.
const field = { seq: 1, request: 2, fatal: 5, append: 101, query: 103 };
const reply = { append: 201, query: 203, finalize: 212 };
const method = { append: 1, finalize: 2, query: 3 };

/** One trace, loaded; `query` asks about it. */
export class TraceProcessor {
  #port;
  #seq = 0;
  #replies = [];
  #pending = new Uint8Array(0);
  /** What the engine printed to its standard error. */
  messages = [];

  /** Loads a trace; the error that the engine answers, if any, is in `loadError`. */
  static async load(bytes) {
    const processor = new TraceProcessor();
    await processor.#start();
    processor.loadError = processor.#feed(bytes);
    return processor;
  }

  async #start() {
    const folder = await perfettoEngineFolder();
    const bundle = readFileSync(path.join(folder, 'engine_bundle.js'), 'utf8');
    class FileRequest {
      open(_method, name) { this.name = path.basename(name); }
      send() {
        const file = readFileSync(path.join(folder, this.name));
        this.response = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
      }
    }
    const scope = { location: { href: 'http://localhost/' } };
    const log = (...words) => this.messages.push(words.join(' '));
    const quiet = { log, warn: log, error: log, info: log, debug: log };
    // `process` without a value hides node, where the bundle refuses to run.
    new Function('self', 'WorkerGlobalScope', 'XMLHttpRequest', 'console', 'process', bundle)(
      scope, Object, FileRequest, quiet, undefined);
    this.#port = { postMessage: (data) => this.#receive(data) };
    scope.onmessage({ data: this.#port });
    // The bundle finishes its set-up in promise callbacks.
    await new Promise((done) => setTimeout(done, 0));
  }

  #feed(bytes) {
    for (let from = 0; from < bytes.length; from += chunkSize) {
      const chunk = bytes.subarray(from, from + chunkSize);
      const [answer] = this.#call(method.append, encodeBytes(field.append, chunk));
      const error = textOf(decode(one(answer, reply.append)), 2);
      if (error) return error;
    }
    const [answer] = this.#call(method.finalize);
    return textOf(decode(one(answer, reply.finalize)), 1) || null;
  }

  /** The rows of an SQL query, each an object by column name. */
  query(sql) {
    const answers = this.#call(
      method.query, encodeBytes(field.query, encodeBytes(1, Buffer.from(sql, 'utf8'))));
    const columns = [], cells = [];
    for (const answer of answers) {
      const result = decode(one(answer, reply.query));
      const error = textOf(result, 2);
      if (error) throw new Error(`${sql}: ${error}`);
      columns.push(...(result.get(1) ?? []).map(utf8));
      for (const batch of result.get(3) ?? []) cells.push(...cellsOf(decode(batch)));
    }
    const rows = [];
    for (let at = 0; at < cells.length; at += columns.length) {
      rows.push(Object.fromEntries(columns.map((name, index) => [name, cells[at + index]])));
    }
    return rows;
  }

  /** Sends one request; the engine answers before it returns, a query with several messages. */
  #call(number, payload = new Uint8Array(0)) {
    this.#replies = [];
    const request = Buffer.concat([
      encodeVarint(field.seq, ++this.#seq), encodeVarint(field.request, number), payload,
    ]);
    this.#port.onmessage({ data: new Uint8Array(encodeBytes(1, request)) });
    for (const answer of this.#replies) {
      const fatal = textOf(answer, field.fatal);
      if (fatal) throw new Error(`Perfetto's engine: ${fatal}`);
    }
    if (!this.#replies.length) throw new Error("Perfetto's engine gave no answer");
    return this.#replies;
  }

  /** Answers arrive as a stream: a message may be split over several posts. */
  #receive(data) {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const message = firstMessage(this.#pending);
      if (!message) return;
      this.#replies.push(decode(message.body));
      this.#pending = this.#pending.subarray(message.end);
    }
  }
}

/** The cells of a query's batch: kinds in one list, values in a list per kind. */
function cellsOf(batch) {
  const kinds = packed(batch.get(1)), integers = packed(batch.get(2)).map(signed);
  const doubles = (batch.get(3) ?? []).flatMap((bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Array.from({ length: bytes.length / 8 }, (_, at) => view.getFloat64(at * 8, true));
  });
  const strings = (batch.get(5) ?? []).flatMap((bytes) => utf8(bytes).split('\0'));
  return kinds.map((kind) => {
    switch (Number(kind)) {
      case 1: return null;
      case 2: return integers.shift();
      case 3: return doubles.shift();
      case 4: return strings.shift();
      default: throw new Error(`a cell of kind ${kind} in a query's answer`);
    }
  });
}

const utf8 = (bytes) => Buffer.from(bytes).toString('utf8');
const one = (message, number) => message?.get(number)?.[0] ?? new Uint8Array(0);
const textOf = (message, number) => {
  const value = message.get(number)?.[0];
  return value === undefined ? '' : utf8(value);
};
const signed = (value) => {
  const number = BigInt.asIntN(64, value);
  return Number.isSafeInteger(Number(number)) ? Number(number) : String(number);
};

function varintBytes(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) { bytes.push(Number(rest)); return Buffer.from(bytes); }
    bytes.push(Number(rest & 127n) | 128);
  }
}

const encodeVarint = (number, value) =>
  Buffer.concat([varintBytes(number << 3), varintBytes(value)]);
const encodeBytes = (number, bytes) =>
  Buffer.concat([varintBytes((number << 3) | 2), varintBytes(bytes.length), bytes]);

function readVarint(bytes, at) {
  let value = 0n;
  for (let shift = 0n; at < bytes.length; shift += 7n) {
    const byte = bytes[at++];
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return { value, at };
  }
  return null;
}

const packed = (list) => (list ?? []).flatMap((item) => {
  if (typeof item === 'bigint') return [item];
  const values = [];
  for (let at = 0; at < item.length;) {
    const read = readVarint(item, at);
    values.push(read.value);
    at = read.at;
  }
  return values;
});

/** The first whole message of a stream of `repeated msg = 1`, or null. */
function firstMessage(bytes) {
  const tag = readVarint(bytes, 0);
  const length = tag && readVarint(bytes, tag.at);
  const end = length && length.at + Number(length.value);
  return end && end <= bytes.length ? { body: bytes.subarray(length.at, end), end } : null;
}

/** A protobuf message: field number -> list of values (bigint or bytes). */
function decode(bytes) {
  const fields = new Map();
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    const number = Number(tag.value >> 3n), wire = Number(tag.value & 7n);
    let value;
    if (wire === 0) ({ value, at } = readVarint(bytes, tag.at));
    else {
      const length = wire === 2 ? readVarint(bytes, tag.at) : { value: wire === 1 ? 8n : 4n, at: tag.at };
      at = length.at + Number(length.value);
      value = bytes.subarray(length.at, at);
    }
    if (!fields.has(number)) fields.set(number, []);
    fields.get(number).push(value);
  }
  return fields;
}
