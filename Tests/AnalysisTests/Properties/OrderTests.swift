import Statistics
import Testing

@testable import Analysis

/// What the sweep's orders rest on, against the plainest way to do the same.
struct OrderTests {
  /// Few and many numbers, near together and over the whole width.
  private func numbers(_ seed: UInt64) -> [Int64] {
    var random = SplitMix64(seed: seed)
    let count = [0, 1, 5, 127, 128, 3000][Int(seed % 6)]
    let shift = [1, 20, 40, 54][Int(seed / 6 % 4)]
    return (0..<count).map { _ in Int64(bitPattern: random.next()) >> Int64(shift) }
  }

  @Test(arguments: UInt64(0)..<24)
  func `times are sorted, and places stably`(seed: UInt64) {
    let times = numbers(seed)
    var sorted = times
    TimeOrder.sort(&sorted)
    #expect(sorted == times.sorted())
    let plain = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let order = TimeOrder.order(times)?.map { Int($0) } ?? Array(times.indices)
    #expect(order == plain)
    var pairs = times.enumerated().map { (time: $1, place: $0) }
    TimeOrder.sort(&pairs, by: \.time)
    #expect(pairs.map(\.place) == plain)
  }

  @Test(arguments: UInt64(0)..<24)
  func `a place is found near any hint and from none`(seed: UInt64) {
    let times = numbers(seed).sorted()
    for time in times.prefix(50) + [Int64.min, 0, Int64.max] {
      let expected = (times.lastIndex { $0 <= time } ?? -1)
      for hint in [0, 1, times.count / 2, times.count - 1, times.count + 5] {
        #expect(times.place(at: time, near: hint) == expected)
      }
      #expect(times.count(before: time) == times.count { $0 < time })
    }
  }

  @Test(arguments: UInt64(0)..<12)
  func `a merge takes all sources in order`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let sources = (0..<Int(seed)).map { _ in
      (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Int64.random(in: 0...99, using: &random)
      }.sorted()
    }
    var merge = Merge()
    for (source, times) in sources.enumerated() { merge.add(source, at: times[0]) }
    var cursors = sources.map { _ in 0 }
    var taken: [Int64] = []
    while let (source, time) = merge.first {
      taken.append(time)
      cursors[source] += 1
      let next = cursors[source]
      merge.advance(to: next < sources[source].count ? sources[source][next] : nil)
    }
    #expect(taken == sources.flatMap(\.self).sorted())
    #expect(zip(cursors, sources).allSatisfy { $0 == $1.count })
  }

  @Test(arguments: UInt64(0)..<60)
  func `outermost spans, in whatever order they are met`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var spans: [(start: Int64, end: Int64)] = (0..<30).map { _ in
      let start = Int64.random(in: 0...40, using: &random)
      return (start, start + Int64.random(in: 0...20, using: &random))
    }
    switch seed % 3 {
    case 0: spans.sort { ($0.start, $1.end) < ($1.start, $0.end) }
    case 1: spans.sort { ($0.end, $1.start) < ($1.end, $0.start) }
    default: break
    }
    var outermost = OutermostSpans()
    for (index, span) in spans.enumerated() { outermost.add(index, span.start, span.end) }
    let plain = spans.indices.filter { index in
      !spans.indices.contains { other in
        let (inner, outer) = (spans[index], spans[other])
        guard other != index, outer.start <= inner.start, inner.end <= outer.end else {
          return false
        }
        return outer != inner || other < index
      }
    }
    let found = outermost.indices()
    #expect(Set(found) == Set(plain))
    #expect(found.map { spans[$0].start } == found.map { spans[$0].start }.sorted())
  }

  @Test func `what threads do comes back in order, whoever ends first`() {
    let values = concurrently((0..<20).map { number in { @Sendable in number * number } })
    #expect(values == (0..<20).map { $0 * $0 })
    #expect(concurrently([@Sendable () -> Int]()).isEmpty)
  }
}
