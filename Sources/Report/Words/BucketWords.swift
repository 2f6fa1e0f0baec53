import Analysis

extension Bucket {
  /// The bucket's name in text; the JSON uses `word`.
  var label: String {
    switch self {
    case .gil: "GIL"
    case .runq: "run queue"
    case .coord: "coordinator"
    case .tooFewWorkers: "too few workers"
    default: word
    }
  }
}
