/// What the agent of one process wrote.
///
/// A process that calls `exec` and is Python again afterwards appears twice with
/// the same `pid`, by `start` in order.
package struct AgentProcess: Sendable {
  package var pid: Int32

  /// When the agent began there, or when the fork returned in the child: ns of CLOCK_MONOTONIC.
  package var start: Int64

  /// The interpreter's version, such as "3.13.0".
  package var python: String

  /// The arguments of the process, joined by blanks and bounded.
  package var commandLine: String

  /// What the program calls the process ("ForkPoolWorker-1"); empty where it has no name.
  package var name: String

  /// What the program calls its threads, by kernel thread id.
  package var threadNames: [Int32: String]

  /// By time, and spans that begin together longest first.
  package var events: [AgentEvent]

  /// How many events did not fit or could not be read.
  package var lost: Int

  /// Whether the process ended without saying so (it was killed, or left by `os._exit`) or
  /// still ran: its open spans have no end.
  package var isCut: Bool

  package init(
    pid: Int32, start: Int64, python: String = "", commandLine: String = "", name: String = "",
    threadNames: [Int32: String] = [:], events: [AgentEvent] = [], lost: Int = 0,
    isCut: Bool = false
  ) {
    self.pid = pid
    self.start = start
    self.python = python
    self.commandLine = commandLine
    self.name = name
    self.threadNames = threadNames
    self.events = events
    self.lost = lost
    self.isCut = isCut
  }
}
