import TraceModel

/// What follows from who waits for whom: longest chain and critical path.
struct Dependencies: Sendable {
  /// T∞ (METHOD 6.2).
  let span: Nanoseconds
  /// T∞ with the executor's dispatch time on every submission and result; nil
  /// where no dispatch was seen.
  let burdenedSpan: Nanoseconds?
  /// The makespan ledger (METHOD 6.3).
  let path: Ledger

  /// Nil where nothing is known of dependencies; at once on several threads
  /// where the run is large.
  init?(_ owners: RunOwners, isShared: Bool) {
    guard owners.facts.knowsDependencies else { return nil }
    let burden = owners.facts.model == .sequential ? 0 : owners.meanDispatch
    var pieces: [@Sendable () -> Piece] = [
      { .path(owners.composition) }, { .span(owners.chain(burden: 0)) },
    ]
    if burden > 0 { pieces.append { .burdened(owners.chain(burden: burden)) } }
    var (span, burdened, path) = (Nanoseconds.zero, Nanoseconds?.none, Ledger())
    for piece in isShared ? concurrently(pieces) : pieces.map({ $0() }) {
      switch piece {
      case .path(let found): path = found
      case .span(let found): span = found
      case .burdened(let found): burdened = found
      }
    }
    (self.span, burdenedSpan, self.path) = (span, burdened, path)
  }

  private enum Piece: Sendable {
    case path(Ledger)
    case span(Nanoseconds)
    case burdened(Nanoseconds)
  }
}

extension RunOwners {
  fileprivate var composition: Ledger {
    var path = CriticalPath(self)
    return path.composition()
  }

  /// A sequential run forks nothing that is known: its chain is its work.
  fileprivate func chain(burden: Int64) -> Nanoseconds {
    if facts.model == .sequential { return Nanoseconds(work &+ io &+ laneTime[.coord]) }
    var chain = LongestChain(self, burden: burden)
    return chain.length()
  }

  /// b of METHOD 6.2: dispatch time by task, to the nearest nanosecond.
  fileprivate var meanDispatch: Int64 {
    let tasks = Int64(facts.tasks.count(where: \.hasBody))
    return tasks == 0 ? 0 : (laneTime[.dispatch] &+ tasks / 2) / tasks
  }
}
