package import Analysis
import TraceModel

extension RunDiff {
  /// Compares two analysed runs and the spans of their traces.
  ///
  /// - Parameters:
  ///   - before: The earlier run's figures.
  ///   - after: The later one's.
  ///   - spans: The self times of both, in the same order.
  package init(
    before: RunAnalysis, after: RunAnalysis, spans: (before: SelfTimes, after: SelfTimes)
  ) {
    self.before = before
    self.after = after
    resource = Self.resource(before, after)
    slots = Self.ledger(
      "the slots' buckets", before.slotLedger, after.slotLedger,
      total: Self.capacity("slots x wall time", before.slots, before, after.slots, after))
    cores = Self.ledger(
      "the cores' buckets", before.coreLedger, after.coreLedger,
      total: Self.capacity("cores x wall time", before.cores, before, after.cores, after))
    if let first = before.criticalPath, let second = after.criticalPath {
      path = Self.ledger(
        "the critical path's buckets", first, second,
        total: DiffRow(label: "wall time", before: before.makespan, after: after.makespan))
    }
    tasks = Self.tasks(before, after)
    let capacity = Self.capacity(
      "lanes x wall time", spans.before.byLane.count, before, spans.after.byLane.count, after)
    names = Self.names(spans.before, spans.after, capacity)
    lanes = Self.lanes(spans.before, spans.after, capacity)
    asyncNames = Self.asyncNames(spans.before, spans.after)
    notes = Self.notes(before, after, spans)
  }

  /// The faster run's binding resource; the path only where both runs have one, cores only where
  /// both traces say how many there were.
  private static func resource(_ before: RunAnalysis, _ after: RunAnalysis) -> Bounds.Resource {
    let faster = after.makespan <= before.makespan ? after : before
    var binding = faster.bounds?.binding ?? .cores
    if binding == .cores, !before.coresAreKnown || !after.coresAreKnown { binding = .slots }
    let hasPaths = before.criticalPath != nil && after.criticalPath != nil
    return binding == .latency && !hasPaths ? .slots : binding
  }

  /// Units times the makespan of each run; the analysis has checked that lanes x makespan fits.
  ///
  /// The units are told where they changed.
  private static func capacity(
    _ label: String, _ unitsBefore: Int, _ before: RunAnalysis, _ unitsAfter: Int,
    _ after: RunAnalysis
  ) -> DiffRow {
    DiffRow(
      label: label, before: Nanoseconds(before.makespan.count &* Int64(unitsBefore)),
      after: Nanoseconds(after.makespan.count &* Int64(unitsAfter)),
      countBefore: unitsBefore == unitsAfter ? nil : unitsBefore,
      countAfter: unitsBefore == unitsAfter ? nil : unitsAfter)
  }

  private static func ledger(
    _ title: String, _ before: Ledger, _ after: Ledger, total: DiffRow
  ) -> DiffTable {
    let rows = Bucket.allCases.map {
      DiffRow(label: $0.label, before: before[$0], after: after[$0])
    }
    return DiffTable(title, rows: rows, total: total)
  }

  /// The tasks' work and io by key.
  ///
  /// What the ledger counts as work or io of no task of the window (a task within a task) has a
  /// row of its own, so that the sum is the ledger's.
  private static func tasks(_ before: RunAnalysis, _ after: RunAnalysis) -> DiffTable {
    var rows: [String: DiffRow] = [:]
    var left = (useful(before), useful(after))
    for (key, own) in before.workByKey {
      rows[key] = DiffRow(
        label: key, before: own.work + own.io, after: .zero, countBefore: own.tasks, countAfter: 0)
      left.0.count &-= own.work.count &+ own.io.count
    }
    for (key, own) in after.workByKey {
      rows[
        key,
        default: DiffRow(
          label: key, before: .zero, after: .zero, countBefore: 0, countAfter: 0)
      ].after = own.work + own.io
      rows[key]?.countAfter = own.tasks
      left.1.count &-= own.work.count &+ own.io.count
    }
    let rest = DiffRow(label: "(counted with no task)", before: left.0, after: left.1)
    return DiffTable(
      "the tasks' work and io", rows: Array(rows.values) + [rest],
      total: DiffRow(
        label: "work and io", before: useful(before), after: useful(after),
        countBefore: before.workByKey.reduce(0) { $0 + $1.value.tasks },
        countAfter: after.workByKey.reduce(0) { $0 + $1.value.tasks }))
  }

  private static func useful(_ run: RunAnalysis) -> Nanoseconds {
    run.slotLedger[.work] + run.slotLedger[.io]
  }

  private static func notes(
    _ before: RunAnalysis, _ after: RunAnalysis, _ spans: (before: SelfTimes, after: SelfTimes)
  ) -> [String] {
    var notes: [String] = []
    let common = Set(before.workByKey.keys).intersection(after.workByKey.keys)
    let tasks = "\(before.tasks) tasks before, \(after.tasks) after"
    if let first = before.repetitions, let second = after.repetitions {
      // The tasks of one step may be cut in more or fewer pieces; the steps are the work.
      let same = "both profiled \(Quantity.count(first, "step")): the same work"
      notes.append(
        first != second
          ? "\(first) profiled steps before, \(second) after: the difference is different work."
          : same + (before.tasks == after.tasks ? "." : ", though \(tasks)."))
    } else if before.tasks != after.tasks {
      notes.append("\(tasks): part of the difference is different work.")
    } else if common.isEmpty, before.tasks > 0 {
      notes.append("no task has the same key in both runs: is it the same workload?")
    }
    if before.cores != after.cores, before.coresAreKnown, after.coresAreKnown {
      notes.append("the runs had different numbers of cores: \(before.cores) and \(after.cores).")
    }
    if before.model != after.model {
      notes.append(
        "the runs have different models: \(sanitised(before.model.rawValue)) and "
          + "\(sanitised(after.model.rawValue)).")
    }
    if spans.before.isTooLarge || spans.after.isTooLarge {
      notes.append("the self times of the spans do not fit 64 bits of nanoseconds.")
    }
    return notes
  }
}
