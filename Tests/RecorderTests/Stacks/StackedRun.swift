import Foundation

@testable import Recorder

/// A program that was recorded with stacks, as its trace tells them to any reader of the format.
struct StackedRun {
  struct Frame {
    var name: String
    var category: String
    var parent: String?
  }

  let summary: RecordingSummary
  let frames: [String: Frame]
  /// The frame and the thread of each sample.
  let samples: [(frame: String, process: Int, thread: Int, time: Double)]
  /// Lanes by process and thread that the events name.
  let lanes: Set<[Int]>

  /// Whether this machine lets stacks be sampled; where not, the summary must say so.
  var hasStacks: Bool { summary.capabilities.contains("stacks") }

  init(_ command: [String], frequency: UInt32 = 997, stacks: Bool = true) throws {
    let scratch = Scratch()
    let path = scratch.file("stacks.json.gz")
    var options = RecorderOptions(
      command: command.map { ProgramText($0) },
      environment: ProgramEnvironment(ProcessInfo.processInfo.environment), output: path, cores: 2)
    options.recordsPython = false
    options.recordsStacks = stacks
    options.samplingFrequency = frequency
    let recording = try Recorder.record(options)
    summary = recording.summary
    _ = try recording.seal(report: nil).status()
    let text = try Tools.output("gzip", ["-dc", path])
    let root = try JSONSerialization.jsonObject(with: text) as? [String: Any] ?? [:]
    frames = (root["stackFrames"] as? [String: [String: Any]] ?? [:]).mapValues {
      Frame(
        name: $0["name"] as? String ?? "", category: $0["category"] as? String ?? "",
        parent: ($0["parent"] as? Int).map(String.init))
    }
    samples = (root["samples"] as? [[String: Any]] ?? []).map {
      (
        "\($0["sf"] as? Int ?? 0)", $0["pid"] as? Int ?? 0, $0["tid"] as? Int ?? 0,
        $0["ts"] as? Double ?? 0
      )
    }
    lanes = Set(
      (root["traceEvents"] as? [[String: Any]] ?? []).map {
        [$0["pid"] as? Int ?? 0, $0["tid"] as? Int ?? 0]
      })
  }

  /// A sample's functions, innermost first.
  func stack(_ sample: Int) -> [String] {
    var names: [String] = []
    var next: String? = samples[sample].frame
    while let id = next, let frame = frames[id], names.count < 1000 {
      names.append(frame.name)
      next = frame.parent
    }
    return names
  }

  var stacks: [[String]] { samples.indices.map { stack($0) } }

  /// The share of the samples whose stack has a function that the condition names.
  func share(_ condition: (String) -> Bool) -> Double {
    let stacks = stacks
    return Double(stacks.count { $0.contains(where: condition) }) / Double(max(1, stacks.count))
  }
}

/// Compilers and other programs that tests run.
enum Tools {
  struct Failure: Error { var command: String }

  static func output(_ name: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let output = Foundation.Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(command: ([name] + arguments).joined(separator: " "))
    }
    return data
  }

  /// Compiles a program with the compiler that comes with Swift.
  static func compile(
    _ source: String, _ name: String, in scratch: Scratch, _ arguments: [String] = []
  ) throws -> String {
    let file = scratch.file(name)
    try source.write(toFile: file, atomically: true, encoding: .utf8)
    let program = scratch.file("program-" + name.prefix { $0 != "." })
    let compiler =
      name.hasSuffix(".swift") ? "swiftc" : name.hasSuffix(".cpp") ? "clang++" : "clang"
    _ = try output(compiler, arguments + [file, "-o", program])
    return program
  }
}
