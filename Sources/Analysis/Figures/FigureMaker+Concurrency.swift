import TraceModel

extension FigureMaker {
  var concurrency: ConcurrencyFigures {
    var histogram: [Int: Nanoseconds] = [:]
    for (level, time) in sweep.overlap.histogram.enumerated() where time != 0 {
      histogram[level] = Nanoseconds(time)
    }
    let idle = histogram[0] ?? .zero
    return ConcurrencyFigures(
      histogram: histogram, sumBusy: Nanoseconds(sweep.overlap.busy.reduce(0, &+)),
      union: makespan - idle, maximumBusy: Nanoseconds(sweep.overlap.busy.max() ?? 0),
      entities: sweep.overlap.entities.count, makespan: makespan)
  }

  var computeIO: ComputeIO {
    ComputeIO(
      compute: Nanoseconds(sweep.overlap.computing), io: Nanoseconds(sweep.overlap.waiting),
      both: Nanoseconds(sweep.overlap.both))
  }

  /// All pairs, names in text order; nil with more than 64 entities.
  var pairOverlap: [PairOverlap]? {
    guard sweep.overlap.hasMatrix else { return nil }
    let named = sweep.overlap.entities.enumerated().map {
      (place: $0.offset, name: name($0.element))
    }
    .sorted { ($0.name, $0.place) < ($1.name, $1.place) }
    var pairs: [PairOverlap] = []
    for (index, first) in named.enumerated() {
      for second in named[(index + 1)...] {
        let time = sweep.overlap.together(first.place, second.place)
        pairs.append(
          PairOverlap(first: first.name, second: second.name, time: Nanoseconds(time)))
      }
    }
    return pairs
  }

  private func name(_ entity: OverlapSums.Entity) -> String {
    switch entity {
    case .lane(let index):
      let id = facts.lanes[index].id
      return "\(id.process)/\(id.thread)"
    case .task(let index):
      return trace.names[facts.tasks[index].name]
    }
  }

  var laneBusy: [LaneBusy] {
    zip(facts.lanes, sweep.lanes).filter { $0.1.hasBodies }
      .map { LaneBusy(lane: $0.0.id, time: Nanoseconds($0.1.bodyTime)) }
      .sorted { $0.lane < $1.lane }
  }
}
