/// Which code lies where in one process.
struct AddressSpace: Sendable {
  struct Region: Sendable {
    var start: UInt64
    var end: UInt64
    /// Where its first byte stands in the file.
    var offset: UInt64
    var file: Int32
  }

  /// A process with more is one that makes code at run time; the first are kept.
  private static let mostRegions = 1 << 16

  /// By start; none overlap.
  private(set) var regions: [Region] = []

  /// Maps code; what lay there before is gone.
  mutating func map(_ region: Region) {
    guard region.end > region.start else { return }
    var index = firstIndex(endingAfter: region.start)
    var pieces: [Region] = []
    let first = index
    while index < regions.count, regions[index].start < region.end {
      pieces += regions[index].without(region)
      index += 1
    }
    guard regions.count + 2 - (index - first) <= Self.mostRegions else { return }
    pieces.append(region)
    pieces.sort { $0.start < $1.start }
    regions.replaceSubrange(first..<index, with: pieces)
  }

  /// The code at an address; nil where none is known.
  func region(at address: UInt64) -> Region? {
    let index = firstIndex(endingAfter: address)
    guard index < regions.count, regions[index].start <= address else { return nil }
    return regions[index]
  }

  private func firstIndex(endingAfter address: UInt64) -> Int {
    regions.partitioningIndex { $0.end > address }
  }
}

extension AddressSpace.Region {
  /// What is left of it beside another, which overlaps it.
  fileprivate func without(_ other: Self) -> [Self] {
    var pieces: [Self] = []
    if start < other.start {
      pieces.append(Self(start: start, end: other.start, offset: offset, file: file))
    }
    if end > other.end {
      let moved = offset &+ (other.end - start)
      pieces.append(Self(start: other.end, end: end, offset: moved, file: file))
    }
    return pieces
  }
}
