/// Sorting by time that costs nothing where the times are in order already.
///
/// What is not is sorted stably in one counting pass per 11 bits that differ.
enum TimeOrder {
  /// Below this many, comparing is cheaper than counting.
  private static let few = 128

  static func isSorted(_ times: [Int64]) -> Bool {
    var previous = Int64.min
    for time in times {
      if time < previous { return false }
      previous = time
    }
    return true
  }

  static func sort(_ times: inout [Int64]) {
    if isSorted(times) { return }
    if times.count < few { return times.sort() }
    count(&times) { $0 }
  }

  /// The places of the times in ascending order; nil when they are in order.
  static func order(_ times: [Int64]) -> [Int32]? {
    if isSorted(times) { return nil }
    var pairs = times.indices.map { (time: times[$0], place: Int32(truncatingIfNeeded: $0)) }
    if times.count < few {
      pairs.sort { ($0.time, $0.place) < ($1.time, $1.place) }
    } else {
      count(&pairs, \.time)
    }
    return pairs.map(\.place)
  }

  /// Sorts anything that has a time, stably.
  @inline(__always)
  static func sort<Element>(_ elements: inout [Element], by time: (Element) -> Int64) {
    var previous = Int64.min
    var isSorted = true
    for element in elements {
      let time = time(element)
      if time < previous { isSorted = false }
      previous = time
    }
    if !isSorted { count(&elements, time) }
  }

  /// One counting pass per 11 bits that differ.
  @inline(__always)
  private static func count<Element>(
    _ elements: inout [Element], _ time: (Element) -> Int64
  ) {
    var (low, high) = (Int64.max, Int64.min)
    for element in elements {
      low = min(low, time(element))
      high = max(high, time(element))
    }
    let bits = 64 - UInt64(bitPattern: high &- low).leadingZeroBitCount
    var other = elements
    for shift in stride(from: 0, to: bits, by: 11) {
      var places = [Int](repeating: 0, count: 2048)
      for element in elements { places[digit(time(element), low, shift)] += 1 }
      var place = 0
      for digit in places.indices {
        let count = places[digit]
        places[digit] = place
        place += count
      }
      for element in elements {
        let digit = self.digit(time(element), low, shift)
        other[places[digit]] = element
        places[digit] += 1
      }
      swap(&elements, &other)
    }
  }

  private static func digit(_ time: Int64, _ low: Int64, _ shift: Int) -> Int {
    Int((UInt64(bitPattern: time &- low) >> UInt64(shift)) & 2047)
  }
}

extension [Int64] {
  /// How many of ascending times lie before an instant; O(log n).
  func count(before time: Int64) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The place of the last of ascending times at or before an instant, or -1;
  /// quick where it lies at or a little after `hint`.
  func place(at time: Int64, near hint: Int = 0) -> Int {
    var low = 0
    var high = count
    if hint > 0, hint < count, self[hint] <= time {
      low = hint
      var step = 1
      while low + step < count, self[low + step] <= time {
        low += step
        step *= 2
      }
      high = Swift.min(low + step, count)
    }
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
