import TraceModel

/// Pairs the begins and ends of one id, given in the order of time.
struct AsyncMatcher {
  private static let matchingDepth = 512

  var key: PairingKey?
  var open: [AsyncMark] = []
  /// Ends that found no begin; those of the current instant may still find one
  /// that stands after them in the file.
  var ends: [AsyncMark] = []
  private(set) var scopeCount = 0
  /// The id whose scopes are being given out, and its scopes by the pid of the begin.
  ///
  /// Marks come sorted by id first, so that no older id returns.
  private var scoped: (identifier: EventIdentifier, process: Int64)?
  private var scopes: [Int64: Int32] = [:]
  private var latest: (process: Int64, scope: Int32)?

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
    let identifier = begin.key.identifier
    if scoped?.identifier != identifier || scoped?.process != begin.key.process {
      scoped = (identifier, begin.key.process)
      latest = nil
      if !scopes.isEmpty { scopes = [:] }
    }
    let process = identifier.scope == .global ? 0 : begin.process
    if let latest, latest.process == process { return latest.scope }
    if let latest { scopes[latest.process] = latest.scope }
    let scope = scopes[process] ?? Int32(truncatingIfNeeded: scopeCount)
    if scopes[process] == nil { scopeCount += 1 }
    latest = (process, scope)
    return scope
  }
}

extension AsyncMark {
  /// Whether the names agree; an end may have none.
  fileprivate func matches(_ other: AsyncMark) -> Bool {
    name == other.name || (isBegin ? other : self).name == .none
  }
}
