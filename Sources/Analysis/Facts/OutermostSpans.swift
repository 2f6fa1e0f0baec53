/// The spans of one lane that no other of its spans contains.
///
/// Met in the order of their starts or of their ends, whichever a recorder
/// writes, each costs a comparison or two; a lane that steps backwards is
/// sorted. Of equal spans the first counts.
struct OutermostSpans {
  private typealias Entry = (index: Int, start: Int64, end: Int64)

  /// Starts and ends ascend.
  private var kept: [Entry] = []
  /// What the lane holds beside `kept`, once it has stepped backwards.
  private var others: [Entry] = []

  mutating func add(_ index: Int, _ start: Int64, _ end: Int64) {
    let entry = Entry(index, start, end)
    while let last = kept.last {
      if last.start <= start, end <= last.end { return }
      if start <= last.start, last.end <= end {
        kept.removeLast()
      } else if last.start < start {
        break
      } else {
        others.append(entry)
        return
      }
    }
    kept.append(entry)
  }

  /// The spans' indices by their start.
  func indices() -> [Int] {
    if others.isEmpty { return kept.map(\.index) }
    let all = (kept + others).sorted {
      ($0.start, $1.end, $0.index) < ($1.start, $0.end, $1.index)
    }
    var covered = Int64.min
    var indices: [Int] = []
    for entry in all where entry.end > covered {
      covered = entry.end
      indices.append(entry.index)
    }
    return indices
  }
}
