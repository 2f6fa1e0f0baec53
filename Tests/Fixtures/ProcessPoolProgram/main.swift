// A program with a process pool, for the tests that need a real one.
//
// Its first argument says what to do; see `Scenario`. As a worker it serves
// `fixtureWork`.

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
  if how > 0 { kill(getpid(), how) } else { exit(-how) }
  return 0
}

/// Never ends.
let hang = RegisteredWork("hang") { (_: Int, _) -> Int in
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

let fixtureWork: [any ServedWork] = [square, echo, refuse, crash, hang, nest, recordAndHang]

let arguments = CommandLine.arguments.dropFirst()

// `forget` is the program that forgot the call.
if arguments.first != "forget" && getenv("STRETTO_FIXTURE_FORGETS") == nil {
  ProcessWorker.takeOverIfSpawned(serving: fixtureWork)
}

do {
  // The children of a program that forgets must forget too: they have no arguments.
  if arguments.first == "forget" { setenv("STRETTO_FIXTURE_FORGETS", "1", 1) }
  let path = arguments.dropFirst().first
  let tracer = try path.map { try Tracer(writingTo: $0, overwriting: true) }
  let pool = try ProcessPool(workers: 2, tracer: tracer)
  let handles = (0..<8).map { pool.submit(square, key: "item \($0)", $0) }
  let squares = try handles.map { try $0.wait() }
  pool.shutDown()
  try tracer?.finish()
  print(squares)
} catch {
  print(error)
  exit(1)
}
