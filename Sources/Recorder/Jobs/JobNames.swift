/// The functions that the records of one process tell of.
struct JobNames {
  /// What a task waits for, as the runtime's function tells that suspended it.
  enum Suspension {
    /// It goes on on another executor.
    case hop
    /// Other tasks.
    case tasks
    /// Somebody who resumes it.
    case continuation
    case unknown
  }

  /// The library that runs async tasks.
  static let runtime = "libswift_Concurrency.so"
  /// What the compiler made around the function that the source has.
  private static let wrappings = [
    "partial apply forwarder for ", "async function pointer to ", "merged ",
  ]
  private static let thunk = "reabstraction thunk"

  private let names: [UInt64: PlaceName]
  /// The functions whose descriptors were captured, by descriptor.
  private let described: [UInt64: UInt64]

  init(_ records: [JobRecord], _ code: JobCode) {
    var addresses: Set<UInt64> = []
    var captured: Set<UInt64> = []
    for record in records where record.value != 0 {
      switch record.event {
      case .start, .suspend: addresses.insert(record.value)
      case .ready: captured.insert(record.value)
      case .end, .delay: break
      }
    }
    var described: [UInt64: UInt64] = [:]
    for address in captured {
      described[address] = code.function(describedAt: address)
    }
    self.described = described
    names = code.names(of: addresses.union(described.values))
  }

  /// Whether a function is the runtime's own.
  func isRuntime(_ address: UInt64) -> Bool { names[address]?.module == Self.runtime }

  /// What a task is called after its function.
  ///
  /// - Parameters:
  ///   - function: Where it begins.
  ///   - captured: What it captured first: where it only passes the result of another function
  ///     on, in another form, that is the other.
  /// - Returns: The name; empty where there is none.
  func title(function: UInt64, captured: UInt64) -> String {
    let name = name(at: function)
    guard name.contains(Self.thunk) else { return name }
    guard let inner = described[captured].map({ self.name(at: $0) }), !inner.isEmpty,
      !inner.contains(Self.thunk)
    else { return "" }
    return inner
  }

  private func name(at address: UInt64) -> String {
    guard let place = names[address], !place.isUnknown else { return "" }
    var name = Substring(place.name)
    while let wrapping = Self.wrappings.first(where: { name.hasPrefix($0) }) {
      name = name.dropFirst(wrapping.count)
    }
    return ShortName.of(name)
  }

  func suspension(at place: UInt64) -> Suspension {
    guard let name = names[place]?.name else { return .unknown }
    if name.contains("flagAsAndEnqueueOnExecutor") { return .hop }
    if name.contains("waitFuture") || name.contains("taskGroup_wait") { return .tasks }
    return name.contains("continuation_await") ? .continuation : .unknown
  }
}
