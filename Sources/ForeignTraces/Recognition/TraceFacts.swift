import TraceModel

/// What a file says of its producer, counted in one pass over its spans.
struct TraceFacts {
  let trace: Trace
  /// Spans by the number of their name, and by the number of their `cat`.
  private(set) var spansByName: [Int]
  private(set) var spansByCategory: [Int]
  /// Spans by lane.
  private(set) var spansByLane: [Int]
  private(set) var describesRun = false
  private(set) var holdsTaskWords = false
  /// Whether any span has a category of ours, whatever its producer means by it.
  private(set) var holdsOurWords = false
  /// Spans and async spans by each word of their `cat`.
  private(set) var words: [Substring: Int] = [:]

  init(_ trace: Trace) {
    self.trace = trace
    spansByName = Array(repeating: 0, count: trace.names.count)
    spansByCategory = spansByName
    spansByLane = Array(repeating: 0, count: trace.lanes.count)
    // Read once: each asking for a column from another module costs a call.
    let (names, cats, lanes) = (
      trace.spans.names, trace.spans.categoryNames, trace.spans.lanes
    )
    for index in names.indices {
      spansByName[Int(names[index])] += 1
      spansByCategory[Int(cats[index])] += 1
      spansByLane[Int(lanes[index])] += 1
      let category = trace.spans.category(at: index)
      if category != .span { see(category, detail: trace.spans.details[index]) }
    }
    var categories = spansByCategory
    for span in trace.asyncSpans {
      categories[Int(span.categoryName.index)] += 1
      if span.category != .span { see(span.category, detail: span.detail) }
    }
    for instant in trace.instants where instant.category == .run {
      see(.run, detail: instant.detail)
    }
    countWords(categories)
  }

  private mutating func see(_ category: Category, detail: Int32) {
    holdsOurWords = true
    switch category {
    case .task, .step: holdsTaskWords = true
    case .run where detail >= 0 && trace.details[Int(detail)].run != nil: describesRun = true
    default: break
    }
  }

  private mutating func countWords(_ categories: [Int]) {
    for (index, count) in categories.enumerated() where count > 0 {
      let text = trace.names[NameTable.ID(index: UInt32(truncatingIfNeeded: index))]
      // A list of more words than this names no producer.
      for word in text.split(separator: ",", maxSplits: 16) {
        words[word.trimmingSpace, default: 0] += count
      }
    }
  }
}

extension TraceFacts {
  /// Whether the file is in our own terms.
  var isOurs: Bool { trace.metadata != nil || describesRun }

  var ownEvidence: String {
    trace.metadata != nil ? "otherData.stretto" : "an event of category run"
  }

  /// Spans of exactly this name.
  func spans(named name: String) -> Int {
    trace.names.find(name).map { spansByName[Int($0.index)] } ?? 0
  }

  /// Spans and async spans with this word in their `cat`.
  func spans(of category: String) -> Int { words[category[...]] ?? 0 }

  func hint(_ key: String) -> String? { trace.producerHints[key] }

  /// How many of these words occur as categories.
  func occurring(_ categories: [String]) -> Int { categories.count { spans(of: $0) > 0 } }

  /// The first lane for which the condition holds.
  func lane(where condition: (Lane) -> Bool) -> Int? { trace.lanes.firstIndex(where: condition) }

  /// The lane with most spans, or 0.
  var busiestLane: Int {
    spansByLane.indices.max { (spansByLane[$0], $1) < (spansByLane[$1], $0) } ?? 0
  }

  func text(_ number: UInt32) -> String { trace.names[NameTable.ID(index: number)] }
}
