import TraceModel

extension FigureMaker {
  var concurrency: ConcurrencyFigures {
    let histogram = levels(sweep.overlap.histogram)
    let busy = self.busy
    return ConcurrencyFigures(
      histogram: histogram, sumBusy: Nanoseconds(busy.reduce(0, &+)),
      union: makespan - (histogram[0] ?? .zero), maximumBusy: Nanoseconds(busy.max() ?? 0),
      entities: sweep.overlap.entities.count, makespan: makespan)
  }

  /// How long each entity was active.
  private var busy: [Int64] {
    sweep.overlap.entities.lanes.map { owners.laneSums[$0].tasks }
      + facts.tasks.prefix(facts.asyncCount).map { $0.end - $0.submit }
  }

  private func levels(_ times: [Int64]) -> [Int: Nanoseconds] {
    var histogram: [Int: Nanoseconds] = [:]
    for (level, time) in times.enumerated() where time != 0 {
      histogram[level] = Nanoseconds(time)
    }
    return histogram
  }

  var parallelism: ParallelismFigures {
    ParallelismFigures(
      cpu: levels(sweep.overlap.atWork), progress: levels(sweep.overlap.inProgress))
  }

  /// The largest shares; nil without an entity.
  var criticality: Criticality? {
    let union = facts.makespan - (sweep.overlap.histogram.first ?? 0)
    let count = sweep.overlap.entities.count
    guard count > 0 else { return nil }
    let largest = sweep.overlap.criticality.largest(Criticality.mostListed, union: union) {
      name($0) < name($1)
    }
    return Criticality(
      shares: zip(largest.places, largest.times).map {
        EntityShare(name: name($0), time: Nanoseconds($1))
      }, omitted: count - largest.places.count, omittedTime: Nanoseconds(largest.rest))
  }

  var computeIO: ComputeIO {
    ComputeIO(
      compute: Nanoseconds(sweep.overlap.computing), io: Nanoseconds(sweep.overlap.waiting),
      both: Nanoseconds(sweep.overlap.both))
  }

  /// All pairs, names in text order; nil with more than 64 entities.
  var pairOverlap: [PairOverlap]? {
    guard sweep.overlap.hasMatrix else { return nil }
    let named = (0..<sweep.overlap.entities.count).map { (place: $0, name: name($0)) }
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

  private func name(_ entity: Int) -> String {
    let lanes = sweep.overlap.entities.lanes
    guard entity < lanes.count else {
      return trace.names[facts.tasks[entity - lanes.count].name]
    }
    let id = facts.lanes[lanes[entity]].id
    return "\(id.process)/\(id.thread)"
  }

  var laneBusy: [LaneBusy] {
    zip(facts.lanes, owners.laneSums).filter { $0.0.carriesTasks || $0.0.carriesSteps }
      .map { LaneBusy(lane: $0.0.id, time: Nanoseconds($0.1.bodies)) }
      .sorted { $0.lane < $1.lane }
  }
}
