import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Prediction

/// The recorded comparisons of traces/: every model predicted from the sequential run, and held
/// against its own.
@Suite struct `Recorded comparisons` {
  private func runs(_ name: String) throws -> [RunAnalysis] {
    var parts = #filePath.split(separator: "/").dropLast(4).map(String.init)
    parts += ["traces", name, "comparison.json.gz"]
    let trace = try TraceReader.read(path: "/" + parts.joined(separator: "/"))
    return try analyse(trace)
  }

  @Test(arguments: ["count", "fetch"])
  func `Every prediction holds within its interval`(name: String) throws {
    let runs = try runs(name)
    let base = try #require(runs.first { $0.model == .sequential })
    let demands = try #require(base.demands)
    let machine = MachineInputs(cores: base.cores, hasGIL: false)
    let predictor = Predictor([demands], machine: machine)
    for run in runs where run.model != .sequential {
      let inputs = ModelInputs(run.model, runs: [run.demands].compactMap { $0 })
      let prediction = predictor.prediction(inputs)
      let measured = Double(base.makespan.count) / Double(run.makespan.count)
      #expect(prediction.contains(measured) == true, "\(run.model): \(measured), \(prediction)")
    }
  }

  @Test(arguments: ["count", "fetch"])
  func `Every run's own replay comes within five percent of it`(name: String) throws {
    for run in try runs(name) {
      let demands = try #require(run.demands)
      let ladder = try #require(WhatIfLadder(demands, span: nil), "\(run.model)")
      let missed = Double(ladder.gain(.unexplained)?.count ?? .max) / Double(run.makespan.count)
      #expect(abs(missed) < 0.05, "\(run.model): \(missed)")
    }
  }
}
