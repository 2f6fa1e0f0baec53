import TraceModel

/// METHOD section 13, first table: four CPU tasks of 1000 us on 2 cores.
enum CPUTaskCases {
  static let names = ["a", "b", "c", "d"]

  static func sequential() -> TraceBuilder {
    var trace = TraceBuilder("sequential")
    let main = trace.lane([.coordinator, .worker])
    trace.run(.sequential, on: main, 0, 4000, slots: 1)
    for (index, name) in names.enumerated() {
      let start = Int64(index) * 1000
      trace.task(name, on: main, start, start + 1000, key: "count")
    }
    return trace
  }

  /// Threads that hand the GIL round in quanta of 250 us.
  static func gilThreads() -> TraceBuilder {
    var trace = TraceBuilder("threads")
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 4000, slots: 4)
    for (index, name) in names.enumerated() {
      let worker = trace.lane(.worker)
      trace.task(name, on: worker, 0, 3250 + 250 * Int64(index), key: "count")
      var free: Int64 = 0
      for turn in 0..<4 {
        let start = Int64(turn) * 1000 + Int64(index) * 250
        trace.wait(.gil, on: worker, free, start)
        free = start + 250
      }
    }
    return trace
  }

  static func asyncio() -> TraceBuilder {
    var trace = TraceBuilder("asyncio")
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 4000)
    for (index, name) in names.enumerated() {
      let start = Int64(index) * 1000
      trace.asyncTask(name, on: loop, 0, start + 1000, key: "count")
      trace.step(name, on: loop, start, start + 1000)
    }
    return trace
  }

  /// Four processes that share two cores in quanta of 500 us.
  static func processes() -> TraceBuilder {
    var trace = TraceBuilder("processes")
    let main = trace.lane(.coordinator)
    trace.run(.processes, on: main, 0, 2000, slots: 4)
    for (index, name) in names.enumerated() {
      let worker = trace.lane(.worker, process: Int64(index) + 2)
      let isFirst = index < 2
      trace.task(name, on: worker, 0, isFirst ? 1500 : 2000, key: "count")
      for quantum in 0..<(isFirst ? 3 : 4) {
        let start = Int64(quantum) * 500
        trace.scheduling(
          quantum.isMultiple(of: 2) == isFirst ? .run : .ready, of: worker, start, start + 500)
      }
    }
    return trace
  }

  /// A pool of two that starts in 300, pickles 40 a task and computes 10 % longer.
  static func pool() -> TraceBuilder {
    var trace = TraceBuilder("pool")
    let main = trace.lane(.coordinator)
    trace.run(.processes, on: main, 0, 2700, slots: 2)
    for index in 0..<2 {
      let worker = trace.lane(.worker, process: Int64(index) + 2)
      trace.phase(.startup, on: worker, 0, 300)
      for turn in 0..<2 {
        let start = 300 + Int64(turn) * 1140
        let name = names[turn * 2 + index]
        trace.flow(.submit, name, from: main, 0, to: worker, start)
        trace.task(name, on: worker, start, start + 1100, key: "count")
        trace.phase(.serialize, on: worker, start + 1100, start + 1140)
      }
      trace.phase(.teardown, on: worker, 2580, 2700)
    }
    return trace
  }
}
