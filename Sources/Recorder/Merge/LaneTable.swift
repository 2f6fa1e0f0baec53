import TraceModel

/// The lanes of a trace while it is written, found again at once when they come one after the
/// other.
struct LaneTable {
  struct Lane {
    var nesting = SpanNesting()
    /// When its thread ended, where that is known.
    let death: Int64?
    /// Whether it was given its name.
    var isNamed = false
  }

  /// By `place(of:)`.
  private(set) var all: [Lane] = []
  private var places: [LaneID: Int] = [:]
  private var latest: (lane: LaneID, place: Int)?
  private let deaths: [LaneID: Int64]

  init(deaths: [LaneID: Int64]) { self.deaths = deaths }

  subscript(place: Int) -> Lane {
    get { all[place] }
    _modify { yield &all[place] }
  }

  /// Where a lane is in `all`, from now on if it was not there.
  mutating func place(of lane: LaneID) -> Int {
    if let latest, latest.lane == lane { return latest.place }
    let place = places[lane, default: all.count]
    if place == all.count {
      places[lane] = place
      all.append(Lane(death: deaths[lane]))
    }
    latest = (lane, place)
    return place
  }
}
