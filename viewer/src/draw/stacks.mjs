// Sampled stacks added up to a tree. Pure.
import { upperBound } from 'v/lod';
import { fileRange, toFile } from 'v/draw/scale';

/**
 * The tree of the samples of some runs.
 *
 * @param {{run: object, start: number, end: number}[]} ranges file times
 * @returns {{name: string, weight: number, self: number, samples: number, children: Map<string, object>}} the root; a
 *   node's weight is that of its samples and all below. Linear in samples and frames.
 */
export function stackTree(ranges) {
  const root = node('all');
  const byFile = new Map();
  for (const { run, start, end } of ranges) {
    const { samples, strings } = run.file;
    if (!samples) continue;
    if (!byFile.has(run.file)) byFile.set(run.file, new Map());
    addSamples(root, samples, strings, byFile.get(run.file), run, start, end);
  }
  total(root);
  return root;
}

const node = (name) => ({ name, weight: 0, self: 0, samples: 0, children: new Map() });

function addSamples(root, samples, strings, nodes, run, start, end) {
  const { time, weight, frame, lane } = samples;
  const from = upperBound(time, start - 1e-9), to = upperBound(time, end - 1e-9, from);
  for (let k = from; k < to; k++) {
    if (run.laneOf && !(run.laneOf[lane[k]] >= 0)) continue;
    const leaf = frame[k] < 0 ? root : nodeOf(root, samples.frames, strings, nodes, frame[k]);
    leaf.self += weight && weight[k] > 0 ? weight[k] : 1;
    leaf.samples++;
  }
}

/** The node of a frame; makes those of its callers first. Callers form no circle. */
function nodeOf(root, frames, strings, nodes, frame) {
  const chain = [];
  let at = frame;
  while (at >= 0 && !nodes.has(at) && chain.length < 10000) { chain.push(at); at = frames.parent[at]; }
  let parent = at >= 0 ? nodes.get(at) ?? root : root;
  for (const each of chain.reverse()) {
    const name = strings[frames.name[each]] ?? '';
    if (!parent.children.has(name)) parent.children.set(name, node(name));
    parent = parent.children.get(name);
    nodes.set(each, parent);
  }
  return parent;
}

/** Weights from the leaves up, without recursion: stacks may be deep. */
function total(root) {
  const order = [root];
  for (let k = 0; k < order.length; k++) for (const child of order[k].children.values()) { child.parent = order[k]; order.push(child); }
  for (let k = order.length - 1; k >= 0; k--) {
    order[k].weight += order[k].self;
    if (order[k].parent) { order[k].parent.weight += order[k].weight; order[k].parent.samples += order[k].samples; }
  }
}

/** What the flame view looks at: the selection, else the view, of the run selected or of all in sight. */
export function stackRanges({ runs, selection, view, mode, solo }) {
  const wanted = selection?.run ?? solo ?? null;
  return runs.filter((run) => wanted === null || run.index === wanted).map((run) => selection
    ? { run, start: toFile(run, mode, selection.start), end: toFile(run, mode, selection.end) }
    : { run, ...fileRange(run, mode, view) });
}

/**
 * The boxes of a tree under `top`, callers above callees, widest first within a node:
 * `[{node, depth, left, width}]` with left and width as shares of `top`; those narrower than `least` are left out.
 */
export function flameBoxes(top, least = 0.004, most = 400, depths = 40) {
  const boxes = [];
  const queue = [{ node: top, depth: 0, left: 0 }];
  for (let k = 0; k < queue.length && boxes.length < most; k++) {
    const { node: each, depth, left } = queue[k];
    const width = top.weight > 0 ? each.weight / top.weight : 0;
    if (width < least) continue;
    boxes.push({ node: each, depth, left, width });
    if (depth >= depths) continue;
    let at = left;
    for (const child of [...each.children.values()].sort((a, b) => b.weight - a.weight)) {
      queue.push({ node: child, depth: depth + 1, left: at });
      at += child.weight / top.weight;
    }
  }
  return boxes;
}
