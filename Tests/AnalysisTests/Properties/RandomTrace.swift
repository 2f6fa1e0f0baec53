import Statistics
import TraceModel

@testable import Analysis

/// Random small traces of every shape: pools, loops, executors of several
/// threads, mixtures; nested phases and waits, arrows, partial scheduling.
struct RandomTrace {
  var builder = TraceBuilder("random", unit: 1)
  private var random: SplitMix64
  private var lanes: [Int32] = []
  private var nextTask = 0
  private let length: Int64 = 40
  private var start: Int64

  /// Whether spans of a lane nest, as they do where they are calls.
  private let nests: Bool

  static func make(seed: UInt64, nests: Bool = false) -> Trace {
    var trace = RandomTrace(seed: seed, nests: nests)
    trace.fill()
    return trace.builder.trace
  }

  private init(seed: UInt64, nests: Bool) {
    self.nests = nests
    random = SplitMix64(seed: seed)
    start = Int64.random(in: -20...20, using: &random)
  }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &random)
  }

  private mutating func chance(_ percent: Int64) -> Bool { number(1...100) <= percent }

  /// A point in or a little around the window.
  private mutating func point() -> Int64 { start + number(-3...length + 3) }

  private mutating func interval() -> (Int64, Int64) {
    let (first, second) = (point(), point())
    return (min(first, second), max(first, second))
  }

  private mutating func fill() {
    let shape = nests ? 4 * number(0...1) : number(0...4)
    let main = builder.lane(.coordinator)
    let models: [ExecutionModel] = [.threads, .asyncio, .tasks, .mixed, .sequential]
    let isMixed = shape == 3
    builder.run(
      models[Int(shape)], on: main, start, start + length, cores: Int(number(1...4)),
      slots: !isMixed && chance(30) ? Int(number(1...6)) : nil,
      executors: isMixed && chance(50) ? ["pool": Int(number(1...5)), "loop": 3] : [:])
    if shape == 1 || isMixed { addLoop(loops: isMixed ? number(1...2) : 1) }
    if shape == 2 { addExecutor() }
    if shape != 1 && shape != 2 { addPool(main) }
    if chance(40), !nests { addNoise(main) }
  }

  private mutating func addPool(_ main: Int32) {
    for _ in 0..<number(1...4) {
      let lane = builder.lane(.worker)
      var time = point()
      if chance(50) {
        let ready = time + number(0...8)
        builder.phase(.startup, on: lane, time, ready)
        time = ready
      }
      for _ in 0..<number(0...3) { time = addTask(on: lane, from: time, main) }
      if chance(50), !nests { addNoise(lane) }
      if chance(40) { addScheduling(lane) }
      if chance(15) { builder.life("birth", of: lane, start + number(0...10)) }
      if chance(15) { builder.life("ready", of: lane, start + number(0...15)) }
      if chance(10) { builder.life("death", of: lane, start + number(20...40)) }
    }
    if chance(20) {
      let at = start + number(0...20)
      builder.flow(.submit, "lost", from: main, at, to: main, at + number(0...9))
    }
  }

  private mutating func addTask(on lane: Int32, from time: Int64, _ main: Int32) -> Int64 {
    let name = "t\(nextTask)"
    nextTask += 1
    let pickup = time + number(0...5)
    let begin = pickup + number(0...3)
    let end = begin + number(0...12)
    builder.task(name, on: lane, begin, end)
    if chance(50) {
      let from = number(begin...end)
      builder.wait(WaitReason.allCases[Int(number(0...6))], on: lane, from, number(from...end))
    }
    if chance(70) {
      builder.flow(.submit, name, from: main, pickup - number(0...10), to: lane, pickup)
    }
    let sent = end + number(0...3)
    if chance(60) {
      builder.flow(.result, name, from: lane, sent, to: main, sent + number(0...5))
    }
    return sent
  }

  /// Phases and waits anywhere, nested or crossing.
  private mutating func addNoise(_ lane: Int32) {
    let phases: [TraceModel.Category] = [.startup, .dispatch, .serialize, .teardown]
    for _ in 0..<number(0...3) {
      let (from, to) = interval()
      builder.phase(phases[Int(number(0...3))], on: lane, from, to)
    }
    for _ in 0..<number(0...4) {
      let (from, to) = interval()
      builder.wait(WaitReason.allCases[Int(number(0...6))], on: lane, from, to)
    }
  }

  private mutating func addScheduling(_ lane: Int32) {
    var time = start + number(-2...5)
    for _ in 0..<number(1...6) {
      let end = time + number(0...8)
      builder.scheduling(
        SchedulingState.allCases[Int(number(0...2))], of: lane, time, end)
      time = end + number(0...2)
    }
  }

  private mutating func addLoop(loops: Int64) {
    for _ in 0..<loops {
      let loop = builder.lane(.loop)
      if chance(30) { builder.phase(.startup, on: loop, start, start + number(0...5)) }
      addAsyncTasks(created: loop, on: [loop])
      if chance(30) { addNoise(loop) }
      if chance(30) { addScheduling(loop) }
    }
  }

  private mutating func addExecutor() {
    let lanes = (0..<number(1...3)).map { _ in builder.lane(.worker) }
    addAsyncTasks(created: 0, on: lanes)
    if chance(30) { addScheduling(lanes[0]) }
    // Threads without a step are not known to be the executor's otherwise.
    for lane in lanes { builder.step("none", on: lane, start, start) }
  }

  private mutating func addAsyncTasks(created: Int32, on lanes: [Int32]) {
    for _ in 0..<number(1...4) {
      let name = "t\(nextTask)"
      nextTask += 1
      let (from, to) = interval()
      builder.asyncTask(name, on: created, from, to)
      var time = from
      for _ in 0..<number(0...3) {
        let begin = time + number(0...5)
        let end = begin + number(0...6)
        builder.step(name, on: lanes[Int(number(0...Int64(lanes.count - 1)))], begin, end)
        time = end
        if chance(60) {
          let reason = WaitReason.allCases[Int(number(0...6))]
          let until = end + number(0...8)
          builder.asyncWait(name, reason, on: created, end, until)
          time = until
        }
      }
      if chance(30) {
        builder.flow(.result, name, from: created, to, to: created, to + number(0...5))
      }
    }
  }
}
