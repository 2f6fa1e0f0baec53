// A program with a process pool, for the tests that need a real one.
//
// Its first argument says what to do: "run", "pipes", "refused", "hang" or "forget"; the
// second, when there is one, where to trace. As a worker it serves `fixtureWork`.

import Glibc
import Stretto

struct Payload: Codable, Sendable {
  var bytes: [UInt8]
  var note: String?
}

struct Refusal: Error, CustomStringConvertible {
  var description: String { "no such item" }
}

let square = RegisteredWork("square") { (number: Int, _) in number * number }

let echo = RegisteredWork("echo") { (payload: Payload, _) in payload }

let refuse = RegisteredWork("refuse") { (_: Int, _) -> Int in throw Refusal() }

/// Ends its process: by the signal when positive, by the exit status when negative.
let crash = RegisteredWork("crash") { (how: Int32, _) -> Int in
  if how < 0 { exit(-how) }
  kill(getpid(), how)
  while true { pause() }
}

/// Never ends.
let hang = RegisteredWork("hang") { (_: Int, _) -> Int in
  while true { pause() }
}

/// Says so and never ends.
let announceAndHang = RegisteredWork("announce and hang") { (_: Int, _) -> Int in
  print("hanging")
  fflush(nil)
  while true { pause() }
}

let nest = RegisteredWork("nest") { (_: Int, _) -> Int in
  let pool = try ProcessPool(workers: 1)
  pool.shutDown()
  return 1
}

/// Records a span and then blocks for good.
let recordAndHang = RegisteredWork("record and hang") { (number: Int, tracer) -> Int in
  tracer?.span("finished inside") {}
  while true { pause() }
}

/// The pipes that the worker has open, its standard streams apart.
let pipes = RegisteredWork("pipes") { (_: Int, _) in openPipes() }

@Sendable func openPipes() -> Int {
  // By what they are called: a FIFO of another test may have been inherited.
  (3..<1_024).count { descriptor in
    var name = [CChar](repeating: 0, count: 64)
    return readlink("/proc/self/fd/\(descriptor)", &name, name.count - 1) > 0
      && strncmp(name, "pipe:", 5) == 0
  }
}

/// The pipes that a program started by the worker has open, its standard streams apart.
let pipesOfChild = RegisteredWork("pipes of a child") { (_: Int, _) -> Int in
  guard let listing = popen("ls -l /proc/self/fd", "r") else { return -1 }
  defer { pclose(listing) }
  var count = 0
  var line = [CChar](repeating: 0, count: 512)
  while fgets(&line, Int32(line.count), listing) != nil {
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let words = text.split(separator: " ")
    guard let arrow = words.firstIndex(of: "->"), let descriptor = Int(words[arrow - 1]) else {
      continue
    }
    if descriptor > 2, text.contains("pipe:") { count += 1 }
  }
  return count
}

let environmentOf = RegisteredWork("environment") { (name: String, _) -> String? in
  getenv(name).map { String(cString: $0) }
}

let fixtureWork: [any ServedWork] = [
  square, echo, refuse, crash, hang, announceAndHang, nest, recordAndHang, pipes, pipesOfChild,
  environmentOf,
]

let arguments = CommandLine.arguments.dropFirst()

// "forget" is the program that forgot the call; its workers, started without
// arguments, learn from the environment that they must forget too.
if arguments.first == "forget" { setenv("STRETTO_FIXTURE_FORGETS", "1", 1) }
if getenv("STRETTO_FIXTURE_FORGETS") == nil {
  ProcessWorker.takeOverIfSpawned(serving: fixtureWork)
}

do {
  let pipesBefore = openPipes()
  if arguments.first == "refused" {
    let pool = try? ProcessPool(
      workers: 2, timeout: nil, startTimeout: .seconds(30), executable: "/no/such/program",
      tracer: nil)
    print("\(pool == nil ? "refused" : "started"), \(openPipes() - pipesBefore) pipes left")
    exit(0)
  }
  let tracer = try arguments.dropFirst().first.map { try Tracer(writingTo: $0) }
  let pool = try ProcessPool(workers: 2, startTimeout: .seconds(60), tracer: tracer)
  if arguments.first == "hang" {
    for _ in 0..<2 { pool.submit(announceAndHang, key: "hang", 0) }
    while true { pause() }
  }
  if arguments.first == "pipes" {
    let more = try pool.submit(pipes, key: "pipes", 0).wait() - pipesBefore
    let child = try pool.submit(pipesOfChild, key: "child", 0).wait() - pipesBefore
    pool.shutDown()
    print("\(more) in a worker, \(child) in its child, \(openPipes() - pipesBefore) left here")
    exit(0)
  }
  let handles = (0..<8).map { pool.submit(square, key: "item \($0)", $0) }
  let squares = try handles.map { try $0.wait() }
  pool.shutDown()
  try tracer?.finish()
  print(squares)
} catch {
  print(error)
  exit(1)
}
