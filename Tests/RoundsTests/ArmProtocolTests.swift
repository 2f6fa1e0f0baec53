import Rounds
import Testing
import TraceModel
import Workloads

struct `An arm's request` {
  private var full: ArmRequest {
    ArmRequest(
      workload: .mixed, model: .asyncBlocking,
      configuration: WorkloadConfiguration(
        size: 12, tasks: 5, workers: 3, seed: .max, delayMilliseconds: 70, serverPort: 65_535,
        fault: WorkloadFault(.hanging, task: 2)),
      tracePath: "/a folder/x.json.gz", round: 3)
  }

  @Test func `is read back from its arguments`() throws {
    #expect(try ArmRequest(parsing: full.arguments) == full)
    var plain = full
    plain.tracePath = nil
    plain.configuration.fault = nil
    #expect(try ArmRequest(parsing: plain.arguments) == plain)
  }

  @Test func `is refused when any needed option is missing`() {
    let arguments = full.arguments
    for place in stride(from: 0, to: arguments.count, by: 2)
    where !["--trace", "--fault"].contains(arguments[place]) {
      var fewer = arguments
      fewer.removeSubrange(place...(place + 1))
      #expect(throws: RoundsError("run-arm: \(arguments[place]) is missing")) {
        try ArmRequest(parsing: fewer)
      }
    }
  }

  @Test(arguments: [
    ("--size", "many"), ("--workload", "sleep"), ("--server-port", "65536"), ("--seed", "-1"),
    ("--fault", "throwing"),
  ])
  func `is refused when a value makes no sense`(option: String, value: String) throws {
    var arguments = full.arguments
    let place = try #require(arguments.firstIndex(of: option))
    arguments[place + 1] = value
    let wrong = arguments
    #expect(throws: RoundsError("run-arm: \(option) can't be \"\(value)\"")) {
      try ArmRequest(parsing: wrong)
    }
  }

  @Test func `is refused with an unknown option, or one without a value`() {
    #expect(throws: RoundsError("run-arm: --colour is unknown")) {
      try ArmRequest(parsing: full.arguments + ["--colour", "red"])
    }
    #expect(throws: RoundsError("run-arm: --trace is no option with a value")) {
      try ArmRequest(parsing: ["--trace"])
    }
  }
}

struct `An arm's result` {
  private let done = ArmResult.done(
    WorkloadResult(wall: Nanoseconds(1_234), checksum: .max, tasks: 4))

  @Test func `is read back from its line`() {
    #expect(ArmResult(output: done.line) == done)
    let failed = ArmResult.failed("task 1 said \"no\"\n")
    #expect(ArmResult(output: failed.line) == failed)
    #expect(failed.line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
  }

  @Test func `is found among other output`() {
    let output = Array("hello\n{\"schema\":\"other/1\"}\n".utf8) + done.line + Array("bye\n".utf8)
    #expect(ArmResult(output: output) == done)
  }

  @Test(arguments: [
    "", "hello", "{}", #"{"schema":"stretto.arm/1"}"#,
    #"{"schema":"other/1","wall_ns":5,"checksum":"f","tasks":1}"#,
    #"{"schema":"stretto.arm/1","wall_ns":0,"checksum":"f","tasks":1}"#,
    #"{"schema":"stretto.arm/1","wall_ns":5,"checksum":"xyz","tasks":1}"#,
    #"{"schema":"stretto.arm/1","wall_ns":5,"checksum":"f"}"#,
    #"{"schema":"stretto.arm/1","wall_ns":5,"checksum":"f","tas"#,
  ])
  func `is none when the output holds none`(output: String) {
    #expect(ArmResult(output: Array(output.utf8)) == nil)
  }
}
