import TraceModel

/// The states of every lane and async task over time, by owner.
///
/// Made from the sweep's log by one counting pass; questions cost O(log n).
struct Timelines {
  /// A lane, or an async task.
  enum Owner {
    case lane(Int)
    case task(Int)
  }

  /// A stretch in one state; it ends where the next begins.
  struct Stretch {
    var start: Int64
    var state: Bucket?
    /// Work and io of the owner before the start.
    var progress: Int64
    /// The same of the program's own serial code.
    var coord: Int64
  }

  private var stretches: [Stretch] = []
  /// Where each owner's stretches begin: lanes first, then async tasks.
  private var places: [Int]
  private let lanes: Int
  let makespan: Int64

  init(_ log: StateLog, lanes: Int, tasks: Int, makespan: Int64) {
    self.lanes = lanes
    self.makespan = makespan
    places = Array(repeating: 0, count: lanes + tasks + 1)
    func row(_ owner: Int32) -> Int { owner >= 0 ? Int(owner) : lanes - 1 - Int(owner) }
    for change in log.changes { places[row(change.owner) + 1] += 1 }
    for index in places.indices.dropFirst() { places[index] += places[index - 1] }
    var next = places
    let empty = Stretch(start: 0, state: nil, progress: 0, coord: 0)
    stretches = Array(repeating: empty, count: log.changes.count)
    for change in log.changes {
      let owner = row(change.owner)
      stretches[next[owner]] = Stretch(
        start: change.time, state: change.state, progress: 0, coord: 0)
      next[owner] += 1
    }
    for owner in places.indices.dropLast() { addUp(places[owner]..<places[owner + 1]) }
  }

  private mutating func addUp(_ range: Range<Int>) {
    for index in range.dropFirst() {
      let previous = stretches[index - 1]
      let time = stretches[index].start - previous.start
      stretches[index].progress = previous.progress + (previous.isProgress ? time : 0)
      stretches[index].coord = previous.coord + (previous.state == .coord ? time : 0)
    }
  }

  func range(_ owner: Owner) -> Range<Int> {
    switch owner {
    case .lane(let index): places[index]..<places[index + 1]
    case .task(let index): places[lanes + index]..<places[lanes + index + 1]
    }
  }

  subscript(index: Int) -> Stretch { stretches[index] }

  /// The last stretch that begins at or before an instant; nil before the first.
  func index(_ owner: Owner, at time: Int64) -> Int? {
    let range = self.range(owner)
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    return low > range.lowerBound ? low - 1 : nil
  }

  /// The owner's work and io in [0, time).
  func progress(_ owner: Owner, to time: Int64) -> Int64 {
    guard let index = index(owner, at: time) else { return 0 }
    let stretch = stretches[index]
    return stretch.progress + (stretch.isProgress ? time - stretch.start : 0)
  }

  /// The coordinator's own serial code in [0, time).
  func coord(_ lane: Int, to time: Int64) -> Int64 {
    guard let index = index(.lane(lane), at: time) else { return 0 }
    let stretch = stretches[index]
    return stretch.coord + (stretch.state == .coord ? time - stretch.start : 0)
  }

  /// Calls with every stretch of [from, to), clipped, in time order.
  func forEach(
    _ owner: Owner, from: Int64, to: Int64, _ body: (Int64, Int64, Bucket?) -> Void
  ) {
    guard from < to else { return }
    let range = self.range(owner)
    var start = from
    var index = index(owner, at: from)
    while start < to {
      let next = (index ?? range.lowerBound - 1) + 1
      let end = next < range.upperBound ? min(stretches[next].start, to) : to
      if start < end { body(start, end, index.flatMap { stretches[$0].state }) }
      start = max(start, end)
      index = next < range.upperBound ? next : index
      if next >= range.upperBound { break }
    }
  }
}

extension Timelines.Stretch {
  var isProgress: Bool { state == .work || state == .io }
}
