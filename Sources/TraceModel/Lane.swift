/// Which thread of which process: the two numbers a Chrome trace names a row by.
///
/// Files whose pid or tid is a string get numbers from the reader; the string
/// then becomes the name.
package struct LaneID: Hashable, Comparable, Sendable {
  /// Numbers from here on stand for a text: 2^53 plus its index.
  ///
  /// No pid and no tid of Linux is as large, and a larger number would lose
  /// digits in other readers.
  package static let firstTextNumber: Int64 = 1 << 53

  package var process: Int64
  package var thread: Int64

  /// Whether the file's pid was a text (or a number too large for one).
  package var hasTextProcess: Bool { process >= LaneID.firstTextNumber }
  /// Whether the file's tid was a text (or a number too large for one).
  package var hasTextThread: Bool { thread >= LaneID.firstTextNumber }

  package init(process: Int64, thread: Int64) {
    self.process = process
    self.thread = thread
  }

  package static func < (left: LaneID, right: LaneID) -> Bool {
    (left.process, left.thread) < (right.process, right.thread)
  }
}

/// What a lane is there for; one lane may have several roles.
package struct LaneRoles: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Runs the program's own serial code: hands out work and collects results.
  package static let coordinator = LaneRoles(rawValue: 1)
  /// Carries one task at a time: one slot.
  package static let worker = LaneRoles(rawValue: 2)
  /// Runs the steps of async tasks.
  package static let loop = LaneRoles(rawValue: 4)
  /// Helps the executor (a feeder, a poller): no slot.
  package static let other = LaneRoles(rawValue: 8)

  /// The role's word in `args.role` of a `thread_name` event, or nil when unknown.
  package init?(word: some StringProtocol) {
    switch word {
    case "coordinator": self = .coordinator
    case "worker": self = .worker
    case "loop": self = .loop
    case "other": self = .other
    default: return nil
    }
  }

  /// The words of the roles set, in the order of the vocabulary.
  package var words: [String] {
    [
      (LaneRoles.coordinator, "coordinator"), (.worker, "worker"), (.loop, "loop"),
      (.other, "other"),
    ].filter { contains($0.0) }.map(\.1)
  }
}

/// A row of the trace: a thread of a process.
package struct Lane: Hashable, Sendable {
  package var id: LaneID
  /// Empty when the trace does not name it.
  package var name: String
  package var roles: LaneRoles

  package init(id: LaneID, name: String = "", roles: LaneRoles = []) {
    self.id = id
    self.name = name
    self.roles = roles
  }
}
