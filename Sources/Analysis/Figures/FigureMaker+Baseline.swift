import TraceModel

extension FigureMaker {
  /// T_seq, speedup, efficiencies and inflation (METHOD 4.2, 7).
  func compare(_ run: inout RunAnalysis, with baseline: RunAnalysis?) {
    let measured = baseline ?? (run.model == .sequential ? run : nil)
    // What was cut off would have taken longer: its time is no measure, and not to be measured.
    guard !run.trust.isCut, measured?.trust.isCut != true else {
      if !run.trust.isCut { run.trust.notes.append("the baseline was cut: it is no measure") }
      run.scaling = scaling(run)
      return
    }
    run.sequentialTime = measured?.makespan
    if let sequential = run.sequentialTime {
      run.speedup = ratio(sequential, run.makespan)
      run.efficiencySlots = share(sequential, of: run.slots, run.makespan)
      run.efficiencyCores = share(sequential, of: run.cores, run.makespan)
    }
    run.scaling = scaling(run)
    // A whole life holds the interpreter's start too, and no task of it has a counterpart.
    guard let baseline, baseline.tellsTasks, run.tellsTasks else { return }
    let useful = self.useful(&run, baseline)
    run.inflation = Inflation(
      usefulCPU: useful.work, usefulIO: useful.io, work: Nanoseconds(owners.work),
      io: Nanoseconds(owners.io))
    run.boundsBaseline = run.bounds.map { own in
      bounds(run, latency: own.latency, work: useful.work, io: useful.io)
    }
  }

  private func share(_ time: Nanoseconds, of units: Int, _ whole: Nanoseconds) -> Double? {
    units == 0 ? nil : ratio(time, Nanoseconds(whole.count &* Int64(units)))
  }

  /// U_cpu and U_io: the baseline's sums by key, its means where the counts differ.
  ///
  /// A key that the baseline does not know counts with its own figures.
  private func useful(
    _ run: inout RunAnalysis, _ baseline: RunAnalysis
  ) -> (work: Nanoseconds, io: Nanoseconds) {
    var work: UInt128 = 0
    var io: UInt128 = 0
    var unmatched = 0
    for (key, own) in run.workByKey {
      guard let measured = baseline.workByKey[key], measured.tasks > 0 else {
        unmatched += own.tasks
        work &+= UInt128(own.work.count.magnitude)
        io &+= UInt128(own.io.count.magnitude)
        continue
      }
      work &+= scaled(measured.work, own.tasks, measured.tasks)
      io &+= scaled(measured.io, own.tasks, measured.tasks)
    }
    if unmatched > 0 {
      run.trust.notes.append(
        "\(unmatched) tasks have a key that the baseline does not know: their own work counts")
    }
    return (Nanoseconds(Int64(clamping: work)), Nanoseconds(Int64(clamping: io)))
  }

  private func scaled(_ time: Nanoseconds, _ count: Int, _ by: Int) -> UInt128 {
    let divisor = UInt128(by.magnitude)
    return (UInt128(time.count.magnitude) &* UInt128(count.magnitude) &+ divisor / 2) / divisor
  }
}
