/// What Perfetto's engine found in a trace.
package struct PerfettoFacts: Decodable, Sendable {
  /// Why the file was refused, or nil.
  package let error: String?
  /// Spans and instants of threads.
  package let threadSlices: Int?
  /// `b`/`e` pairs.
  package let asyncSlices: Int?
  package let flows: Int?
  package let counters: Int?
  /// Spans that never end.
  package let unfinished: Int?
  /// Everything the import counted that is more than a note: errors and lost data.
  package let stats: [Stat]?
  package let processes: [Process]?
  package let threads: [Thread]?
  /// The rows of each query given, every value as text.
  package let rows: [[[String: Value]]]?

  package struct Stat: Decodable, Sendable {
    package let name: String
    package let value: Int
  }

  package struct Process: Decodable, Hashable, Sendable {
    package let pid: Int
    package let name: String?
  }

  package struct Thread: Decodable, Hashable, Sendable {
    package let tid: Int
    package let pid: Int?
    package let name: String?
  }

  /// A cell of a query's answer.
  package enum Value: Decodable, Hashable, Sendable {
    case null
    case integer(Int)
    case number(Double)
    case text(String)

    package init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let integer = try? container.decode(Int.self) {
        self = .integer(integer)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }
}

/// What catapult, the code of chrome://tracing, found in a trace.
package struct CatapultFacts: Decodable, Sendable {
  package let error: String?
  /// Spans and instants of threads.
  package let slices: Int?
  package let asyncSlices: Int?
  package let flows: Int?
  package let counters: Int?
  package let warnings: [Warning]?
  package let exceptions: [String]?

  package struct Warning: Decodable, Sendable {
    package let type: String
    package let message: String
  }
}

/// What the DevTools Performance panel showed of a trace.
package struct DevToolsFacts: Decodable, Sendable {
  /// The panel's "Full range", for example "4.10 ms"; nil when it showed none.
  package let range: String?
  package let exceptions: [String]
  package let complaints: [String]
}

/// What the whole Perfetto UI showed of a trace.
package struct PerfettoUIFacts: Decodable, Sendable {
  package let title: String
  /// The texts of dialogs: "Oops" is one.
  package let dialogs: [String]
  package let slices: Int?
  package let flows: Int?
  package let importErrors: Int?
  package let traceTitle: String?
  package let exceptions: [String]
  /// The page that handed the trace over, where one did.
  package let page: Page?

  package struct Page: Decodable, Sendable {
    package let status: String
    package let names: [String]
    package let exceptions: [String]
    package let complaints: [String]
  }
}

/// What gzip and Python's gzip and json read in a trace: what viewers should find.
package struct TraceContent: Decodable, Sendable {
  package let error: String?
  package let slices: Int?
  package let asyncSlices: Int?
  package let flows: Int?
  package let counters: Int?
  /// From the first start of a span to the last end, microseconds.
  package let extent: Double?
}
