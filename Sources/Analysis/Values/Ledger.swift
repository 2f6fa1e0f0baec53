package import TraceModel

/// Capacity times makespan, split into buckets that sum exactly (METHOD section 4).
package struct Ledger: Hashable, Sendable {
  private var times = [Int64](repeating: 0, count: Bucket.count)

  package init() {}

  package init(_ times: [Bucket: Nanoseconds]) {
    for (bucket, time) in times { self[bucket] = time }
  }

  package subscript(bucket: Bucket) -> Nanoseconds {
    get { Nanoseconds(times[Int(bucket.rawValue)]) }
    set { times[Int(bucket.rawValue)] = newValue.count }
  }

  /// The sum of all buckets.
  package var total: Nanoseconds { Nanoseconds(times.reduce(0, &+)) }

  /// The buckets that hold time, in the order of the vocabulary.
  package var nonZero: [(bucket: Bucket, time: Nanoseconds)] {
    Bucket.allCases.map { ($0, self[$0]) }.filter { $0.time != .zero }
  }

  package static func + (left: Ledger, right: Ledger) -> Ledger {
    var sum = left
    for index in sum.times.indices { sum.times[index] &+= right.times[index] }
    return sum
  }

  init(_ tally: Tally) {
    for bucket in Bucket.allCases { self[bucket] = Nanoseconds(tally[bucket]) }
  }
}
