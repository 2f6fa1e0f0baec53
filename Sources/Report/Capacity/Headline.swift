import Analysis
import Comparison

/// Which resource a comparison's rows are shares of, and why that one.
struct Headline {
  var resource: Bounds.Resource
  /// The model whose bounds decided.
  var model: String
  /// Whether the makespan bound decided but not every run has a critical path.
  var lacksPath = false
  /// Whether no bound is known, so that what binds is not known either.
  var isAssumed = false

  /// Takes the binding resource of a model's run (METHOD 4.6).
  ///
  /// - Parameters:
  ///   - run: The run that stands for the fastest model. The baseline is asked
  ///     only when it is alone: its one slot always binds, which says nothing.
  ///   - model: Its name.
  ///   - all: Every run in the table; without a critical path in each of them
  ///     latency cannot be shown, and the slots are.
  init(_ run: RunAnalysis, model: String, all: [RunAnalysis]) {
    self.model = model
    resource = run.headlineResource
    isAssumed = run.bounds == nil
    if resource == .latency, all.contains(where: { $0.criticalPath == nil }) {
      resource = .slots
      lacksPath = true
    }
  }

  /// One or two sentences above the table.
  func sentence(cores: Int) -> String {
    let name = sanitised(model)
    if isAssumed {
      return "What binds is not known without the tasks' dependencies: each row splits its "
        + "\(resource == .cores ? "cores" : "slots") x wall time."
    }
    return switch resource {
    case .cores:
      "Cores are what binds (in the fastest model, \(name)): each row splits "
        + "\(Quantity.count(cores, "core")) x wall time."
    case .slots where lacksPath:
      "The longest chain of tasks is what binds (in the fastest model, \(name)), but not every "
        + "run has a critical path: each row splits its slots x wall time."
    case .slots:
      "Slots are what binds, not cores (in the fastest model, \(name)): each row splits "
        + "its slots x wall time."
    case .latency:
      "The longest chain of tasks is what binds, not cores (in the fastest model, \(name)): "
        + "each row splits its wall time along the critical path."
    }
  }
}
