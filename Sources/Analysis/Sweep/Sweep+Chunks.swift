extension Sweep {
  /// The whole window, swept in as many chunks as there are cores to sweep them.
  static func whole(_ owners: RunOwners, _ streams: Streams, cores: Int64) -> Sweep {
    let chunks = streams.isLarge(owners) ? usefulThreads : 1
    return whole(owners, streams, cores: cores, cuts: streams.cuts(owners, into: chunks))
  }

  /// The whole window in chunks between ascending cuts, which add up to it.
  static func whole(
    _ owners: RunOwners, _ streams: Streams, cores: Int64, cuts: [Int64]
  ) -> Sweep {
    let borders = [0] + cuts + [max(owners.facts.makespan, 0)]
    let chunks = concurrently(
      zip(borders, borders.dropFirst()).map { from, to in
        { @Sendable in
          var chunk = Sweep(owners, streams, cores: cores, chunk: from..<to)
          chunk.run()
          return chunk
        }
      })
    guard var sum = chunks.first else { return Sweep(owners, streams, cores: cores) }
    for chunk in chunks.dropFirst() { sum.add(chunk) }
    return sum
  }

  /// The most lanes on a core at once, where the trace does not say how many there are.
  static func peak(_ owners: RunOwners) -> Int64 {
    var starts: [Int64] = []
    var ends: [Int64] = []
    for timeline in owners.lanes {
      var isOn = false
      for (time, flags) in zip(timeline.starts, timeline.flags) where flags.isOnCore != isOn {
        isOn = flags.isOnCore
        if isOn { starts.append(time) } else { ends.append(time) }
      }
    }
    TimeOrder.sort(&starts)
    TimeOrder.sort(&ends)
    var (peak, ended) = (0, 0)
    for (started, time) in starts.enumerated() {
      while ended < ends.count, ends[ended] <= time { ended += 1 }
      peak = max(peak, started + 1 - ended)
    }
    return Int64(peak)
  }
}

extension Streams {
  /// Whether threads repay their start.
  func isLarge(_ owners: RunOwners) -> Bool {
    let inCounters = counters.reduce(0) { $0 + $1.times.count }
    return lanes.reduce(inCounters) { $0 + owners.lanes[$1].starts.count } >= 100_000
  }

  /// Instants that part the changes into about equal chunks, from a sample.
  func cuts(_ owners: RunOwners, into chunks: Int) -> [Int64] {
    guard chunks > 1 else { return [] }
    var sample: [Int64] = []
    func take(_ times: [Int64]) {
      for place in stride(from: 0, to: times.count, by: 256) { sample.append(times[place]) }
    }
    for lane in lanes { take(owners.lanes[lane].starts) }
    for counter in counters { take(counter.times) }
    TimeOrder.sort(&sample)
    guard !sample.isEmpty else { return [] }
    return (1..<chunks).map { min(sample[sample.count * $0 / chunks], owners.facts.makespan) }
  }
}
