import Glibc
import TraceModel

/// What the metadata tells of the machine and the program.
enum SystemFacts {
  /// CLOCK_REALTIME at an instant of CLOCK_MONOTONIC, by reading both now.
  static func realtime(at instant: Nanoseconds) -> Int64 {
    read(CLOCK_REALTIME) &- read(CLOCK_MONOTONIC) &+ instant.count
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }

  /// The machine's name, or "" when it has none.
  static var host: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
    return text(bytes)
  }

  /// The file name of the running program.
  static var programName: String {
    var bytes = [CChar](repeating: 0, count: 4_096)
    guard unsafe readlink("/proc/self/exe", &bytes, bytes.count - 1) > 0 else { return "program" }
    return text(bytes).split(separator: "/").last.map(String.init) ?? "program"
  }

  static var versions: [String: String] {
    var versions = ["swift": compiler]
    if let kernel { versions["kernel"] = kernel }
    return versions
  }

  private static var kernel: String? {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return nil }
    return unsafe withUnsafeBytes(of: name.release) {
      unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// The compiler that built this library, as far as it tells.
  private static var compiler: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #else
      "6.3"
    #endif
  }

  private static func text(_ bytes: [CChar]) -> String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
