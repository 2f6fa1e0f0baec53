// Six tasks that count, under the executor named by the first argument, traced into the file named
// by the second; for the tests that record such a program from outside. With a third, "killed", the
// program kills itself before its trace is finished, when there is a file "go"; with "twice" it runs everything again, traced
// by a second tracer into a file of its own, and removes both.

import Dispatch
import Glibc
import Stretto

let count = RegisteredWork("count") { (limit: Int, tracer) in
  tracer?.span("count") { counted(limit) } ?? counted(limit)
}

@Sendable func counted(_ limit: Int) -> Int {
  var sum = 0
  for number in 0..<limit { sum = (sum &* 31) ^ number }
  return sum
}

ProcessWorker.takeOverIfSpawned(serving: [count])

private let tasks = 6
private let length = 2_000_000

private actor Counter {
  nonisolated let executor: SerialThreadExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(executor: SerialThreadExecutor) { self.executor = executor }

  func count(_ limit: Int) async -> Int {
    await Task.yield()
    return counted(limit)
  }
}

private func run(_ model: RunModel, _ tracer: Tracer) throws {
  func wait(_ handles: [TaskHandle<Int>]) throws { for handle in handles { _ = try handle.wait() } }
  switch model {
  case .sequential:
    let executor = SequentialExecutor(tracer: tracer)
    for number in 0..<tasks { _ = executor.run("item \(number)") { counted(length) } }
  case .threads:
    let pool = try ThreadPool(threads: 2, tracer: tracer)
    try wait((0..<tasks).map { pool.submit("item \($0)") { counted(length) } })
    pool.shutDown()
  case .async:
    let loop = try EventLoop(limit: 3, tracer: tracer)
    try wait(
      (0..<tasks).map { number in
        loop.submit("item \(number)") {
          await loop.sleep(for: .milliseconds(2))
          return counted(length)
        }
      })
    loop.shutDown()
  case .tasks:
    let executor = TracedTaskExecutor(tracer: tracer)
    try wait((0..<tasks).map { executor.submit("item \($0)") { counted(length) } })
    executor.shutDown()
  case .actor:
    let executor = try SerialThreadExecutor(tracer: tracer)
    let counter = Counter(executor: executor)
    try wait((0..<tasks).map { executor.submit("item \($0)") { await counter.count(length) } })
    executor.shutDown()
  case .dispatch:
    let queue = TracedQueue(DispatchQueue(label: "count", attributes: .concurrent), tracer: tracer)
    try wait((0..<tasks).map { queue.submit("item \($0)") { counted(length) } })
    queue.shutDown()
  case .processes:
    let pool = try ProcessPool(workers: 2, startTimeout: .seconds(60), tracer: tracer)
    try wait((0..<tasks).map { pool.submit(count, key: "item \($0)", length) })
    pool.shutDown()
  default:
    // No run is described: the recorder has to find out by itself.
    let pool = try ThreadPool(threads: 2, tracer: tracer)
    try wait((0..<tasks).map { pool.submit("item \($0)") { counted(length) } })
    pool.shutDown()
  }
}

private let slots: [RunModel: Int] = [.sequential: 1, .threads: 2, .processes: 2, .async: 3]

private func trace(_ model: RunModel, to path: String, thenKill: Bool = false) throws {
  let tracer = try Tracer(writingTo: path)
  tracer.counter("traces", 1)
  if model == "spans" {
    tracer.span("count") { _ = counted(length) }
  } else if model == "none" {
    try run(model, tracer)
  } else {
    try tracer.run(model, slots: slots[model]) {
      try run(model, tracer)
      guard thenKill else { return }
      waitForGo()
      kill(getpid(), SIGKILL)
    }
  }
  try tracer.finish()
}

/// Until somebody says that what is in the files was seen.
private func waitForGo() { while access("go", F_OK) != 0 { usleep(1000) } }

private let arguments = CommandLine.arguments
do {
  let (model, path) = (RunModel(rawValue: arguments[1]), arguments[2])
  let how = arguments.count > 3 ? arguments[3] : ""
  try trace(model, to: path, thenKill: how == "killed")
  if how == "twice" {
    try trace(model, to: "second-" + path)
    waitForGo()
    unlink("second-" + path)
    unlink(path)
  }
  print("done")
} catch {
  print(error)
  exit(1)
}
