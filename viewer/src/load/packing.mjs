// A model on its way from the worker to the page. Imports nothing.
//
// The rows of a file are parts of a few buffers. Sent as they are, each part would be cloned and each buffer
// transferred by itself: a hundred thousand lanes take a minute that way. So places are sent instead of parts.

const COLUMNS = ['start', 'end', 'state', 'name', 'category', 'args'];
/** The types of columns by the bytes of one number: names and categories are as narrow as a file allows. */
const TYPES = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: Float64Array };
/** Numbers per row: how many spans, then buffer (-1 for none), offset in it and bytes of a number for each column. */
const WIDTH = 1 + 3 * COLUMNS.length;

/**
 * @param {object} model a FileModel; must not be used afterwards
 * @param {(pyramid: object|null) => ArrayBuffer[]} pyramidBuffers
 * @returns {{message: object, transfer: ArrayBuffer[]}} for `postMessage`
 */
export function packModel(model, pyramidBuffers) {
  const numbers = new Map();
  const numberOf = (buffer) => {
    if (!numbers.has(buffer)) numbers.set(buffer, numbers.size);
    return numbers.get(buffer);
  };
  const rows = model.lanes.reduce((sum, lane) => sum + 1 + lane.rows.length, 0);
  const places = new Float64Array(rows * WIDTH);
  const counts = new Uint32Array(model.lanes.length);
  const pyramids = [];
  let row = 0;
  const put = (each) => {
    const at = row++ * WIDTH;
    places[at] = each.start.length;
    COLUMNS.forEach((name, column) => {
      const array = each[name];
      places[at + 1 + 3 * column] = array ? numberOf(array.buffer) : -1;
      places[at + 2 + 3 * column] = array ? array.byteOffset : 0;
      places[at + 3 + 3 * column] = array ? array.BYTES_PER_ELEMENT : 0;
    });
    if (each.pyramid) pyramids.push([row - 1, each.pyramid]);
  };
  const lanes = model.lanes.map(({ strip, rows: own, ...lane }, index) => {
    counts[index] = own.length;
    put(strip);
    own.forEach(put);
    return lane;
  });
  const buffers = [...numbers.keys()];
  const message = { ...model, lanes, packed: { buffers, places, counts, pyramids } };
  const transfer = new Set([...buffers, places.buffer, counts.buffer, ...otherBuffers(model), ...pyramids.flatMap(([, pyramid]) => pyramidBuffers(pyramid))]);
  return { message, transfer: [...transfer] };
}

function otherBuffers({ flows, instants, counters, samples }) {
  const arrays = [flows.category, flows.from.lane, flows.from.time, flows.to.lane, flows.to.time, instants.lane, instants.time, instants.name];
  for (const counter of counters) arrays.push(counter.time, ...counter.value);
  if (samples) arrays.push(samples.lane, samples.time, samples.weight, samples.frame, samples.frames.name, samples.frames.category, samples.frames.parent);
  return arrays.map((array) => array.buffer);
}

/**
 * The model again.
 * @param {object} message as `packModel` made it
 * @returns {object} the FileModel, with every row an object of typed arrays
 */
export function unpackModel({ packed, ...model }) {
  const { buffers, places, counts } = packed;
  const pyramids = new Map(packed.pyramids);
  let row = 0;
  const take = () => {
    const at = row * WIDTH;
    const length = places[at];
    const column = (index) => {
      const [buffer, offset, bytes] = places.subarray(at + 1 + 3 * index, at + 4 + 3 * index);
      return buffer < 0 ? null : new TYPES[bytes](buffers[buffer], offset, length);
    };
    return {
      start: column(0), end: column(1), state: column(2), name: column(3), category: column(4), args: column(5), pyramid: pyramids.get(row++) ?? null,
    };
  };
  model.lanes.forEach((lane, index) => {
    lane.strip = take();
    lane.rows = Array.from({ length: counts[index] }, take);
  });
  return model;
}
