/// ∫ 1[active]/n(t) dt of every entity, additive over chunks (METHOD 5).
///
/// All share one integral F of 1/n in fixed point, 64 bits of fraction: an
/// entity's share is F where it leaves less F where it enters. Off by less than
/// T · 2^-64 in all.
struct CriticalitySums {
  private var integral: UInt128 = 0
  private var shares: [UInt128]
  /// Leaves less enters, so that chunks can be joined.
  private var balance: [Int8]
  /// 2^64/n by n.
  private var reciprocals: [UInt128] = [0]

  init(_ entities: Int) {
    shares = Array(repeating: 0, count: entities)
    balance = Array(repeating: 0, count: entities)
  }

  mutating func enter(_ entity: Int) {
    shares[entity] &-= integral
    balance[entity] &-= 1
  }

  mutating func leave(_ entity: Int) {
    shares[entity] &+= integral
    balance[entity] &+= 1
  }

  mutating func book(_ time: Int64, among active: Int) {
    guard active > 0 else { return }
    while reciprocals.count <= active {
      reciprocals.append((1 << 64) / UInt128(reciprocals.count))
    }
    integral &+= UInt128(time.magnitude) &* reciprocals[active]
  }

  mutating func add(_ later: CriticalitySums) {
    for entity in shares.indices {
      shares[entity] &+= later.shares[entity]
      switch later.balance[entity] {
      case 1: shares[entity] &+= integral
      case -1: shares[entity] &-= integral
      default: break
      }
      balance[entity] &+= later.balance[entity]
    }
    integral &+= later.integral
  }

  /// The largest shares, and the rest as one, in whole nanoseconds by largest
  /// remainder, so that they add up to the union exactly.
  ///
  /// `precedes` breaks ties.
  func largest(
    _ most: Int, union: Int64, precedes: (Int, Int) -> Bool
  ) -> (places: [Int], times: [Int64], rest: Int64) {
    func isLarger(_ left: Int, _ right: Int) -> Bool {
      let (first, second) = (share(left), share(right))
      return first == second ? precedes(left, right) : first > second
    }
    var places: [Int] = []
    for place in shares.indices {
      if places.count == most {
        guard let last = places.last, isLarger(place, last) else { continue }
        places.removeLast()
      }
      places.insert(place, at: places.firstIndex { isLarger(place, $0) } ?? places.count)
    }
    var times = places.map { Int64(truncatingIfNeeded: share($0) >> 64) }
    var rest = union - times.reduce(0, &+)
    if places.count == shares.count, rest > 0 {
      let fractions = places.map { UInt64(truncatingIfNeeded: share($0)) }
      let order = places.indices.sorted { (fractions[$1], $0) < (fractions[$0], $1) }
      for place in order.prefix(Int(clamping: rest)) { times[place] &+= 1 }
      rest = union - times.reduce(0, &+)
    }
    return (places, times, rest)
  }

  private func share(_ entity: Int) -> UInt128 {
    balance[entity] < 0 ? shares[entity] &+ integral : shares[entity]
  }
}
