import Testing

/// The keys of `stretto.report/1` that these tests look at.
struct Report: Decodable {
  var schema: String
  var runs: [Run]
  var comparison: Comparison?

  struct Comparison: Decodable {
    var baseline: String
    var models: [Model]
  }

  struct Model: Decodable {
    var model: String
    var rounds: Int
    var verdict: String?
    var speedup: Double?
    var failedRuns: Int?

    enum CodingKeys: String, CodingKey {
      case model, rounds, verdict, speedup
      case failedRuns = "failed_runs"
    }
  }

  struct Run: Decodable {
    var model: String
    var makespan: Int
    var slots: Int
    var cores: Int
    var slotLedger: [String: Int]
    var coreLedger: [String: Int]
    var trust: Trust

    struct Trust: Decodable {
      var unfinished: Int
      var notes: [String]
    }

    enum CodingKeys: String, CodingKey {
      case model, makespan, slots, cores, trust
      case slotLedger = "slot_ledger"
      case coreLedger = "core_ledger"
    }

    /// Holds the ledgers to capacity times makespan, to the nanosecond.
    func checkSums() {
      #expect(slotLedger.values.reduce(0, +) == slots * makespan, "slots of \(model)")
      #expect(coreLedger.values.reduce(0, +) == cores * makespan, "cores of \(model)")
    }
  }
}
