/// Takes changes from many ordered sources in the order of their times.
///
/// A binary heap of the sources' next times: O(log sources) a change.
struct Merge {
  private var times: [Int64] = []
  private var sources: [Int32] = []

  mutating func add(_ source: Int, at time: Int64) {
    times.append(time)
    sources.append(Int32(truncatingIfNeeded: source))
    var place = times.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      if times[parent] <= times[place] { break }
      times.swapAt(parent, place)
      sources.swapAt(parent, place)
      place = parent
    }
  }

  /// The source that comes next, and when; nil when all are used up.
  var first: (source: Int, time: Int64)? {
    guard let time = times.first, let source = sources.first else { return nil }
    return (Int(source), time)
  }

  /// Gives the first source its next time; nil when it is used up.
  mutating func advance(to time: Int64?) {
    guard let time else {
      removeFirst()
      return
    }
    sink(time, sources[0])
  }

  private mutating func removeFirst() {
    guard let time = times.popLast(), let source = sources.popLast(), !times.isEmpty else {
      return
    }
    sink(time, source)
  }

  /// Puts an entry where the first one was.
  private mutating func sink(_ time: Int64, _ source: Int32) {
    var place = 0
    let count = times.count
    while true {
      var child = 2 * place + 1
      if child >= count { break }
      if child + 1 < count, times[child + 1] < times[child] { child += 1 }
      if times[child] >= time { break }
      times[place] = times[child]
      sources[place] = sources[child]
      place = child
    }
    times[place] = time
    sources[place] = source
  }
}
