import TraceFile

/// Why a trace could not be started or could not be kept: one sentence to act on.
public struct TracerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which kind of failure, for programs; the sentence is for people.
  ///
  /// A struct, so that later versions can add codes without breaking a `switch`.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// A word in lower case.
    public let rawValue: String

    /// A code by its word.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A file of that name exists and overwriting was not allowed.
    public static let outputExists = Code(rawValue: "output-exists")
    /// The name of the file does not end in `.json.gz`.
    public static let badName = Code(rawValue: "bad-name")
    /// The file could not be created.
    public static let cannotCreate = Code(rawValue: "cannot-create")
    /// The file could not be written to the end: a full disk, a quota, a lost device.
    public static let cannotWrite = Code(rawValue: "cannot-write")
    /// The system refused the thread that drains the rings.
    public static let cannotStart = Code(rawValue: "cannot-start")
  }

  /// Which kind of failure.
  public let code: Code
  /// The file concerned, as the program named it.
  public let path: String
  /// The system call's error number, when one failed.
  public let errorNumber: Int32?
  /// One sentence: what failed, where, why, what to do next.
  public let description: String

  package init(_ code: Code, path: String, description: String, errorNumber: Int32? = nil) {
    self.code = code
    self.path = path
    self.description = description
    self.errorNumber = errorNumber
  }

  init(creating path: String, _ cause: TraceFileError) {
    let code: Code =
      switch cause.code {
      case .exists: .outputExists
      case .badName: .badName
      case .noSpace, .cannotWrite: .cannotWrite
      default: .cannotCreate
      }
    self.init(
      code, path: path, description: cause.description, errorNumber: cause.errorNumber)
  }

  init(writing path: String, _ cause: TraceFileError) {
    self.init(
      .cannotWrite, path: path, description: cause.description, errorNumber: cause.errorNumber)
  }
}
