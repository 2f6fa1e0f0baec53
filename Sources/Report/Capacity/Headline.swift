import Analysis
import Comparison

/// Which resource a comparison's rows are shares of, and why that one.
struct Headline {
  var resource: Bounds.Resource
  /// Its name.
  var model: String
  /// The model whose bounds decided, and how it stands: "in the fastest model, threads".
  var standing: String
  /// Whether the makespan bound decided but not every run has a critical path.
  var lacksPath = false
  /// Whether no bound is known, so that what binds is not known either.
  var isAssumed = false
  /// Whether a trace does not say how many cores there were: then no row splits cores.
  var lacksCores = false

  /// Takes the binding resource of a model's run (METHOD 4.6).
  ///
  /// - Parameters:
  ///   - run: The run that stands for the fastest model. The baseline is asked
  ///     only when it is alone: its one slot always binds, which says nothing.
  ///   - model: Its name.
  ///   - speedup: Its speedup, which says whether it is faster than anything; nil where none is
  ///     known, or no runs are alike.
  ///   - all: Every run in the table; without a critical path in each of them
  ///     latency cannot be shown, and the slots are.
  init(_ run: RunAnalysis, model: String, speedup: Double?, all: [RunAnalysis]) {
    self.model = model
    let name = sanitised(model)
    standing =
      switch speedup {
      case nil: "in \(name)"
      case let value? where value > 1: "in the fastest model, \(name)"
      case _?: "in \(name), though nothing is faster than the baseline"
      }
    resource = run.headlineResource
    isAssumed = run.bounds == nil
    lacksCores = all.contains { !$0.coresAreKnown }
    if resource == .cores, lacksCores { resource = .slots }
    if resource == .latency, all.contains(where: { $0.criticalPath == nil }) {
      resource = .slots
      lacksPath = true
    }
  }

  /// One or two sentences above the table.
  func sentence(cores: Int) -> String {
    if isAssumed {
      return "What binds is not known without the tasks' dependencies: each row splits its "
        + "\(resource == .cores ? "cores" : "slots") x wall time."
    }
    if lacksCores, resource == .slots, !lacksPath {
      return "How many cores there were is not known: each row splits its slots x wall time."
    }
    return switch resource {
    case .cores:
      "Cores are what binds (\(standing)): each row splits "
        + "\(Quantity.count(cores, "core")) x wall time."
    case .slots where lacksPath:
      "The longest chain of tasks is what binds (\(standing)), but not every "
        + "run has a critical path: each row splits its slots x wall time."
    case .slots:
      "Slots are what binds, not cores (\(standing)): each row splits "
        + "its slots x wall time."
    case .latency:
      "The longest chain of tasks is what binds, not cores (\(standing)): "
        + "each row splits its wall time along the critical path."
    }
  }
}
