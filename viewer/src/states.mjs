// The states of a lane and the buckets of a ledger: names, families, colours.
//
// Six families can be told apart by colour, also without full colour vision; inside a family the
// hatch and the name tell. Imports nothing, so that the worker can use it too.

/**
 * One entry per state: [name, family, hatch, what it means, the ledgers' bucket where that has another name]. An index into it is
 * a state's number.
 */
const TABLE = [
  ['none', 'idle', 0, 'nothing recorded'],
  ['work', 'work', 0, 'running'],
  ['io', 'io', 0, 'waiting for input or output'],
  ['join', 'io', 1, 'waiting for its own tasks'],
  ['gil', 'gil', 0, 'waiting for the GIL'],
  ['lock', 'gil', 1, 'waiting for a lock'],
  ['runq', 'ready', 0, 'ready: no core'],
  ['loop', 'ready', 1, 'ready: the loop is busy'],
  ['startup', 'overhead', 0, 'starting workers'],
  ['dispatch', 'overhead', 1, 'handing out tasks'],
  ['serialization', 'overhead', 2, 'encoding and decoding'],
  ['teardown', 'overhead', 3, 'shutting down'],
  ['coord', 'overhead', 4, "the program's own serial code"],
  ['serial', 'idle', 0, 'nothing handed out yet'],
  ['tail', 'idle', 0, 'nothing left to hand out'],
  ['unused', 'idle', 0, 'slot never used'],
  ['unattributed', 'idle', 1, 'waiting, and nobody knows for what'],
  ['throttled', 'ready', 2, 'held back by the quota'],
  ['queue', 'ready', 3, 'submitted: every worker busy'],
  ['result', 'overhead', 5, 'done, not yet collected'],
  ['too_few_workers', 'idle', 0, 'tasks queued while a core idled'],
  ['handoff', 'overhead', 5, 'between lanes'],
  ['inflation', 'work', 1, 'the same tasks took longer'],
  ['other', 'idle', 1, 'too small to show'],
  ['no_worker', 'ready', 4, 'ready: no worker free', 'loop'],
];

export const STATES = TABLE.map(([name, family, hatch, meaning, bucket = name], index) =>
  Object.freeze({ index, name, family, hatch, meaning, bucket }));

export const STATE = Object.freeze(Object.fromEntries(STATES.map((state) => [state.name, state.index])));

/** Models whose tasks wait for a worker: what ledgers call `loop` is not a loop's there. */
const LOOPLESS = new Set(['sequential', 'threads', 'tasks', 'dispatch', 'processes']);

/** The state that a bucket of a ledger stands for in runs of a model; `other` for unknown names. */
export function stateIn(model, name) {
  const state = Object.hasOwn(STATE, name) ? STATE[name] : STATE.other;
  return state === STATE.loop && LOOPLESS.has(model) ? STATE.no_worker : state;
}

/** Families in the order in which shares are stacked, the useful at the bottom. */
export const FAMILIES = Object.freeze(['work', 'io', 'overhead', 'ready', 'gil', 'idle']);

/** Whether a state is a wait that "longest waits" and "next wait" go to. */
export const isWait = (state) => ['gil', 'ready'].includes(STATES[state]?.family) ||
  state === STATE.io || state === STATE.join || state === STATE.unattributed;

/** What a span of a category, and for waits of a name, says of its lane; METHOD section 3 without scheduler events. */
export function stateOf(category, name) {
  switch (category) {
    case 'task': case 'step': return STATE.work;
    case 'startup': return STATE.startup;
    case 'dispatch': return STATE.dispatch;
    case 'serialize': return STATE.serialization;
    case 'teardown': return STATE.teardown;
    case 'wait': switch (name) {
      case 'gil': return STATE.gil;
      case 'lock': return STATE.lock;
      case 'io': case 'sleep': return STATE.io;
      case 'join': return STATE.join;
      default: return STATE.unattributed;
    }
    default: return STATE.none;
  }
}
