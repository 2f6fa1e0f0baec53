import TraceModel

/// Pairs the begins and ends of one id, given in the order of time.
struct AsyncMatcher {
  private struct ScopeKey: Hashable {
    var identifier: EventIdentifier
    var process: Int64
  }

  private static let matchingDepth = 512

  var key: PairingKey?
  var open: [AsyncMark] = []
  /// Ends that found no begin; those of the current instant may still find one
  /// that stands after them in the file.
  var ends: [AsyncMark] = []
  private var scopeNumbers: [ScopeKey: Int32] = [:]

  /// The pair that `mark` completes, or nil while its partner is not known.
  mutating func take(_ mark: AsyncMark) -> (begin: AsyncMark, end: AsyncMark)? {
    if mark.isBegin {
      let waiting = ends.indices.suffix(AsyncMatcher.matchingDepth).last {
        ends[$0].time == mark.time && ends[$0].matches(mark)
      }
      if let waiting { return (mark, ends.remove(at: waiting)) }
      open.append(mark)
      return nil
    }
    let candidates = open.indices.suffix(AsyncMatcher.matchingDepth)
    let index =
      candidates.last { open[$0].matches(mark) && open[$0].process == mark.process }
      ?? candidates.last { open[$0].matches(mark) }
    if let index { return (open.remove(at: index), mark) }
    ends.append(mark)
    return nil
  }

  /// The number of the async task that a begin belongs to.
  mutating func scope(of begin: AsyncMark) -> Int32 {
    let isGlobal = begin.key.identifier.scope == .global
    let key = ScopeKey(
      identifier: begin.key.identifier, process: isGlobal ? 0 : begin.process)
    if let known = scopeNumbers[key] { return known }
    let number = Int32(truncatingIfNeeded: scopeNumbers.count)
    scopeNumbers[key] = number
    return number
  }

  var scopeCount: Int { scopeNumbers.count }
}

extension AsyncMark {
  /// Whether the names agree; an end may have none.
  fileprivate func matches(_ other: AsyncMark) -> Bool {
    name == other.name || (isBegin ? other : self).name == .none
  }
}
