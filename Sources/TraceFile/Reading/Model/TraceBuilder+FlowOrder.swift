import TraceModel

extension TraceBuilder {
  /// Groups above this are sorted by the library.
  private static let fewMarks = 16

  /// The places of all flow marks by key, then in the order of time and of the file.
  ///
  /// The numbers of the ids are sorted by counting; what is left to compare is the few marks of
  /// each id.
  func flowOrder() -> [UInt32] {
    var order = NumberOrder.places(of: flowMarks.map(\.key.identifier.value))
    var first = 0
    while first < order.count {
      let value = value(at: order[first])
      var next = first + 1
      while next < order.count, self.value(at: order[next]) == value { next += 1 }
      if next - first > Self.fewMarks {
        order[first..<next].sort(by: precedes)
      } else {
        insert(&order, first..<next)
      }
      first = next
    }
    return order
  }

  private func value(at place: UInt32) -> UInt64 { flowMarks[Int(place)].key.identifier.value }

  /// Sorts a few places where they are, by insertion.
  private func insert(_ order: inout [UInt32], _ range: Range<Int>) {
    for place in range.dropFirst() {
      let moving = order[place]
      var free = place
      while free > range.lowerBound, precedes(moving, order[free - 1]) {
        order[free] = order[free - 1]
        free -= 1
      }
      order[free] = moving
    }
  }

  private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (a, b) = (flowMarks[Int(left)], flowMarks[Int(right)])
    if a.key != b.key { return a.key < b.key }
    return (a.time, left) < (b.time, right)
  }
}

/// Sorting by a number in a few passes over all, where numbers are near each other.
enum NumberOrder {
  /// The places of the numbers in ascending order, equal ones as they stand.
  ///
  /// One counting pass for each 11 bits that differ: two for the ids of a million tasks.
  static func places(of numbers: [UInt64]) -> [UInt32] {
    var pairs = numbers.indices.map { (number: numbers[$0], place: UInt32($0)) }
    guard let low = numbers.min(), let high = numbers.max() else { return [] }
    var other = pairs
    for shift in stride(from: 0, to: 64 - (high - low).leadingZeroBitCount, by: 11) {
      var starts = [Int](repeating: 0, count: 2048)
      for pair in pairs { starts[digit(pair.number - low, shift)] += 1 }
      var start = 0
      for digit in starts.indices {
        (starts[digit], start) = (start, start + starts[digit])
      }
      for pair in pairs {
        let digit = digit(pair.number - low, shift)
        other[starts[digit]] = pair
        starts[digit] += 1
      }
      swap(&pairs, &other)
    }
    return pairs.map(\.place)
  }

  private static func digit(_ number: UInt64, _ shift: Int) -> Int {
    Int((number >> UInt64(shift)) & 2047)
  }
}
