/// Work that worker processes can do, known to both sides by its name.
///
/// ```swift
/// let resize = RegisteredWork("resize") { (photo: Photo, tracer) in try photo.resized() }
/// ```
///
/// The argument and the result travel between processes in a compact binary
/// form; use `[UInt8]` for large data, which travels as one run of bytes.
public struct RegisteredWork<A: Codable & Sendable, R: Codable & Sendable>: ServedWork {
  /// The name, different for every work that a program registers.
  public let name: String
  private let body: @Sendable (A, Tracer?) throws -> R

  /// Names a piece of work.
  ///
  /// - Parameters:
  ///   - name: different for every work that a program registers.
  ///   - body: what to do, in the worker process; the tracer is the worker's,
  ///     nil when the pool is not traced.
  public init(_ name: String, _ body: @escaping @Sendable (A, Tracer?) throws -> R) {
    self.name = name
    self.body = body
  }

  /// Decodes the argument, does the work, encodes the result; the library calls it.
  public func serve(_ call: WorkerCall) throws -> WorkerResult {
    let argument = try BinaryDecoder.decode(A.self, from: call.argument)
    let result = try call.perform { try body(argument, call.tracer) }
    return WorkerResult(bytes: try BinaryEncoder.encode(result))
  }
}

/// A `RegisteredWork` of any argument and result.
public protocol ServedWork: Sendable {
  /// The name, different for every work that a program registers.
  var name: String { get }
  /// Does the work in a worker process; the library calls it.
  func serve(_ call: WorkerCall) throws -> WorkerResult
}

/// The encoded result of a call.
public struct WorkerResult: Sendable {
  let bytes: [UInt8]
}
