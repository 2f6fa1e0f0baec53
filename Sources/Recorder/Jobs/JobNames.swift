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

  /// Functions that are the runtime's own.
  private let runtimes: Set<UInt64>
  /// Functions that pass the result of another on, in another form.
  private let thunks: Set<UInt64>
  private let titles: [UInt64: String]
  private let suspensions: [UInt64: Suspension]
  /// The functions whose descriptors were captured, by descriptor.
  private let described: [UInt64: UInt64]

  /// Knows no function but those of the runtime that suspend tasks.
  init(suspensions: [UInt64: Suspension] = [:]) {
    self.suspensions = suspensions
    (runtimes, thunks, titles, described) = ([], [], [:], [:])
  }

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
    let names = code.names(of: addresses.union(described.values))
    runtimes = Set(names.filter { $1.module == Self.runtime }.keys)
    thunks = Set(names.filter { $1.name.contains(Self.thunk) }.keys)
    titles = names.filter { !$1.isUnknown }.mapValues { Self.title($0.name) }
    suspensions = names.mapValues { Self.suspension(in: $0.name) }
  }

  /// Whether a function is the runtime's own.
  func isRuntime(_ address: UInt64) -> Bool { runtimes.contains(address) }

  /// What a task is called after its function.
  ///
  /// - Parameters:
  ///   - function: Where it begins.
  ///   - captured: What it captured first: where it only passes the result of another function
  ///     on, in another form, that is the other.
  /// - Returns: The name; empty where there is none.
  func title(function: UInt64, captured: UInt64) -> String {
    if !thunks.contains(function) { return titles[function, default: ""] }
    guard let inner = described[captured], !thunks.contains(inner) else { return "" }
    return titles[inner, default: ""]
  }

  func suspension(at place: UInt64) -> Suspension { suspensions[place, default: .unknown] }

  private static func title(_ name: String) -> String {
    var name = Substring(name)
    while let wrapping = wrappings.first(where: { name.hasPrefix($0) }) {
      name = name.dropFirst(wrapping.count)
    }
    return ShortName.of(name)
  }

  private static func suspension(in name: String) -> Suspension {
    if name.contains("flagAsAndEnqueueOnExecutor") { return .hop }
    if name.contains("waitFuture") || name.contains("taskGroup_wait") { return .tasks }
    return name.contains("continuation_await") ? .continuation : .unknown
  }
}
