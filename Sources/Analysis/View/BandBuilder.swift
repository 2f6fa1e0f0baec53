import TraceModel

/// The band while the sweep goes on: how many slots are in each state, and for how long.
///
/// Keeps each stretch while there are few; beyond the limit it keeps bins, into which what it has
/// kept is booked again. Memory is bounded by the limits, whatever the run.
struct BandBuilder {
  private let limits: ViewLimits
  private let makespan: Int64
  private var counts = [Int64](repeating: 0, count: Bucket.count)
  /// Whether the counts may differ from those of the last stretch.
  private var isChanged = true
  private var lengths: [Int64] = []
  private var rows: [Int64] = []
  /// Slots · nanoseconds by bin; empty while every stretch is kept.
  private var bins: [Int64] = []
  private var bin = 0
  private var binEnd: Int64 = 0
  private var now: Int64 = 0

  init(makespan: Int64, limits: ViewLimits) {
    self.makespan = makespan
    self.limits = limits
  }

  /// Moves slots from one state to another; nil is none.
  mutating func move(_ slots: Int64 = 1, from old: Bucket?, to new: Bucket?) {
    guard old != new, slots != 0 else { return }
    if let old { counts[Int(old.rawValue)] -= slots }
    if let new { counts[Int(new.rawValue)] += slots }
    isChanged = true
  }

  /// Books the time up to an instant.
  mutating func advance(to time: Int64) {
    guard time > now else { return }
    defer { now = time }
    guard bins.isEmpty else { return book(now, time) }
    if isChanged, !repeatsLast {
      guard lengths.count < limits.bandStretches else {
        startBins()
        return book(now, time)
      }
      lengths.append(time - now)
      rows.append(contentsOf: counts)
    } else {
      lengths[lengths.count - 1] += time - now
    }
    isChanged = false
  }

  private var repeatsLast: Bool {
    guard !lengths.isEmpty else { return false }
    return rows.suffix(Bucket.count).elementsEqual(counts)
  }

  private mutating func startBins() {
    bins = Array(repeating: 0, count: max(limits.bandBins, 1) * Bucket.count)
    (bin, binEnd) = (0, edge(1))
    let (present, kept) = (counts, lengths)
    var start: Int64 = 0
    for (place, length) in kept.enumerated() {
      counts = Array(rows[place * Bucket.count..<(place + 1) * Bucket.count])
      book(start, start + length)
      start += length
    }
    (lengths, rows, counts) = ([], [], present)
  }

  /// Where a bin begins; the bins differ by a nanosecond at most.
  private func edge(_ bin: Int) -> Int64 {
    let count = Int64(max(limits.bandBins, 1))
    return count.dividingFullWidth(makespan.multipliedFullWidth(by: Int64(bin))).quotient
  }

  private mutating func book(_ from: Int64, _ to: Int64) {
    var start = from
    while start < to {
      while binEnd <= start {
        bin += 1
        binEnd = edge(bin + 1)
      }
      let end = min(to, binEnd)
      for bucket in counts.indices where counts[bucket] != 0 {
        bins[bin * Bucket.count + bucket] &+= counts[bucket] &* (end - start)
      }
      start = end
    }
  }

  /// The band of the whole window; columns that stay empty are left out.
  func finished() -> StateBand {
    var band = StateBand()
    band.isExact = bins.isEmpty
    let values = bins.isEmpty ? rows : bins
    let used = Bucket.allCases.indices.filter { column in
      stride(from: column, to: values.count, by: Bucket.count).contains { values[$0] != 0 }
    }
    band.states = used.map { Bucket.allCases[$0] }
    let binCount = bins.count / Bucket.count
    band.lengths = bins.isEmpty ? lengths : (0..<binCount).map { edge($0 + 1) - edge($0) }
    band.values.reserveCapacity(band.lengths.count * used.count)
    for row in band.lengths.indices {
      for column in used { band.values.append(values[row * Bucket.count + column]) }
    }
    return band
  }
}

extension StateBand {
  /// What it adds up to: the slot ledger.
  package var integral: Ledger {
    var sums = Tally()
    for (row, length) in lengths.enumerated() {
      for (column, state) in states.enumerated() {
        let value = values[row * states.count + column]
        sums[state] &+= isExact ? value &* length : value
      }
    }
    return Ledger(sums)
  }
}
