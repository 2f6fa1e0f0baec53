/// The arguments of TS1 that only some spans have; 40 B, since every scheduler slice has some.
package struct SpanDetail: Hashable, Sendable {
  /// `args.cpu_ns`: CPU time of the thread between the span's two ends.
  package var cpuTime: Nanoseconds?
  /// `args.cpu` of scheduler slices.
  package var cpu: Int32?
  /// `args.key`: the name by which a task is matched with the baseline's.
  package var key = NameTable.ID.none
  /// `args.lane` of scheduler slices and of waits that the kernel told: whose state this is (index
  /// into `Trace.lanes`), or -1.
  package var schedulingLane: Int32 = -1
  private var rare = Rare.nothing

  /// What hardly any span has, kept apart from it.
  private indirect enum Rare: Hashable, Sendable {
    case nothing
    case run(RunArguments)
  }

  package init() {}

  /// Set on the span of category `run`.
  package var run: RunArguments? {
    get {
      switch rare {
      case .nothing: nil
      case .run(let arguments): arguments
      }
    }
    set { rare = newValue.map { .run($0) } ?? .nothing }
  }
}

/// What a run says of itself: the arguments of its `run` event.
package struct RunArguments: Hashable, Sendable {
  package var model: ExecutionModel
  /// CPUs of the affinity mask, capped by the cgroup's quota.
  package var cores: Int
  /// Declared slots; nil where only the trace can tell.
  package var slots: Int?
  /// Declared slots by executor kind ("pool", "loop"), when mixed.
  package var executors: [String: Int]

  package init(
    model: ExecutionModel, cores: Int, slots: Int? = nil, executors: [String: Int] = [:]
  ) {
    self.model = model
    self.cores = cores
    self.slots = slots
    self.executors = executors
  }
}
