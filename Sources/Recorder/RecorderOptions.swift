/// What is recorded, and where to.
package struct RecorderOptions: Sendable {
  /// The program and its arguments.
  package var command: [ProgramText]
  /// All the variables the program gets, but for what the agents add.
  package var environment: ProgramEnvironment
  /// The trace; its name ends in `.json.gz`.
  package var output: String
  package var isOverwriting = false
  /// Whether Pythons load the agent.
  package var recordsPython = true
  /// How long to record; nil for as long as the program runs.
  package var duration: Duration?
  /// Threads that can run at a time: affinity, capped by the control group's quota.
  package var cores: Int
  /// Versions for the trace's metadata, by name.
  package var versions: [String: String] = [:]

  package init(
    command: [ProgramText], environment: ProgramEnvironment, output: String, cores: Int
  ) {
    self.command = command
    self.environment = environment
    self.output = output
    self.cores = cores
  }
}

/// How far a recording is.
package struct RecordingProgress: Hashable, Sendable {
  package var elapsed: Duration
  package var processes: Int
  package var threads: Int
  package var slices: Int
}
