import TraceModel

/// METHOD section 13, second table: three fetches of 10 cpu + 980 network + 10 cpu.
enum FetchCases {
  static let names = ["a", "b", "c"]

  static func sequential() -> TraceBuilder {
    var trace = TraceBuilder("sequential")
    let main = trace.lane([.coordinator, .worker])
    trace.run(.sequential, on: main, 0, 3000, slots: 1)
    for (index, name) in names.enumerated() {
      let start = Int64(index) * 1000
      trace.task(name, on: main, start, start + 1000, key: "fetch")
      trace.wait(.io, on: main, start + 10, start + 990)
    }
    return trace
  }

  static func threads() -> TraceBuilder {
    var trace = TraceBuilder("threads")
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1020, slots: 3)
    for (index, name) in names.enumerated() {
      let worker = trace.lane(.worker)
      let start = Int64(index) * 10
      trace.task(name, on: worker, 0, start + 1000, key: "fetch")
      trace.wait(.gil, on: worker, 0, start)
      trace.wait(.io, on: worker, start + 10, start + 990)
    }
    return trace
  }

  static func asyncio() -> TraceBuilder {
    var trace = TraceBuilder("asyncio")
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 1020)
    for (index, name) in names.enumerated() {
      let start = Int64(index) * 10
      trace.asyncTask(name, on: loop, 0, start + 1000, key: "fetch")
      trace.step(name, on: loop, start, start + 10)
      trace.asyncWait(name, .io, on: loop, start + 10, start + 990)
      trace.step(name, on: loop, start + 990, start + 1000)
    }
    return trace
  }

  static func blocking() -> TraceBuilder {
    var trace = TraceBuilder("blocking")
    let loop = trace.lane([.coordinator, .loop])
    trace.run(.asyncio, on: loop, 0, 3000)
    for (index, name) in names.enumerated() {
      let start = Int64(index) * 1000
      trace.asyncTask(name, on: loop, 0, start + 1000, key: "fetch")
      trace.step(name, on: loop, start, start + 1000)
      trace.wait(.io, on: loop, start + 10, start + 990)
    }
    return trace
  }
}
