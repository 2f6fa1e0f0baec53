/// What a request to the workload server asks for: `/delay/MILLISECONDS/SEED/BYTES`.
package struct DelayedRequest: Hashable, Sendable {
  package var delayMilliseconds: Int
  /// The body follows from it.
  package var seed: UInt64
  package var bytes: Int

  package static let longestDelayMilliseconds = 600_000
  package static let largestBody = 16 << 20

  package init(delayMilliseconds: Int, seed: UInt64, bytes: Int) {
    self.delayMilliseconds = delayMilliseconds
    self.seed = seed
    self.bytes = bytes
  }

  package var path: String { "/delay/\(delayMilliseconds)/\(seed)/\(bytes)" }

  /// Reads a path; nil when it is none of ours or asks for too much.
  package init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "delay",
      let delay = Int(parts[2]), (0...Self.longestDelayMilliseconds).contains(delay),
      let seed = UInt64(parts[3]),
      let bytes = Int(parts[4]), (0...Self.largestBody).contains(bytes)
    else { return nil }
    self.init(delayMilliseconds: delay, seed: seed, bytes: bytes)
  }

  package var body: [UInt8] { SeededBytes.make(count: bytes, seed: seed) }
}
