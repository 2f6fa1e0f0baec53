package import TraceModel

/// What the built-in comparison can run: each does real work and checks its result.
package enum Workload: String, CaseIterable, Sendable, Codable, CustomStringConvertible {
  /// CPU-bound tasks: a chain of steps of which each needs the last.
  case count
  /// HTTP GETs from a server on loopback that answers after a delay.
  case fetch
  /// Tasks that fetch, compute and write a file.
  case mixed
  /// Tasks that deflate a payload; its bytes travel to worker processes and back.
  case compress

  package var description: String { rawValue }

  /// One line that says what a task does and in what unit `--size` counts.
  package var summary: String {
    switch self {
    case .count: "CPU-bound tasks; size = dependent steps per task"
    case .fetch: "HTTP GETs from a local server that answers late; size = bytes per body"
    case .mixed: "tasks that fetch, compute and write; size = dependent steps per task"
    case .compress: "zlib over seeded data; size = bytes per task"
    }
  }

  /// Whether the tasks need `WorkloadServer`.
  package var needsServer: Bool { self == .fetch || self == .mixed }

  /// The models that make sense for this workload, in the order of reports.
  ///
  /// `async-blocking` is there where a blocking client makes it differ from `async`.
  package var models: [ExecutionModel] {
    let blocking: [ExecutionModel] = needsServer ? [.asyncBlocking] : []
    return [.sequential, .threads, .async] + blocking + [.tasks, .actor, .dispatch, .processes]
  }

  package var defaultTasks: Int { self == .fetch ? 3 : 4 }
}
