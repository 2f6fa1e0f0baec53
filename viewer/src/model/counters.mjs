// Counters: named values of processes over time, one or several series each. Imports nothing.

/** Collects the counters of a file. */
export class CounterTable {
  /**
   * @param {object} kit eachMember, scalarAt, hashOf, FIRST_TEXT
   * @param {{names: StringTable, ids: StringTable}} tables
   * @param {{counters: number}} limits
   */
  constructor(kit, tables, limits) {
    Object.assign(this, { kit, limits }, tables);
    this.byKey = new Map();
    this.series = 0;
    this.events = 0;
    /** Events left out because there are too many counters; values that are no finite numbers or one series too many. */
    this.refused = 0;
    this.valuesRefused = 0;
  }

  /** Takes a C event: process, name and id tell the counter, the members of args its series. */
  add(event, bytes, time) {
    this.events++;
    const counter = this.counterOf(event);
    if (!counter) {
      this.refused++;
      return;
    }
    const index = counter.time.length;
    counter.time.push(time);
    if (event.argsTo === 0) return;
    this.kit.eachMember(bytes, event.argsFrom, event.argsTo, (keyFrom, keyTo, valueFrom, valueTo) => {
      const given = valueTo - valueFrom > 1000 ? undefined : this.kit.scalarAt(bytes, valueFrom, valueTo);
      const name = this.names.intern(bytes, keyFrom, keyTo, this.kit.hashOf(bytes, keyFrom, keyTo));
      this.addValue(counter, index, name, typeof given === 'number' ? given : typeof given === 'string' && given.trim() !== '' ? Number(given) : NaN);
    });
  }

  counterOf(event) {
    const process = event.hasProcess ? event.process : 0;
    const id = event.idScope === 0 ? '' : `[${event.id < this.kit.FIRST_TEXT ? event.id : this.ids.text(event.id - this.kit.FIRST_TEXT)}]`;
    const key = `${process} ${event.name} ${id}`;
    const known = this.byKey.get(key);
    if (known || this.byKey.size >= this.limits.counters) return known;
    const counter = { process, name: event.name, id, time: [], series: new Map() };
    this.byKey.set(key, counter);
    return counter;
  }

  addValue(counter, index, name, value) {
    const isNumber = Number.isFinite(value);
    let values = counter.series.get(name);
    if (!isNumber || (!values && this.series >= this.limits.counters)) this.valuesRefused++;
    if (!values) {
      if (!isNumber || this.series >= this.limits.counters) return;
      this.series++;
      counter.series.set(name, values = []);
    }
    while (values.length < index) values.push(NaN);
    values[index] = isNumber ? value : NaN;
  }
}

/**
 * The counters as the model has them, each in the order of time.
 * @param {CounterTable} table
 * @param {object} context as finish.mjs makes it
 * @param {string[]} strings of the model
 * @param {object} kit inOrder, pick, identity, sortIndices
 * @returns {{pid: number|string, name: string, series: string[], time: Float64Array, value: Float64Array[]}[]}
 *   values are NaN where an event does not give the series
 */
export function takeCounters(table, context, strings, kit) {
  return [...table.byKey.values()].filter((counter) => counter.series.size > 0).map((counter) => {
    const time = Float64Array.from(counter.time);
    const order = kit.inOrder(time, kit);
    const column = (values) => kit.pick(Float64Array.from(time, (_, at) => values[at] ?? NaN), order);
    return {
      pid: context.idText(counter.process), name: strings[context.nameOf(counter.name)] + counter.id,
      series: [...counter.series.keys()].map((name) => strings[context.nameOf(name)]),
      time: kit.pick(time, order), value: [...counter.series.values()].map(column),
    };
  });
}
