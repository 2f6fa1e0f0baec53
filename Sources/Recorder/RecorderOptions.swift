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
  /// Whether stacks are taken: of threads that run, and of those that block.
  package var recordsStacks = true
  /// Stacks a second of CPU time that are taken of a thread that runs.
  package var samplingFrequency: UInt32 = 97
  /// CPUs from which on the whole machine is watched, where that is permitted: every new thread
  /// inherits one event for each CPU.
  package var systemWideFrom = 17
  /// Whether only the cheapest layers are recorded: thread states, and tasks of Pythons.
  package var isLight = false
  /// Bytes that may wait in memory at most: the kernel's rings, what was read from them and is
  /// not written yet, and a quarter of it for each process's own records.
  package var memory = 256 << 20
  /// Whether the recording goes on until every process of the program has ended, also those that
  /// outlive the command.
  package var waitsForAll = false
  /// How long to record; nil for as long as the program runs.
  package var duration: Duration?
  /// Threads that can run at a time: affinity, capped by the control group's quota.
  package var cores: Int
  /// A file like the kernel's `cpu.stat` to look at in place of those of the command's control
  /// groups; nil for these.
  package var quotaStatistics: String?
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
  /// Records taken from the kernel, and those that it could not store.
  package var events = 0
  package var lost = 0
  /// Whether the command has ended, and what it left behind is waited for.
  package var isCommandOver = false
}
