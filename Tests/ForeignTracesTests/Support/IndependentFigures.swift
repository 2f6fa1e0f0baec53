import Analysis
@preconcurrency import Glibc
import TraceModel

/// Figures of METHOD section 5, as Independent/figures.py prints them or as the analysis has them.
struct IndependentFigures: Equatable, CustomStringConvertible {
  /// One number by word, such as "sum_busy".
  var numbers: [String: Int64] = [:]
  var histogram: [Int: Int64] = [:]
  /// Busy time by lane, ascending; lanes without any are left out.
  var lanes: [Int64] = []

  var description: String { "\(numbers.sorted { $0.key < $1.key }) \(histogram) \(lanes)" }

  /// Lets the script reckon them from the file.
  init(script producer: String, file: String) throws {
    let command =
      "PYTHONDONTWRITEBYTECODE=1 python3 '\(RealFiles.folder)/Independent/figures.py'"
      + " \(producer) '\(RealFiles.path(file))'"
    guard let pipe = popen(command, "r") else { throw TestFailure("python3 did not start") }
    var text = ""
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), pipe) != nil {
      text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    guard pclose(pipe) == 0 else { throw TestFailure("figures.py failed on \(file)") }
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let value = words.last.flatMap({ Int64($0) }) else { throw TestFailure("\(line)") }
      switch words[0] {
      case "hist": histogram[Int(words[1]) ?? -1] = value
      case "lane": if value > 0 { lanes.append(value) }
      default: numbers[String(words[0])] = value
      }
    }
  }

  init(_ run: RunAnalysis) {
    numbers = [
      "makespan": run.makespan.count, "sum_busy": run.concurrency.sumBusy.count,
      "union": run.concurrency.union.count, "max_busy": run.concurrency.maximumBusy.count,
      "entities": Int64(run.concurrency.entities), "tasks": Int64(run.tasks),
      "compute": run.computeIO.compute.count, "io": run.computeIO.io.count,
      "both": run.computeIO.both.count, "serial": run.slotLedger[.serial].count,
      "dispatch": run.slotLedger[.dispatch].count, "tail": run.slotLedger[.tail].count,
      "teardown": run.slotLedger[.teardown].count,
    ]
    histogram = run.concurrency.histogram.mapValues(\.count)
    lanes = run.laneBusy.map(\.time.count).filter { $0 > 0 }.sorted()
  }

  /// Only the numbers that the other has as well.
  func restricted(to other: IndependentFigures) -> IndependentFigures {
    var figures = self
    figures.numbers = numbers.filter { other.numbers[$0.key] != nil }
    return figures
  }
}
